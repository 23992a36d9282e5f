#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "api/docker/container_create_request.h"
#include "base/loop.h"
#include "base/random.h"
#include "drivers/runtime/container_runtime.h"
#include "drivers/runtime/fake/fake_behaviour.h"
#include "drivers/runtime/fake/fake_daemon.h"
#include "drivers/runtime/fake/fake_ports.h"
#include "drivers/runtime/fake/fake_spec.h"
#include "drivers/runtime/fake/fake_storage.h"

namespace gantry::runtime {

using CreateRequestPtr = std::shared_ptr<const api::docker::ContainerCreateRequest>;
using BehaviourPtr = std::shared_ptr<const FakeBehaviour>;

inline constexpr std::int32_t kKilled = 137;  ///< exit code after SIGKILL

/// "No such container: …", as Docker words it.
Error no_such_container(const std::string& id_or_name);

/// A container on a fake machine. Read it; FakeMachine writes it.
struct FakeContainer {
    ContainerStatus status;
    FakeSpec spec;             ///< without labels: they are in `status`
    CreateRequestPtr request;  ///< set when the machine keeps requests
    BehaviourPtr behaviour;
    std::uint64_t number = 0;  ///< grows with each creation on its machine
    int starts = 0;
    bool ends_by_oom = false;  ///< its present life, if nothing ends it earlier
    bool paused = false;

    enum Timer : std::uint8_t { kLife, kTerm, kKill, kHealthy, kUnhealthy, kTimers };
    std::array<TimerId, kTimers> timers{};
    using Waiter = std::function<void(Result<void>)>;
    std::vector<Waiter> waiting_for_exit;
    std::uint32_t address = 0;                       ///< of its network, while it runs
    std::vector<LogPiece> log;                       ///< what it wrote, in all its lives
    std::vector<std::string> signals;                ///< that it was sent, beside those that end it
    std::vector<std::vector<std::string>> commands;  ///< that were run beside it
};

struct FakeMachineOptions {
    HostInfo host{
        .runtime_version = "20.10.24",
        .api_version = "1.41",
        .cpu_count = 4,
        .memory_mib = 16'384,
        .architecture = "x86_64",
        .cgroup_version = 2,
        .cgroup_driver = "systemd",
    };
    FakeTimings timings;
    FakeFaults faults;
    /// Containers can be created from images that were never pulled.
    bool every_image_present = false;
    /// FakeContainer::request holds all that was asked for. A few KiB each: for tests that look.
    bool keep_requests = false;
};

/// A machine with containers that behave as told, for tests and the simulator: whatever a
/// FakeRuntime answers comes from here. It outlives the runtime objects that use it, as containers
/// outlive an agent that crashes. Deterministic: only the loop's time and the given Random.
///
/// Lives on `loop`, which outlives it and must be the thread of every FakeRuntime that uses it.
class FakeMachine {
  public:
    FakeMachine(Loop& loop, Random random, FakeMachineOptions options = {});
    ~FakeMachine();
    FakeMachine(const FakeMachine&) = delete;
    FakeMachine& operator=(const FakeMachine&) = delete;

    // ---- What its containers do

    /// For containers of this image created from now on, and for its pulls. Images without one
    /// follow behaviour_of_image.
    void set_behaviour(const std::string& image, FakeBehaviour behaviour);
    [[nodiscard]] BehaviourPtr behaviour(const std::string& image);

    // ---- What happens to it

    /// Away, hung, slow or failing operations, delayed and repeated events.
    FakeDaemon& daemon() { return daemon_; }
    FakeStorage& storage() { return storage_; }
    /// A process is killed from outside (137), or ends by itself with any other code.
    /// @return false when no such container runs
    bool kill(const std::string& id_or_name, std::int32_t exit_code = 137);
    /// The container writes a line, or the beginning of one. @return false where it cannot: it is
    /// paused, or not there
    bool write_log(const std::string& id_or_name, std::string text, bool ends_line = true);
    void kill_all(std::int32_t exit_code = 137);
    /// From now on no group can be made, as where an agent may not write cgroups.
    void refuse_groups() { refuses_groups_ = true; }
    /// Loses power: every container is dead, no event is told, and the daemon is away until boot().
    void crash();
    void boot() { daemon_.set_state(FakeDaemon::State::Up); }

    // ---- What can be seen of it

    /// By name.
    [[nodiscard]] const std::map<std::string, GroupSpec>& groups() const { return groups_; }
    /// In order of creation.
    [[nodiscard]] std::vector<const FakeContainer*> containers() const;
    [[nodiscard]] std::vector<const FakeContainer*> running() const;
    /// Values of this label → how many containers that carry it run now.
    [[nodiscard]] std::map<std::string, int> running_by_label(const std::string& label) const;
    [[nodiscard]] const FakeContainer* find(const std::string& id_or_name) const;
    struct Counters {
        std::uint64_t created = 0;
        std::uint64_t started = 0;
        std::uint64_t start_failures = 0;
        std::uint64_t exited = 0;
        std::uint64_t oom_killed = 0;
        std::uint64_t removed = 0;
    };
    [[nodiscard]] const Counters& counters() const { return counters_; }
    /// Called within the happening; must not change the machine.
    struct Observer {
        std::function<void(const FakeContainer&)> on_start;
        std::function<void(const FakeContainer&)> on_exit;
    };
    void set_observer(Observer observer) { observer_ = std::move(observer); }

