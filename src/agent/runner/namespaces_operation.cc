#include <algorithm>

#include "agent/engine/names.h"
#include "agent/engine/pause_request.h"
#include "agent/pause/pause_image.h"
#include "agent/runner/operation.h"
#include "base/log.h"

namespace gantry::agent {
namespace {

/// What the three have in common.
class PauseOperation : public Operation {
  public:
    PauseOperation(OperationTools tools, std::string task, Duration limit)
        : Operation(tools, std::move(task), kPauseContainer, limit) {}

  protected:
    /// The pause container's state now; null when the task is gone.
    [[nodiscard]] const PauseState* pause() {
        seen_state_ = tools_.book.state(task_);
        return seen_state_ ? &seen_state_->pause : nullptr;
    }
    [[nodiscard]] std::string pause_name() const {
        return entry() == nullptr ? "" : pause_runtime_name(entry()->spec);
    }
    [[nodiscard]] const InterfaceSpec* interface() const {
        return entry() == nullptr || !entry()->spec.interface ? nullptr : &*entry()->spec.interface;
    }
    [[nodiscard]] bool is_ours(const runtime::ContainerStatus& status) const {
        const auto label = status.labels.find(kTaskLabel);
        return label != status.labels.end() && label->second == task_;
    }
    /// The task cannot have its namespaces.
    void fail(const std::string& words) {
        const char* name =
            interface() == nullptr ? "CannotCreateContainerError" : "ContainerNetworkingError";
        log_warn("namespaces_failed", {{"task", task_}, {"why", words}});
        end_with(event::TaskFailed{std::string(name) + ": " + words});
    }
    void fail(const Error& why) { fail("Error response from daemon: " + why.message); }

  private:
    TaskBook::StatePtr seen_state_;  ///< keeps what pause() returned alive
};

// ---- Made --------------------------------------------------------------------------------------

/// Action MakeNamespaces: ends with PauseRuns, PauseLost or TaskFailed. What an earlier try, or an
/// earlier run of the agent, has made is found by its name.
class MakeNamespacesOperation final : public PauseOperation {
  public:
    MakeNamespacesOperation(OperationTools tools, std::string task)
        : PauseOperation(
              tools, std::move(task), tools.config.create_limit + tools.config.start_limit
          ) {}

    [[nodiscard]] bool ends_with_stop() const override { return true; }

  private:
    void attempt() override {
        const PauseState* its = pause();
        if (its == nullptr || entry() == nullptr || !still_wanted()) return end();
        if (its->progress == Namespaces::None && !tried_) return create();
        look();
    }

    void create() {
        tried_ = true;
        plain_ = tools_.pauses.plain;
        const auto request = build_pause_request({
            .task = *entry()->payload,
            .spec = entry()->spec,
            .image = pause_image().name,
            .instance_arn = tools_.instance_arn,
            .cluster = tools_.config.cluster,
            .plain = plain_,
        });
        tools_.runtime.create_container(
            pause_name(), request, then<std::string>([this](const Result<std::string>& id) {
                on_created(id);
            })
        );
    }

    void on_created(const Result<std::string>& id) {
        if (id) {
            tell(event::PauseCreated{*id, plain_});
            return start(*id);
        }
        switch (id.error().kind) {
            case ErrorKind::Unavailable: return try_again();
            case ErrorKind::Conflict: return look();
            case ErrorKind::NotFound:
                if (!loaded_) return load();
                [[fallthrough]];
            default: fail(id.error());
        }
    }

    /// The first on this machine, or somebody has tidied up.
    void load() {
        const PauseImage& image = pause_image();
        tools_.runtime.load_image(
            image.name, image.archive, then<void>([this](const Result<void>& how) {
                if (!how && how.error().kind == ErrorKind::Unavailable) return try_again();
                if (!how) return fail(how.error());
                loaded_ = true;
                log_info("pause_image_loaded", {{"image", pause_image().name}});
                entry() == nullptr || !still_wanted() ? end() : create();
            })
        );
    }

    void look() {
        tools_.runtime.inspect_container(
            pause_name(),
            then<runtime::ContainerStatus>([this](const Result<runtime::ContainerStatus>& status) {
                on_look(status);
            })
        );
    }

