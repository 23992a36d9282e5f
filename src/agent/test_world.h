#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "agent/agent.h"
#include "agent/engine/test_tasks.h"
#include "agent/link/frames.h"
#include "api/acs/gantry_network_message.h"
#include "api/ecs/submit_task_state_change_request.h"
#include "base/manual_loop.h"
#include "drivers/files/fake_files.h"
#include "drivers/memory_files/fake_memory_files.h"
#include "drivers/network/fake/fake_network.h"
#include "drivers/runtime/fake/fake_machine.h"
#include "drivers/runtime/fake/fake_runtime.h"
#include "drivers/storage/fake/fake_storage.h"
#include "store/memory_journal.h"

/// A control plane by script, and a machine with an agent on it.
namespace gantry::agent::test {

inline constexpr const char* kInstanceArn =
    "arn:aws:ecs:us-east-1:000000000000:container-instance/default/"
    "11112222333344445555666677778888";

/// What agents talk to in tests: remembers what it hears, and like the real one sends every task it
/// wants whenever a control stream opens. Outlives agents.
class FakeControl {
  public:
    explicit FakeControl(ManualLoop& loop) : loop_(loop) {}

    struct Call {
        std::string operation;
        std::string body;
        SysTime at;
    };
    using Report = api::ecs::SubmitTaskStateChangeRequest;

    // ---- The script

    std::string instance_arn = kInstanceArn;
    bool away = false;  ///< calls fail, streams do not open
    /// Answers instead of the default, by operation.
    std::map<std::string, std::function<Result<std::string>(const std::string& body)>> answers;
    /// What the real one would have in its rows: sent when a stream opens, and by send_wanted().
    std::vector<api::acs::Task> wanted;
    /// Sent when a stream opens, before the tasks, and by send_network().
    std::optional<api::acs::GantryNetworkMessage> network;
    /// Hears every report that is accepted, when it is.
    std::function<void(const Report&)> on_told;
    std::string refuse_streams;  ///< the body of the refusal, when set
    /// What services answer, by "service.Operation"; what has no answer is AccessDeniedException.
    std::map<std::string, std::function<Result<std::string>(const ServiceCall& call)>> services;

    void go_away();
    void come_back() { away = false; }
    void close_streams(int code);

    /// Sends the tasks in one payload. @return its message id
    std::string send_payload(std::vector<api::acs::Task> tasks);
    /// Wants the task from now on, and says so.
    void run_task(const api::acs::Task& task);
    void stop_task(const std::string& arn = kTaskArn);
    void send_network();
    /// Names the interface of the task in what is sent of networks, and sends that.
    void add_interface(const api::acs::Task& task);
    void send_text(StreamKind kind, std::string text);
    template <class Message>
    void send(StreamKind kind, std::string_view type, const Message& message) {
        send_text(kind, encode_frame(type, message));
    }

    // ---- What was heard

    std::vector<Call> calls;
    std::vector<ServiceCall> service_calls;
    std::vector<ControlLink::Query> control_queries;
    std::vector<Report> reports;        ///< accepted ones, save those that only name digests:
    std::vector<Report> image_reports;  ///< these, which come before anything is RUNNING
    std::map<StreamKind, std::vector<Frame>> frames;
    std::vector<std::string> exec_bytes;  ///< frames of sessions in containers, of all

    [[nodiscard]] bool connected(StreamKind kind) const;
    [[nodiscard]] int count(std::string_view operation) const;
    /// Messages of this type on a stream.
    [[nodiscard]] std::vector<std::string> messages(StreamKind kind, std::string_view type) const;
    /// The newest status of a task, "" when nothing was reported.
    [[nodiscard]] std::string status_of(const std::string& arn = kTaskArn) const;
    /// "RUNNING STOPPED": the statuses in the order in which they were told.
    [[nodiscard]] std::string statuses_of(const std::string& arn = kTaskArn) const;
    /// The newest that was told of a container.
    [[nodiscard]] std::optional<api::ecs::ContainerStateChange> container(
        const std::string& name, const std::string& arn = kTaskArn
    ) const;

    /// An agent's way here. Callbacks end with it.
    class Link;
    std::unique_ptr<ControlLink> make_link();

  private:
    class Stream;
    friend class Stream;

    Result<std::string> answer(const std::string& operation, const std::string& body);
    Result<std::string> answer_service(const ServiceCall& call);
    void on_report(Report report);
    Result<std::string> register_instance(const std::string& body) const;
    void open(const std::shared_ptr<Stream>& stream);

    ManualLoop& loop_;
    std::map<StreamKind, std::weak_ptr<Stream>> streams_;
    int next_message_ = 1;
    std::int64_t next_number_ = 1;
};

/// A machine with a disk, a runtime and an agent that can be killed and started.
class World {
  public:
    World();
    ~World();

    /// Starts an agent on what the last one left behind.
    void start_agent();
    /// kill -9: the machine and its disk live on.
    void kill_agent();
    /// Lets time pass until it holds. Fails the test if it does not come true.
    void expect_soon(
        const std::function<bool()>& reached, Duration limit = Seconds{60}, const char* what = ""
    );
    /// Starts the agent and waits for its streams.
    void start_connected();

    [[nodiscard]] const runtime::FakeContainer* container(
        const std::string& name, const std::string& arn = kTaskArn
    ) const;
    [[nodiscard]] const runtime::FakeContainer* pause(const std::string& arn = kTaskArn) const;
    [[nodiscard]] bool runs(const std::string& name, const std::string& arn = kTaskArn) const;

    ManualLoop loop;
    AgentConfig config;
    std::shared_ptr<store::MemoryDisk> disk = std::make_shared<store::MemoryDisk>();
    FakeControl control{loop};
    runtime::FakeMachine machine;
    network::FakeNetworkMachine network;
    storage::FakeStorageMachine storage;
    files::FakeFiles files;
    memory_files::FakeMemoryFiles secret_files;
    bool has_network = true;  ///< of agents that are started from now on
    bool has_files = true;    ///< the same
    std::optional<Error> terminal;
    TaskEndpoint* endpoint = nullptr;  ///< of agents that are started from now on

    struct Process;
    std::unique_ptr<Process> process;

  private:
    std::uint64_t next_seed_ = 1;
};

struct World::Process {
    Process(World& world, std::uint64_t seed);
    store::MemoryJournal journal;
    runtime::FakeRuntime runtime;
    network::FakeNetwork network;
    storage::FakeStorage storage;
    std::unique_ptr<ControlLink> link;
    Agent agent;
};

}  // namespace gantry::agent::test
