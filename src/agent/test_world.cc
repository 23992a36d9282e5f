#include "agent/test_world.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "agent/engine/names.h"
#include "api/acs/payload_message.h"
#include "api/ecs/register_container_instance_request.h"
#include "api/ecs/register_container_instance_response.h"
#include "base/log.h"
#include "wire/json_codec.h"

namespace gantry::agent::test {
namespace {

constexpr Duration kWire{1};  ///< one way
constexpr int kGone = 1006;

}  // namespace

/// One stream, seen from the control plane.
class FakeControl::Stream final : public ControlStream {
  public:
    Stream(FakeControl& control, StreamKind kind, ControlLink::StreamCallbacks callbacks)
        : control_(control), kind_(kind), callbacks_(std::move(callbacks)) {}

    void send(std::string text) override {
        if (!open) return;
        control_.loop_.call_after(kWire, [&control = control_, kind = kind_, text] {
            if (kind == StreamKind::Exec) return control.exec_bytes.push_back(text);
            const auto frame = decode_frame(text);
            ASSERT_TRUE(frame) << text;
            control.frames[kind].push_back(*frame);
        });
    }

    [[nodiscard]] StreamKind kind() const { return kind_; }
    [[nodiscard]] const ControlLink::StreamCallbacks& callbacks() const { return callbacks_; }
    bool open = false;

  private:
    FakeControl& control_;
    StreamKind kind_;
    ControlLink::StreamCallbacks callbacks_;
};

class FakeControl::Link final : public ControlLink {
  public:
    explicit Link(FakeControl& control) : control_(control) {}

    void call(
        std::string_view operation, std::string body, std::function<void(Result<std::string>)> done
    ) override {
        carry(
            [&control = control_, operation = std::string(operation), body = std::move(body)] {
                return control.answer(operation, body);
            },
            std::move(done)
        );
    }

    void call_service(const ServiceCall& call, std::function<void(Result<std::string>)> done)
        override {
        carry(
            [&control = control_, call] { return control.answer_service(call); }, std::move(done)
        );
    }

    std::shared_ptr<ControlStream> open_stream(
        StreamKind kind, const std::string& endpoint, const Query& query, StreamCallbacks callbacks
    ) override {
        EXPECT_EQ(endpoint, kind == StreamKind::Telemetry ? "http://tcs" : "http://acs");
        if (kind == StreamKind::Control) control_.control_queries.push_back(query);
        auto stream = std::make_shared<Stream>(control_, kind, std::move(callbacks));
        control_.loop_.call_after(kWire, [&control = control_, weak = std::weak_ptr(stream)] {
            if (const auto waiting = weak.lock()) control.open(waiting);
        });
        return stream;
    }

  private:
    /// The call arrives whether or not the caller lives; the answer needs somebody to hear.
    void carry(
        std::function<Result<std::string>()> arrive, std::function<void(Result<std::string>)> done
    ) {
        control_.loop_.call_after(
            kWire,
            [&control = control_,
             arrive = std::move(arrive),
             done = std::move(done),
             alive = std::weak_ptr(alive_)] {
                Result<std::string> answer = arrive();
                control.loop_.call_after(kWire, [alive, done, answer = std::move(answer)] {
                    if (!alive.expired()) done(answer);
                });
            }
        );
    }