    void on_look(const Result<runtime::ContainerStatus>& status) {
        const PauseState* its = pause();
        if (its == nullptr || entry() == nullptr || !still_wanted()) return end();
        if (!status) {
            if (status.error().kind != ErrorKind::NotFound) return try_again();
            if (its->progress == Namespaces::None) return create();
            return end_with(event::PauseLost{});
        }
        if (!is_ours(*status)) {
            return fail("the name " + status->name + " is taken by another container");
        }
        switch (status->phase) {
            case runtime::ContainerPhase::Created: return start(status->id);
            case runtime::ContainerPhase::Running:
                // One that was started anew meanwhile has other namespaces.
                if (its->progress >= Namespaces::Running && its->pid != status->pid) {
                    return end_with(event::PauseLost{status->id});
                }
                return end_with(event::PauseRuns{status->id, status->pid});
            case runtime::ContainerPhase::Exited: return bury(status->id);
        }
    }

    void bury(const std::string& id) {
        tools_.runtime.remove_container(id, then<void>([this](const Result<void>& how) {
                                            if (!how) return try_again();
                                            end_with(event::PauseLost{});
                                        }));
    }

    void start(const std::string& id) {
        if (!still_wanted()) return end();
        tools_.runtime.start_container(id, then<void>([this](const Result<void>& how) {
                                           if (how) return look();
                                           if (how.error().kind == ErrorKind::Unavailable) {
                                               return try_again();
                                           }
                                           if (how.error().kind == ErrorKind::NotFound) {
                                               return end_with(event::PauseLost{});
                                           }
                                           fail(how.error());
                                       }));
    }

    void on_limit() override {
        fail(timeout_reason("created", tools_.config.create_limit + tools_.config.start_limit));
    }

    bool tried_ = false;
    bool plain_ = false;
    bool loaded_ = false;
};

// ---- Ready -------------------------------------------------------------------------------------

/// Action ReadyNamespaces: ends with NamespacesReady, PauseLost or TaskFailed. The interface waits
/// for the control plane's word on it for a while. Answers that are under way are waited for: what
/// is taken away afterwards must not come back.
class ReadyNamespacesOperation final : public PauseOperation {
  public:
    ReadyNamespacesOperation(OperationTools tools, std::string task)
        : PauseOperation(tools, std::move(task), tools.config.attach_limit) {}

    [[nodiscard]] bool ends_with_stop() const override { return true; }

  private:
    void attempt() override {
        const PauseState* its = pause();
        const InterfaceSpec* wanted = interface();
        if (its == nullptr || wanted == nullptr || !still_wanted()) return end();
        if (its->progress != Namespaces::Running) return end();
        if (tools_.network == nullptr) return without_driver(*its);
        pid_ = its->pid;
        missing_ = 2;
        attach_error_.reset();
        open_error_.reset();
        if (attached_) {
            --missing_;
        } else {
            attach(*wanted);
        }
        if (opened_ || its->open) {
            --missing_;
        } else {
            open(its->runtime_id);
        }
        if (missing_ == 0) decide();
    }

    /// An agent that was restarted without what it takes. What runs goes on as it is.
    void without_driver(const PauseState& its) {
        if (!has_run()) return fail(tools_.config.no_task_networking);
        end_with(event::NamespacesReady{its.pid});
    }

    void attach(const InterfaceSpec& wanted) {
        tools_.network->attach(
            tools_.instance_arn, wanted.device, pid_, then<void>([this](const Result<void>& how) {
                attached_ = how.has_value();
                if (!how) attach_error_ = how.error();
                one_less();
            })
        );
    }

    void open(const std::string& id) {
        tools_.runtime.open_namespace(id, pause_name(), then<void>([this](const Result<void>& how) {
                                          opened_ = how.has_value();
                                          if (!how) open_error_ = how.error();
                                          one_less();
                                      }));
    }

    void one_less() {
        if (--missing_ == 0) decide();
    }

    void decide() {
        const PauseState* its = pause();
        if (its == nullptr || !still_wanted()) return end();
        if (!attach_error_ && !open_error_) return end_with(event::NamespacesReady{pid_});
        if (open_error_ && is_unknown_way(*open_error_)) return make_plain(its->runtime_id);
        const Error& why = attach_error_ ? *attach_error_ : *open_error_;
        if (!has_run()) {
            if (attach_error_ && why.kind == ErrorKind::InvalidArgument) return fail(why.message);
            if (expired_) return fail(words_of(why));
        }
        log_debug("namespaces_not_ready", {{"task", task_}, {"why", why.message}});
        see_pause(its->runtime_id);
    }

    [[nodiscard]] std::string words_of(const Error& why) const {
        const char* what = attach_error_ ? "the network interface could not be attached: "
                                         : "the network namespace could not be opened: ";
        return what + why.message;
    }