    // ---- What its daemon does, at this moment; for FakeRuntime

    [[nodiscard]] const HostInfo& host() const { return options_.host; }
    Loop& loop() { return loop_; }
    Random& random() { return random_; }

    Result<std::string> create(
        const std::string& name, FakeSpec spec, CreateRequestPtr request = nullptr
    );
    [[nodiscard]] bool keeps_requests() const { return options_.keep_requests; }
    Result<void> start(const std::string& id_or_name);
    /// @param exited called once: when it has stopped, or with an error
    void stop(const std::string& id_or_name, Seconds grace, FakeContainer::Waiter exited);
    /// Notes it; no behaviour minds signals. Errors: Conflict where it does not run.
    Result<void> signal(const std::string& id_or_name, const std::string& signal);
    /// It writes nothing until it goes on or is stopped; its time to live runs on. Errors: Conflict
    /// where it does not run.
    Result<void> pause(const std::string& id_or_name);
    Result<void> unpause(const std::string& id_or_name);
    /// Of a container that is there.
    void note_command(const std::string& id, std::vector<std::string> command);
    Result<void> remove(const std::string& id_or_name);
    /// Errors: Conflict while there is a container of it.
    Result<void> remove_image(const std::string& image);
    Result<ContainerStatus> inspect(const std::string& id_or_name) const;
    /// Newest first, with id, name, labels and phase only.
    std::vector<ContainerStatus> list(const std::string& label, const std::string& value) const;
    Result<std::vector<std::string>> logs(
        const std::string& id_or_name, int lines, std::size_t max_bytes
    ) const;
    /// Somebody who reads along. He hears within the happening, and must not change the machine.
    class LogWatcher {
      public:
        virtual ~LogWatcher() = default;
        /// The container wrote, ended or was removed, or the daemon went or came.
        virtual void on_log() = 0;
    };
    void watch_log(const std::string& id, const std::shared_ptr<LogWatcher>& watcher);
    Result<ContainerUsage> usage(const std::string& id_or_name) const;
    /// What containers have written, by id; nothing where none is told.
    std::map<std::string, std::int64_t> written_bytes;
    Result<std::string> stats_json(const std::string& id_or_name) const;
    Result<std::string> make_group(const GroupSpec& spec);
    /// Errors: Conflict while a container that was created in it runs.
    Result<void> remove_group(const std::string& name);

    /// What images were last asked for with.
    std::map<std::string, RegistryAuth> logins;

  private:
    using Timer = FakeContainer::Timer;

    FakeContainer* look_up(const std::string& id_or_name);
    void tell_log_watchers(const std::string& id);
    void set_timer(
        FakeContainer& container,
        Timer timer,
        Duration after,
        void (FakeMachine::*work)(FakeContainer&)
    );
    void cancel_timers(FakeContainer& container);
    Result<void> connect_network(FakeContainer& container);
    void disconnect_network(FakeContainer& container);
    Result<void> refuse_start(FakeContainer& container, Error error, std::int32_t exit_code);
    void begin_life(FakeContainer& container);
    void begin_health(FakeContainer& container);
    void end_life(FakeContainer& container);
    void terminate(FakeContainer& container);
    void force_kill(FakeContainer& container);
    void become_healthy(FakeContainer& container);
    void become_unhealthy(FakeContainer& container);
    void exit(FakeContainer& container, std::int32_t code);
    void on_daemon_state(FakeDaemon::State state);
    static void tell_exited(FakeContainer& container, const Result<void>& how);
    void publish(RuntimeEvent::Kind kind, const FakeContainer& container);

    Loop& loop_;
    Random random_;
    IdSource ids_;
    FakeMachineOptions options_;
    FakeDaemon daemon_;
    FakeStorage storage_;
    FakePorts ports_;
    std::map<std::string, GroupSpec> groups_;
    bool refuses_groups_ = false;
    std::unordered_map<std::string, BehaviourPtr> behaviours_;  ///< by image with tag
    std::map<std::uint64_t, std::unique_ptr<FakeContainer>> containers_;
    std::unordered_map<std::string, FakeContainer*> by_id_;
    std::unordered_map<std::string, FakeContainer*> by_name_;
    std::map<std::string, std::vector<std::weak_ptr<LogWatcher>>> log_watchers_;  ///< by id
    std::vector<std::uint32_t> free_addresses_;
    std::uint32_t next_address_ = 2;
    std::uint64_t next_number_ = 1;
    std::int64_t next_pid_ = 1000;
    Counters counters_;
    Observer observer_;
};

}  // namespace gantry::runtime