    FakeControl& control_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

std::unique_ptr<ControlLink> FakeControl::make_link() {
    return std::make_unique<Link>(*this);
}

void FakeControl::open(const std::shared_ptr<Stream>& stream) {
    if (away) return stream->callbacks().on_close(kGone, "connection refused");
    if (!refuse_streams.empty()) return stream->callbacks().on_close(kGone, refuse_streams);
    stream->open = true;
    streams_[stream->kind()] = stream;
    stream->callbacks().on_open();
    if (stream->kind() == StreamKind::Control && network) send_network();
    if (stream->kind() == StreamKind::Control && !wanted.empty()) send_payload(wanted);
}

void FakeControl::close_streams(int code) {
    for (auto& [kind, weak] : streams_) {
        const auto stream = weak.lock();
        if (!stream || !stream->open) continue;
        stream->open = false;
        stream->callbacks().on_close(code, "");
    }
}

void FakeControl::go_away() {
    away = true;
    close_streams(kGone);
}

void FakeControl::send_text(StreamKind kind, std::string text) {
    loop_.call_after(kWire, [this, kind, text = std::move(text)] {
        const auto stream = streams_[kind].lock();
        if (stream && stream->open) stream->callbacks().on_text(text);
    });
}

std::string FakeControl::send_payload(std::vector<api::acs::Task> tasks) {
    api::acs::PayloadMessage message;
    message.cluster_arn = "arn:aws:ecs:us-east-1:000000000000:cluster/default";
    message.container_instance_arn = instance_arn;
    message.message_id = "message-" + std::to_string(next_message_++);
    message.generated_at = epoch_ms(loop_.now());
    message.seq_num = static_cast<std::int32_t>(next_number_++);
    message.tasks = std::move(tasks);
    send(StreamKind::Control, "PayloadMessage", message);
    return *message.message_id;
}

void FakeControl::run_task(const api::acs::Task& task) {
    wanted.push_back(task);
    send_payload({task});
}

void FakeControl::stop_task(const std::string& arn) {
    for (auto& task : wanted) {
        if (task.arn != arn) continue;
        task.desired_status = "STOPPED";
        send_payload({task});
    }
}

void FakeControl::send_network() {
    network->message_id = "network-" + std::to_string(next_message_++);
    send(StreamKind::Control, "GantryNetworkMessage", *network);
}

void FakeControl::add_interface(const api::acs::Task& task) {
    if (!network) {
        network.emplace();
        auto& vpc = network->vpcs.emplace().emplace_back();
        vpc.vpc_id = "vpc-1";
        vpc.network_identifier = 7;
        vpc.cidrs = {"10.0.0.0/16"};
        vpc.interfaces.emplace();
    }
    const auto& given = task.elastic_network_interfaces->front();
    auto& interface = network->vpcs->front().interfaces->emplace_back();
    interface.network_interface_id = given.ec2_id;
    interface.mac_address = given.mac_address;
    interface.private_address = given.ipv4_addresses->front().private_address;
    interface.subnet_cidr = "10.0.0.0/24";
    ++network->generation;
    send_network();
}

// ---- Calls -----------------------------------------------------------------------------------

Result<std::string> FakeControl::answer(const std::string& operation, const std::string& body) {
    calls.push_back({operation, body, loop_.now()});
    if (away) return unavailable("connection refused");
    if (const auto scripted = answers.find(operation); scripted != answers.end()) {
        const auto script = scripted->second;  // it may take itself out of the map
        return script(body);
    }
    if (operation == "RegisterContainerInstance") return register_instance(body);
    if (operation == "DiscoverPollEndpoint") {
        return std::string(R"({"endpoint":"http://acs","telemetryEndpoint":"http://tcs"})");
    }
    if (operation == "SubmitTaskStateChange") {
        auto report = wire::decode_json<Report>(body);
        EXPECT_TRUE(report) << body;
        if (report) on_report(std::move(*report));
        return std::string(R"({"acknowledgment":"ok"})");
    }
    return std::string("{}");
}

Result<std::string> FakeControl::answer_service(const ServiceCall& call) {
    service_calls.push_back(call);
    if (away) return unavailable("connection refused");
    const auto scripted = services.find(call.service + "." + call.operation);
    if (scripted == services.end()) {
        return Error{ErrorKind::Denied, "AccessDeniedException", "not allowed", {}};
    }
    const auto script = scripted->second;  // it may take itself out of the map
    return script(call);
}

/// Stopped tasks are of no further interest.
void FakeControl::on_report(Report report) {
    if (report.status == "STOPPED") {
        std::erase_if(wanted, [&](const api::acs::Task& task) { return task.arn == report.task; });
    }
    if (on_told) on_told(report);
    const auto is_image = [](const api::ecs::ContainerStateChange& change) {
        return change.status == "PENDING" && change.image_digest;
    };
    const bool of_images = report.status == "PENDING" && report.containers &&
                           !report.containers->empty() &&
                           std::ranges::all_of(*report.containers, is_image);
    (of_images ? image_reports : reports).push_back(std::move(report));
}

Result<std::string> FakeControl::register_instance(const std::string& body) const {
    const auto request = wire::decode_json<api::ecs::RegisterContainerInstanceRequest>(body);
    if (!request) return request.error();
    api::ecs::RegisterContainerInstanceResponse response;
    auto& instance = response.container_instance.emplace();
    instance.container_instance_arn = instance_arn;
    instance.attributes = request->attributes;
    return wire::encode_json(response);
}

// ---- What was heard --------------------------------------------------------------------------

bool FakeControl::connected(StreamKind kind) const {
    const auto found = streams_.find(kind);
    if (found == streams_.end()) return false;
    const auto stream = found->second.lock();
    return stream && stream->open;
}

int FakeControl::count(std::string_view operation) const {
    return static_cast<int>(std::count_if(calls.begin(), calls.end(), [&](const Call& call) {
        return call.operation == operation;
    }));
}

std::vector<std::string> FakeControl::messages(StreamKind kind, std::string_view type) const {
    std::vector<std::string> result;
    const auto found = frames.find(kind);
    if (found == frames.end()) return result;
    for (const Frame& frame : found->second) {
        if (frame.type == type) result.push_back(frame.message);
    }
    return result;
}

std::string FakeControl::status_of(const std::string& arn) const {
    std::string status;
    for (const Report& report : reports) {
        if (report.task == arn && report.status) status = *report.status;
    }
    return status;
}

std::string FakeControl::statuses_of(const std::string& arn) const {
    std::string text;
    for (const Report& report : reports) {
        if (report.task != arn) continue;
        const std::string status = report.attachments ? "ATTACHED" : report.status.value_or("?");
        text += (text.empty() ? "" : " ") + status;
    }
    return text;
}

std::optional<api::ecs::ContainerStateChange> FakeControl::container(
    const std::string& name, const std::string& arn
) const {
    std::optional<api::ecs::ContainerStateChange> newest;
    for (const Report& report : reports) {
        if (report.task != arn || !report.containers) continue;
        for (const auto& change : *report.containers) {
            if (change.container_name == name) newest = change;
        }
    }
    return newest;
}

// ---- The machine -----------------------------------------------------------------------------

World::Process::Process(World& world, std::uint64_t seed)
    : journal(world.loop, world.disk),
      runtime(world.loop, world.machine),
      network(world.loop, world.network),
      storage(world.loop, world.storage),
      link(world.control.make_link()),
      agent(world.loop, IdSource(Random(seed)), *link, runtime, journal, world.config) {}

World::World()
    : machine(loop, Random(42), {.every_image_present = true, .keep_requests = true}),
      network(loop, Random(43), {.takes_min = Duration{5}, .takes_max = Duration{5}}) {
    set_log_level(LogLevel::Error);
    config.region = "us-east-1";
    machine.daemon().timings.create = runtime::Latency::exactly(Duration{20});
    machine.daemon().timings.start = runtime::Latency::exactly(Duration{100});
    machine.daemon().timings.other = runtime::Latency::exactly(Duration{1});
    machine.daemon().timings.event = runtime::Latency::exactly(Duration{1});
    machine.set_observer({
        .on_start = {},
        .on_exit = [this](const runtime::FakeContainer& container
                   ) { network.end_process(container.status.pid); },
    });
    disk->set_sync_latency(Duration{2});
}

World::~World() {
    kill_agent();
    loop.run_until_idle();
}

void World::start_agent() {
    process = std::make_unique<Process>(*this, next_seed_++);
    process->agent.set_on_terminal([this](const Error& why) { terminal = why; });
    process->agent.set_storage(process->storage);
    if (has_network) process->agent.set_network(process->network);
    if (has_files) process->agent.set_files(files);
    if (has_files) process->agent.set_secret_files(secret_files);
    if (endpoint != nullptr) process->agent.set_task_endpoint(*endpoint);
    const auto started = process->agent.start();
    EXPECT_TRUE(started) << started.error().message;
}

void World::kill_agent() {
    process.reset();
}

void World::expect_soon(const std::function<bool()>& reached, Duration limit, const char* what) {
    EXPECT_TRUE(loop.run_until(reached, limit)) << what;
}

void World::start_connected() {
    start_agent();
    expect_soon([this] {
        return control.connected(StreamKind::Control) && control.connected(StreamKind::Telemetry);
    });
}

const runtime::FakeContainer* World::container(const std::string& name, const std::string& arn)
    const {
    return machine.find(container_runtime_name(arn, "web", "3", name));
}

const runtime::FakeContainer* World::pause(const std::string& arn) const {
    return container(kPauseContainer, arn);
}

bool World::runs(const std::string& name, const std::string& arn) const {
    const auto* found = container(name, arn);
    return found != nullptr && found->status.phase == runtime::ContainerPhase::Running;
}

}  // namespace gantry::agent::test