    /// It may be that there is nothing to attach to.
    void see_pause(const std::string& id) {
        tools_.runtime.inspect_container(
            id,
            then<runtime::ContainerStatus>([this,
                                            id](const Result<runtime::ContainerStatus>& status) {
                const bool gone = !status && status.error().kind == ErrorKind::NotFound;
                const bool ended = status && status->phase != runtime::ContainerPhase::Running;
                if (gone || ended) return end_with(event::PauseLost{id});
                try_again();
            })
        );
    }

    static bool is_unknown_way(const Error& why) {
        return why.kind != ErrorKind::Unavailable && why.kind != ErrorKind::NotFound &&
               why.message.find("not running") == std::string::npos;
    }

    /// The runtime has no such way of joining: pause containers are made the long way from now on.
    void make_plain(const std::string& id) {
        if (!tools_.pauses.plain) {
            log_warn("namespaces_made_plainly", {{"why", open_error_->message}});
        }
        tools_.pauses.plain = true;
        tools_.runtime.remove_container(id, then<void>([this, id](const Result<void>& how) {
                                            if (!how) return try_again();
                                            end_with(event::PauseLost{id});
                                        }));
    }

    void on_limit() override {
        expired_ = true;
        if (missing_ == 0 && !has_run()) {
            const auto& why = attach_error_ ? attach_error_ : open_error_;
            fail(why ? words_of(*why) : timeout_reason("attached", tools_.config.attach_limit));
        }
    }

    std::int64_t pid_ = 0;
    int missing_ = 0;        ///< answers
    bool attached_ = false;  ///< by this operation
    bool opened_ = false;
    bool expired_ = false;
    std::optional<Error> attach_error_;
    std::optional<Error> open_error_;
};

// ---- Gone --------------------------------------------------------------------------------------

/// Action RemoveNamespaces: ends with NamespacesGone, however long it takes. The interface goes
/// first: its address is given to others once the task's end is told.
class RemoveNamespacesOperation final : public PauseOperation {
  public:
    RemoveNamespacesOperation(OperationTools tools, std::string task)
        : PauseOperation(tools, std::move(task), Duration::zero()) {}

  private:
    void attempt() override {
        if (pause() == nullptr || entry() == nullptr) return end();
        if (interface() == nullptr || tools_.network == nullptr || detached_) return find_pause();
        tools_.network->detach(
            tools_.instance_arn,
            interface()->device.id,
            then<void>([this](const Result<void>& how) {
                if (!how && how.error().kind != ErrorKind::NotFound) return retry(how.error());
                detached_ = true;
                attempt();
            })
        );
    }

    void find_pause() {
        const std::string& id = pause()->runtime_id;
        if (!id.empty()) return remove(id);
        tools_.runtime.inspect_container(
            pause_name(),
            then<runtime::ContainerStatus>([this](const Result<runtime::ContainerStatus>& status) {
                if (status) return is_ours(*status) ? remove(status->id) : close();
                status.error().kind == ErrorKind::NotFound ? close() : retry(status.error());
            })
        );
    }

    void remove(const std::string& id) {
        tools_.runtime.remove_container(id, then<void>([this](const Result<void>& how) {
                                            if (!how) return retry(how.error());
                                            close();
                                        }));
    }

    /// What the runtime keeps of a name is not worth a task's end.
    void close() {
        if (interface() != nullptr) {
            tools_.runtime.close_namespace(pause_name(), [](const Result<void>& how) {
                if (!how) log_debug("namespace_not_closed", {{"why", how.error().message}});
            });
        }
        end_with(event::NamespacesGone{});
    }

    void retry(const Error& why) {
        if (++tries_ % kTellAfterTries == 0) {
            log_warn("namespaces_not_removed", {{"task", task_}, {"why", why.message}});
        }
        try_again();
    }

    void on_limit() override {}

    static constexpr int kTellAfterTries = 5;
    bool detached_ = false;
    int tries_ = 0;
};

}  // namespace

std::shared_ptr<Operation> make_namespaces_operation(OperationTools tools, std::string task) {
    return std::make_shared<MakeNamespacesOperation>(tools, std::move(task));
}

std::shared_ptr<Operation> make_ready_operation(OperationTools tools, std::string task) {
    return std::make_shared<ReadyNamespacesOperation>(tools, std::move(task));
}

std::shared_ptr<Operation> make_removal_operation(OperationTools tools, std::string task) {
    return std::make_shared<RemoveNamespacesOperation>(tools, std::move(task));
}

}  // namespace gantry::agent
