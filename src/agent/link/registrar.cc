#include "agent/link/registrar.h"

#include "agent/link/registration_request.h"
#include "api/ecs/create_cluster_request.h"
#include "api/ecs/register_container_instance_response.h"
#include "base/log.h"
#include "wire/json_codec.h"

namespace gantry::agent {
namespace {

constexpr const char* kDefaultCluster = "default";
constexpr Duration kHostRetryMin{250};
constexpr Duration kHostRetryMax{5'000};

bool is_terminal(const Error& why) {
    return why.code == "InvalidParameterException" || why.code == "ClientException";
}

/// Whether the control plane no longer knows the instance under its ARN.
bool is_unknown_instance(const Error& why) {
    return is_terminal(why) || why.code == "InvalidInstanceException" ||
           why.code == "InactiveInstanceException";
}

/// What to do about a refusal: added to its text.
std::string advice(const Error& why, const AgentConfig& config) {
    if (why.code == "ClusterNotFoundException") {
        return "; make it first: aws --endpoint-url " + config.endpoint + " --region " +
               config.region + " ecs create-cluster --cluster-name " + config.cluster;
    }
    // What TLS makes of an answer in plain text.
    if (why.message.find("wrong version number") != std::string::npos) {
        return "; it speaks plain HTTP: use http://";
    }
    if (why.kind == ErrorKind::Denied) return "; give the server's root.key with --key-file";
    return "";
}

/// `more` begins with "; " or is empty.
Error with_text(Error why, const std::string& more) {
    if (!more.empty() && why.message.ends_with('.')) why.message.pop_back();
    why.message += more;
    return why;
}

void log_refusal(const Error& why, const AgentConfig& config) {
    const std::string text = with_text(why, advice(why, config)).message;
    if (why.kind == ErrorKind::Unavailable && why.code.empty()) {
        log_warn("control_plane_unreachable", {{"endpoint", config.endpoint}, {"why", text}});
    } else {
        log_warn("registration_refused", {{"code", why.code}, {"why", text}});
    }
}

}  // namespace

Registrar::Registrar(
    Loop& loop,
    IdSource& ids,
    ControlLink& link,
    runtime::ContainerRuntime& runtime,
    core::Core& core,
    const AgentTables& tables,
    const AgentConfig& config,
    InstanceIdentity& identity,
    Listener listener
)
    : loop_(loop),
      ids_(ids),
      link_(link),
      runtime_(runtime),
      core_(core),
      tables_(tables),
      config_(config),
      identity_(identity),
      listener_(std::move(listener)),
      backoff_(config.reconnect_min, config.reconnect_max, 1.5),
      host_backoff_(kHostRetryMin, kHostRetryMax, 2.0),
      alive_(std::make_shared<bool>(true)) {}

Registrar::~Registrar() {
    loop_.cancel(timer_);
}

void Registrar::start() {
    const AgentRow row = tables_.agent_row();
    if (!row.container_instance_arn.empty()) identity_known(row.container_instance_arn);
    ask_host();
}

void Registrar::ask_host() {
    runtime_.host_info([this,
                        question = ++host_question_,
                        alive = std::weak_ptr(alive_)](const Result<runtime::HostInfo>& host) {
        if (!alive.expired() && question == host_question_) on_host(host);
    });
}

void Registrar::runtime_back() {
    if (host_known_) return;
    loop_.cancel(timer_);
    timer_ = 0;
    ask_host();
}

void Registrar::on_host(const Result<runtime::HostInfo>& host) {
    if (!host) {
        log_warn("runtime_unreachable", {{"why", host.error().message}});
        return again(host_backoff_, &Registrar::ask_host);
    }
    identity_.host = *host;
    if (!host_known_) {
        host_known_ = true;
        listener_.on_host();
    }
    prepare();
}

/// Makes the client token, and what endpoint ids are made from, durable before they are used.
void Registrar::prepare() {
    AgentRow row = tables_.agent_row();
    if (!row.registration_token.empty() && !row.endpoint_secret.empty()) {
        return register_instance();
    }
    if (row.registration_token.empty()) row.registration_token = ids_.uuid();
    if (row.endpoint_secret.empty()) row.endpoint_secret = ids_.hex(64);
    row.cluster = config_.cluster;
    core::Transaction tx;
    tx.put(tables_.agent, kAgentKey, std::move(row));
    core_.commit(
        std::move(tx),
        "registration token",
        [this, alive = std::weak_ptr(alive_)](const Result<void>& durable) {
            if (!alive.expired() && durable) register_instance();
        }
    );
}

void Registrar::register_instance() {
    const AgentRow row = tables_.agent_row();
    if (config_.reserved_memory_mib > 0 &&
        instance_capacity(config_, identity_.host).memory_mib <= 0) {
        return fail(invalid_argument(
            "of the machine's " + std::to_string(identity_.host.memory_mib) +
            " MiB nothing is left; choose a smaller --reserved-memory"
        ));
    }
    const auto request = registration_request(
        config_, identity_.host, row.container_instance_arn, row.registration_token
    );
    link_.call(
        "RegisterContainerInstance", wire::encode_json(request), then(&Registrar::on_answer)
    );
}

void Registrar::on_answer(const Result<std::string>& answer) {
    if (!answer) return on_refused(answer.error());
    const auto response = wire::decode_json<api::ecs::RegisterContainerInstanceResponse>(*answer);
    if (!response || !response->container_instance ||
        !response->container_instance->container_instance_arn) {
        log_error("registration_answer_unreadable");
        return again(backoff_, &Registrar::register_instance);
    }
    const auto& instance = *response->container_instance;
    const auto lost = find_lost_attribute(
        instance_attributes(
            config_, identity_.host, tables_.agent_row().container_instance_arn.empty()
        ),
        instance.attributes.value_or(std::vector<api::ecs::Attribute>{})
    );
    if (lost) return fail(invalid_argument("the control plane dropped attribute " + *lost));
    on_registered(*instance.container_instance_arn);
}

void Registrar::on_registered(const std::string& arn) {
    log_info("registered", {{"instance", arn}, {"cluster", config_.cluster}});
    AgentRow row = tables_.agent_row();
    if (row.container_instance_arn == arn) return;
    row.container_instance_arn = arn;
    core::Transaction tx;
    tx.put(tables_.agent, kAgentKey, std::move(row));
    core_.commit(
        std::move(tx),
        "registered " + arn,
        [this, arn, alive = std::weak_ptr(alive_)](const Result<void>& durable) {
            if (!alive.expired() && durable) identity_known(arn);
        }
    );
}

void Registrar::on_refused(const Error& why) {
    const AgentRow row = tables_.agent_row();
    if (why.code == "ClusterNotFoundException" && config_.cluster == kDefaultCluster) {
        return create_cluster();
    }
    log_refusal(why, config_);
    const bool known_before = !row.container_instance_arn.empty();
    if (known_before && is_unknown_instance(why) && tables_.live.keys(AgentTables::kLive).empty()) {
        return forget_identity();
    }
    if (known_before && is_unknown_instance(why)) {
        return fail(with_text(why, "; to join again as a new instance, remove " + config_.data_dir)
        );
    }
    if (is_terminal(why)) return fail(why);
    again(backoff_, &Registrar::register_instance);
}

/// Begins as a new instance. If what was refused was not the ARN, the next answer is final.
void Registrar::forget_identity() {
    AgentRow row = tables_.agent_row();
    log_warn("instance_forgotten", {{"instance", row.container_instance_arn}});
    row.container_instance_arn.clear();
    row.registration_token.clear();
    row.last_number = 0;
    row.told_state.clear();
    core::Transaction tx;
    tx.put(tables_.agent, kAgentKey, std::move(row));
    core_.commit(
        std::move(tx),
        "instance forgotten",
        [this, alive = std::weak_ptr(alive_)](const Result<void>& durable) {
            if (!alive.expired() && durable) listener_.on_forgotten();
        }
    );
}

void Registrar::create_cluster() {
    api::ecs::CreateClusterRequest request;
    request.cluster_name = kDefaultCluster;
    link_.call(
        "CreateCluster",
        wire::encode_json(request),
        [this, alive = std::weak_ptr(alive_)](const Result<std::string>& answer) {
            if (alive.expired()) return;
            if (!answer) return again(backoff_, &Registrar::register_instance);
            register_instance();
        }
    );
}

void Registrar::identity_known(const std::string& arn) {
    identity_.container_instance_arn = arn;
    listener_.on_identity();
}

void Registrar::again(Backoff& backoff, void (Registrar::*step)()) {
    timer_ = loop_.call_after(backoff.next(ids_.random()), [this, step] {
        timer_ = 0;
        (this->*step)();
    });
}

void Registrar::fail(const Error& why) {
    log_error("registration_failed_for_good", {{"why", why.message}});
    listener_.on_terminal(why);
}

}  // namespace gantry::agent
