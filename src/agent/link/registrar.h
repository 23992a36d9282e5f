#pragma once

#include <functional>
#include <memory>
#include <string>

#include "agent/agent_config.h"
#include "agent/agent_rows.h"
#include "agent/backoff.h"
#include "agent/control_link.h"
#include "agent/link/instance_identity.h"
#include "base/loop.h"
#include "base/random.h"
#include "core/core.h"
#include "drivers/runtime/container_runtime.h"

namespace gantry::agent {

/// Makes the agent a container instance of its cluster: asks the runtime what the machine offers,
/// registers, and keeps the ARN. An agent that has an ARN registers again under it at every start,
/// and works with it before the answer is there. Tries for as long as it takes, unless refused for
/// good. Lives on the agent's loop.
class Registrar {
  public:
    struct Listener {
        /// The ARN is known and durable. Once.
        std::function<void()> on_identity;
        /// The machine's capacity became known. Once, before or after on_identity.
        std::function<void()> on_host;
        /// The control plane no longer knows the instance, and nothing runs on it: the ARN was
        /// forgotten, and everything is to begin anew. Last.
        std::function<void()> on_forgotten;
        /// Refused for good. Last.
        std::function<void(const Error& why)> on_terminal;
    };

    Registrar(
        Loop& loop,
        IdSource& ids,
        ControlLink& link,
        runtime::ContainerRuntime& runtime,
        core::Core& core,
        const AgentTables& tables,
        const AgentConfig& config,
        InstanceIdentity& identity,
        Listener listener
    );
    ~Registrar();
    Registrar(const Registrar&) = delete;
    Registrar& operator=(const Registrar&) = delete;

    void start();
    /// The runtime is there: if it has not said yet what the machine offers, it is asked now.
    void runtime_back();

  private:
    void ask_host();
    void on_host(const Result<runtime::HostInfo>& host);
    void prepare();
    void register_instance();
    void on_answer(const Result<std::string>& answer);
    void on_registered(const std::string& arn);
    void on_refused(const Error& why);
    void create_cluster();
    void forget_identity();
    void identity_known(const std::string& arn);
    void again(Backoff& backoff, void (Registrar::*step)());
    void fail(const Error& why);

    /// A callback that runs only while this lives.
    template <class T>
    std::function<void(Result<T>)> then(void (Registrar::*step)(const Result<T>&)) {
        return [this, step, alive = std::weak_ptr(alive_)](const Result<T>& answer) {
            if (!alive.expired()) (this->*step)(answer);
        };
    }

    Loop& loop_;
    IdSource& ids_;
    ControlLink& link_;
    runtime::ContainerRuntime& runtime_;
    core::Core& core_;
    const AgentTables& tables_;
    const AgentConfig& config_;
    InstanceIdentity& identity_;
    Listener listener_;
    Backoff backoff_;
    Backoff host_backoff_;
    std::uint64_t host_question_ = 0;  ///< answers to earlier questions are void
    TimerId timer_ = 0;
    bool host_known_ = false;
    std::shared_ptr<bool> alive_;
};

}  // namespace gantry::agent
