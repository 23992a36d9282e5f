#include "drivers/runtime/fake/fake_runtime.h"

#include <algorithm>
#include <utility>

namespace gantry::runtime {

namespace {

/// What a fake pull that takes longer tells of itself then.
constexpr Duration kProgressAfter{1'000};
constexpr ImageProgress kHalfway{
    .layers = 2, .layers_done = 1, .bytes = 2'000'000, .bytes_done = 1'000'000
};

}  // namespace

/// One operation under way. Answers once, on the runtime's loop, unless the runtime is gone by
/// then.
template <class T>
struct FakeRuntime::Call {
    Loop& loop;
    std::weak_ptr<bool> alive;
    Done<T> done;

    void answer(Result<T> result) {
        if (!done || alive.expired()) return;
        loop.post([alive = alive, done = std::exchange(done, nullptr), result = std::move(result)] {
            if (!alive.expired()) done(result);
        });
    }
};

FakeRuntime::FakeRuntime(Loop& loop, FakeMachine& machine, RuntimeLimits limits, RetryPauses pauses)
    : loop_(loop),
      machine_(machine),
      limits_(limits),
      pauses_(pauses),
      alive_(std::make_shared<bool>(true)) {}

FakeRuntime::~FakeRuntime() = default;

template <class T, class Work>
void FakeRuntime::ask(
    const std::string& subject, FakeDaemon::Operation operation, Done<T> done, Work work
) {
    auto call = std::make_shared<Call<T>>(loop_, alive_, std::move(done));
    operation.fail = [call](Error error) { call->answer(std::move(error)); };
    operation.effect = [call, work = std::move(work)] { work(call); };
    machine_.daemon().submit(subject, std::move(operation));
}

FakeDaemon::Operation FakeRuntime::brief(FakeOperation kind) {
    return {
        .kind = kind,
        .takes = machine_.daemon().timings.other.draw(machine_.random()),
        .limit = limits_.other,
    };
}

// ---- The machine and its images -----------------------------------------------------------

void FakeRuntime::host_info(Done<HostInfo> done) {
    ask("",
        brief(FakeOperation::HostInfo),
        std::move(done),
        [machine = &machine_](const auto& call) { call->answer(machine->host()); });
}

void FakeRuntime::pull_image(
    const std::string& image, const RegistryAuth& auth, OnProgress on_progress, Done<void> done
) {
    machine_.logins[image] = auth;
    const BehaviourPtr behaviour = machine_.behaviour(image);
    const FakeTimings& timings = machine_.daemon().timings;
    FakeDaemon::Operation operation{
        .kind = FakeOperation::Pull,
        .takes = behaviour->pull.value_or(timings.pull).draw(machine_.random()),
        .hangs = behaviour->pull_hangs,
        .limit = behaviour->pull_hangs ? limits_.pull_silence : limits_.pull,
    };
    const auto work = [machine = &machine_, image, behaviour](const auto& call) {
        if (behaviour->pull_error) return call->answer(*behaviour->pull_error);
        machine->storage().pull(image);
        call->answer({});
    };
    if (!on_progress || operation.takes < kProgressAfter) {
        return ask(image, std::move(operation), std::move(done), work);
    }
    auto over = std::make_shared<bool>(false);
    loop_.call_after(
        kProgressAfter,
        [over, on_progress = std::move(on_progress), alive = std::weak_ptr(alive_)] {
            if (!*over && !alive.expired()) on_progress(kHalfway);
        }
    );
    const auto finished = [over, done = std::move(done)](const Result<void>& how) {
        *over = true;
        done(how);
    };
    ask(image, std::move(operation), Done<void>(finished), work);
}

void FakeRuntime::image_digest(
    const std::string& image, const RegistryAuth& auth, Done<std::string> digest
) {
    machine_.logins[image] = auth;
    const auto work = [machine = &machine_, image](const auto& call) {
        const BehaviourPtr behaviour = machine->behaviour(image);
        if (behaviour->pull_error) return call->answer(*behaviour->pull_error);
        call->answer(machine->storage().registry_digest(image));
    };
    ask(image, brief(FakeOperation::ImageDigest), std::move(digest), work);
}

void FakeRuntime::tag_image(const std::string& image, const std::string& name, Done<void> done) {
    const auto work = [machine = &machine_, image, name](const auto& call) {
        call->answer(machine->storage().tag(image, name));
    };
    ask(image, brief(FakeOperation::TagImage), std::move(done), work);
}

void FakeRuntime::inspect_image(const std::string& image, Done<ImageStatus> done) {
    const auto work = [machine = &machine_, image](const auto& call) {
        Result<ImageStatus> status = machine->storage().inspect_image(image);
        if (status) status->env = machine->behaviour(image)->image_env;
        call->answer(std::move(status));
    };
    ask(image, brief(FakeOperation::InspectImage), std::move(done), work);
}

/// What is in the archive is not looked at.
void FakeRuntime::load_image(const std::string& image, std::string archive, Done<void> done) {
    const auto work = [machine = &machine_, image, some = !archive.empty()](const auto& call) {
        if (!some) return call->answer(invalid_argument("the archive is empty"));
        machine->storage().pull(image);
        call->answer({});
    };
    ask(image, brief(FakeOperation::LoadImage), std::move(done), work);
}

void FakeRuntime::remove_image(const std::string& image, Done<void> done) {
    const auto work = [machine = &machine_, image](const auto& call) {
        call->answer(machine->remove_image(image));
    };
    ask(image, brief(FakeOperation::RemoveImage), std::move(done), work);
}

void FakeRuntime::disk_space(Done<DiskSpace> done) {
    const auto work = [machine = &machine_](const auto& call) {
        call->answer(machine->storage().disk);
    };
    ask("", brief(FakeOperation::HostInfo), std::move(done), work);
}

// ---- Containers ---------------------------------------------------------------------------

void FakeRuntime::create_container(
    const std::string& name,
    const api::docker::ContainerCreateRequest& request,
    Done<std::string> id
) {
    const BehaviourPtr behaviour = machine_.behaviour(request.image.value_or(""));
    const FakeTimings& timings = machine_.daemon().timings;
    FakeDaemon::Operation operation{
        .kind = FakeOperation::Create,
        .takes = behaviour->create.value_or(timings.create).draw(machine_.random()),
        .hangs = behaviour->create_hangs,
        .limit = limits_.create,
    };
    CreateRequestPtr kept;
    if (machine_.keeps_requests()) {
        kept = std::make_shared<const api::docker::ContainerCreateRequest>(request);
    }
    const auto work = [machine = &machine_, name, spec = make_fake_spec(request), kept](
                          const auto& call
                      ) { call->answer(machine->create(name, spec, kept)); };
    ask(name, std::move(operation), std::move(id), work);
}

void FakeRuntime::start_container(const std::string& id, Done<void> done) {
    const FakeContainer* container = machine_.find(id);
    Latency takes = machine_.daemon().timings.start;
    bool hangs = false;
    if (container != nullptr) {
        takes = container->behaviour->start.value_or(takes);
        hangs = container->behaviour->start_hangs;
    }
    FakeDaemon::Operation operation{
        .kind = FakeOperation::Start,
        .takes = takes.draw(machine_.random()),
        .hangs = hangs,
        .limit = limits_.start,
    };
    // Docker starts a container under its lock: who asked while another start was under way finds
    // it running, and does not start it once more after it has ended.
    const int starts = container != nullptr ? container->starts : 0;
    const auto work = [machine = &machine_, id, starts](const auto& call) {
        const FakeContainer* now = machine->find(id);
        const bool started_meanwhile = now != nullptr && now->starts != starts;
        call->answer(started_meanwhile ? Result<void>{} : machine->start(id));
    };
    ask(id, std::move(operation), std::move(done), work);
}

void FakeRuntime::stop_container(const std::string& id, Seconds grace, Done<void> done) {
    const Duration limit = grace + limits_.stop_beyond_grace;
    FakeDaemon::Operation operation = brief(FakeOperation::Stop);
    operation.limit = limit;
    const auto work = [machine = &machine_, id, grace, limit](const auto& call) {
        Loop* loop = &machine->loop();
        const TimerId timer = loop->call_after(limit, [call] {
            call->answer(unavailable("no answer within the time limit"));
        });
        machine->stop(id, grace, [call, loop, timer](const Result<void>& result) {
            loop->cancel(timer);
            call->answer(result);
        });
    };
    ask(id, std::move(operation), std::move(done), work);
}

void FakeRuntime::signal_container(
    const std::string& id, const std::string& signal, Done<void> done
) {
    const auto work = [machine = &machine_, id, signal](const auto& call) {
        call->answer(machine->signal(id, signal));
    };
    ask(id, brief(FakeOperation::Signal), std::move(done), work);
}

void FakeRuntime::pause_container(const std::string& id, Done<void> done) {
    const auto work = [machine = &machine_, id](const auto& call) {
        call->answer(machine->pause(id));
    };
    ask(id, brief(FakeOperation::Signal), std::move(done), work);
}

void FakeRuntime::unpause_container(const std::string& id, Done<void> done) {
    const auto work = [machine = &machine_, id](const auto& call) {
        call->answer(machine->unpause(id));
    };
    ask(id, brief(FakeOperation::Signal), std::move(done), work);
}

void FakeRuntime::remove_container(const std::string& id, Done<void> done) {
    FakeDaemon::Operation operation = brief(FakeOperation::Remove);
    operation.takes = machine_.daemon().timings.remove.draw(machine_.random());
    const auto work = [machine = &machine_, id](const auto& call) {
        Result<void> removed = machine->remove(id);
        const bool absent = !removed && removed.error().kind == ErrorKind::NotFound;
        call->answer(absent ? Result<void>{} : std::move(removed));
    };
    ask(id, std::move(operation), std::move(done), work);
}

void FakeRuntime::inspect_container(const std::string& id_or_name, Done<ContainerStatus> done) {
    const auto work = [machine = &machine_, id_or_name](const auto& call) {
        call->answer(machine->inspect(id_or_name));
    };
    ask(id_or_name, brief(FakeOperation::Inspect), std::move(done), work);
}

void FakeRuntime::list_containers(
    const std::string& label, const std::string& value, Done<std::vector<ContainerStatus>> done
) {
    const auto work = [machine = &machine_, label, value](const auto& call) {
        call->answer(machine->list(label, value));
    };
    ask(label, brief(FakeOperation::List), std::move(done), work);
}

void FakeRuntime::tail_logs(
    const std::string& id, int lines, std::size_t max_bytes, Done<std::vector<std::string>> done
) {
    const auto work = [machine = &machine_, id, lines, max_bytes](const auto& call) {
        call->answer(machine->logs(id, lines, max_bytes));
    };
    ask(id, brief(FakeOperation::Logs), std::move(done), work);
}

void FakeRuntime::usage(const std::string& id, Done<ContainerUsage> done) {
    ask(id,
        brief(FakeOperation::Usage),
        std::move(done),
        [machine = &machine_, id](const auto& call) { call->answer(machine->usage(id)); });
}

void FakeRuntime::written_bytes(const std::string& id, Done<std::int64_t> bytes) {
    ask(id,
        brief(FakeOperation::Usage),
        std::move(bytes),
        [machine = &machine_, id](const auto& call) {
            const auto told = machine->written_bytes.find(id);
            const bool known = told != machine->written_bytes.end();
            call->answer(Result<std::int64_t>(known ? told->second : 0));
        });
}

void FakeRuntime::stats_json(const std::string& id, Done<std::string> json) {
    ask(id,
        brief(FakeOperation::Usage),
        std::move(json),
        [machine = &machine_, id](const auto& call) { call->answer(machine->stats_json(id)); });
}

// ---- Volumes ------------------------------------------------------------------------------

void FakeRuntime::create_volume(const VolumeSpec& spec, Done<void> done) {
    const auto work = [machine = &machine_, spec](const auto& call) {
        call->answer(machine->storage().create_volume(spec));
    };
    ask(spec.name, brief(FakeOperation::CreateVolume), std::move(done), work);
}

void FakeRuntime::inspect_volume(const std::string& name, Done<VolumeSpec> done) {
    const auto work = [machine = &machine_, name](const auto& call) {
        call->answer(machine->storage().inspect_volume(name));
    };
    ask(name, brief(FakeOperation::InspectVolume), std::move(done), work);
}

void FakeRuntime::remove_volume(const std::string& name, Done<void> done) {
    const auto work = [machine = &machine_, name](const auto& call) {
        Result<void> removed = machine->storage().remove_volume(name);
        const bool absent = !removed && removed.error().kind == ErrorKind::NotFound;
        call->answer(absent ? Result<void>{} : std::move(removed));
    };
    ask(name, brief(FakeOperation::RemoveVolume), std::move(done), work);
}

// ---- Groups -------------------------------------------------------------------------------

/// As with Docker, they are files of the machine: the daemon is not asked.
void FakeRuntime::make_group(const GroupSpec& spec, Done<std::string> parent) {
    loop_.post([parent = std::move(parent),
                made = machine_.make_group(spec),
                alive = std::weak_ptr(alive_)] {
        if (!alive.expired()) parent(made);
    });
}

void FakeRuntime::remove_group(const std::string& name, Done<void> done) {
    loop_.post([done = std::move(done),
                removed = machine_.remove_group(name),
                alive = std::weak_ptr(alive_)] {
        if (!alive.expired()) done(removed);
    });
}

// ---- Namespaces ---------------------------------------------------------------------------

void FakeRuntime::open_namespace(const std::string& id, const std::string& name, Done<void> done) {
    const auto work = [machine = &machine_, id](const auto& call) {
        const FakeContainer* container = machine->find(id);
        if (container == nullptr) return call->answer(no_such_container(id));
        if (container->status.phase != ContainerPhase::Running) {
            return call->answer(
                Error{ErrorKind::Conflict, {}, "container " + id + " is not running", {}}
            );
        }
        call->answer({});
    };
    ask(name, brief(FakeOperation::Namespace), std::move(done), work);
}

void FakeRuntime::close_namespace(const std::string& name, Done<void> done) {
    ask(name, brief(FakeOperation::Namespace), std::move(done), [](const auto& call) {
        call->answer({});
    });
}

// ---- Events -------------------------------------------------------------------------------

/// Follows the daemon's events and comes back when the stream breaks; lives as long as the handle
/// that watch() gave.
class FakeRuntime::Watch final : public FakeDaemon::Subscriber,
                                 public std::enable_shared_from_this<Watch> {
  public:
    Watch(FakeRuntime& runtime, const std::string& label, Watcher watcher)
        : loop_(runtime.loop_),
          machine_(runtime.machine_),
          runtime_alive_(runtime.alive_),
          pauses_(runtime.pauses_),
          pause_(pauses_.first),
          watcher_(std::move(watcher)) {
        const auto equals = label.find('=');
        label_ = label.substr(0, equals);
        if (equals != std::string::npos) value_ = label.substr(equals + 1);
    }
    ~Watch() override {
        if (!runtime_alive_.expired()) loop_.cancel(retry_timer_);
    }

    void connect() {
        retry_timer_ = 0;
        if (!runtime_alive_.expired()) machine_.daemon().subscribe(shared_from_this());
    }

    void on_connected() override {
        if (runtime_alive_.expired()) return;
        connected_ = true;
        pause_ = pauses_.first;
        if (watcher_.on_connected) watcher_.on_connected();
    }

    void on_event(RuntimeEvent event) override {
        if (!runtime_alive_.expired() && watcher_.on_event) watcher_.on_event(std::move(event));
    }

    void on_broken(const std::string& why) override {
        if (runtime_alive_.expired()) return;
        retry_timer_ = loop_.call_after(pause_, [weak = weak_from_this()] {
            if (const auto self = weak.lock()) self->connect();
        });
        pause_ = std::min(pause_ * 2, pauses_.last);
        if (std::exchange(connected_, false) && watcher_.on_disconnected) {
            watcher_.on_disconnected(why);
        }
    }

    Loop& loop() override { return loop_; }

    [[nodiscard]] bool wants(const RuntimeEvent& event) const override {
        const auto carried = event.labels.find(label_);
        return carried != event.labels.end() && (!value_ || carried->second == *value_);
    }

  private:
    Loop& loop_;
    FakeMachine& machine_;
    std::weak_ptr<bool> runtime_alive_;
    RetryPauses pauses_;
    Duration pause_;
    Watcher watcher_;
    std::string label_;
    std::optional<std::string> value_;
    TimerId retry_timer_ = 0;
    bool connected_ = false;
};

std::shared_ptr<void> FakeRuntime::watch(const std::string& label, Watcher watcher) {
    auto watch = std::make_shared<Watch>(*this, label, std::move(watcher));
    loop_.post([weak = std::weak_ptr(watch)] {
        if (const auto self = weak.lock()) self->connect();
    });
    return watch;
}

}  // namespace gantry::runtime
