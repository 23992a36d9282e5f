#include <fmt/format.h>

#include <algorithm>

#include "drivers/runtime/fake/fake_machine.h"

/// How a container of a fake machine starts, lives and ends.
namespace gantry::runtime {

namespace {

constexpr std::int32_t kPowerLost = 255;  ///< what Docker shows for containers that ran at a crash

}  // namespace

void FakeMachine::set_timer(
    FakeContainer& container, Timer timer, Duration after, void (FakeMachine::*work)(FakeContainer&)
) {
    loop_.cancel(container.timers[timer]);
    container.timers[timer] = loop_.call_after(after, [this, &container, timer, work] {
        container.timers[timer] = 0;
        (this->*work)(container);
    });
}

void FakeMachine::cancel_timers(FakeContainer& container) {
    for (TimerId& timer : container.timers) {
        if (timer != 0) loop_.cancel(std::exchange(timer, 0));
    }
}

Result<void> FakeMachine::connect_network(FakeContainer& container) {
    const std::string& network = container.spec.network;
    if (network.empty()) return {};
    if (constexpr std::string_view kJoins = "container:"; network.starts_with(kJoins)) {
        const FakeContainer* other = find(network.substr(kJoins.size()));
        if (other == nullptr) return no_such_container(network.substr(kJoins.size()));
        if (other->status.phase == ContainerPhase::Running) return {};
        return Error{
            ErrorKind::Conflict,
            {},
            "cannot join network of a non running container: " + other->status.id,
            {}
        };
    }
    if (network == "host") {
        container.status.ip_by_network["host"] = "";
        return {};
    }
    auto ports = ports_.take(container.spec.ports);
    if (!ports) return ports.error();
    container.status.ports = std::move(*ports);
    if (free_addresses_.empty()) {
        container.address = next_address_++;
    } else {
        container.address = free_addresses_.back();
        free_addresses_.pop_back();
    }
    container.status.ip_by_network[network] = fmt::format(
        "172.{}.{}.{}",
        17 + (container.address >> 16U) % 14,
        (container.address >> 8U) & 255U,
        container.address & 255U
    );
    return {};
}

void FakeMachine::disconnect_network(FakeContainer& container) {
    ports_.release(container.status.ports);
    container.status.ports.clear();
    container.status.ip_by_network.clear();
    if (container.address != 0) free_addresses_.push_back(std::exchange(container.address, 0));
}

Result<void> FakeMachine::refuse_start(
    FakeContainer& container, Error error, std::int32_t exit_code
) {
    container.status.error = error.message;
    container.status.exit_code = exit_code;
    ++counters_.start_failures;
    return error;
}

Result<void> FakeMachine::start(const std::string& id_or_name) {
    FakeContainer* container = look_up(id_or_name);
    if (container == nullptr) return no_such_container(id_or_name);
    if (container->status.phase == ContainerPhase::Running) return {};
    if (container->behaviour->start_error) {
        return refuse_start(*container, *container->behaviour->start_error, 127);
    }
    if (auto connected = connect_network(*container); !connected) {
        Error error = connected.error();
        error.message = fmt::format(
            "driver failed programming external connectivity on endpoint {} ({}): {}",
            container->status.name,
            container->status.id,
            error.message
        );
        return refuse_start(*container, std::move(error), 128);
    }
    begin_life(*container);
    return {};
}

void FakeMachine::begin_life(FakeContainer& container) {
    ContainerStatus& status = container.status;
    status.phase = ContainerPhase::Running;
    status.exit_code = 0;
    status.oom_killed = false;
    status.error.clear();
    status.pid = next_pid_++;
    status.started_at = loop_.now();
    status.finished_at.reset();
    ++container.starts;
    ++counters_.started;
    const FakeBehaviour& behaviour = *container.behaviour;
    container.ends_by_oom = false;
    std::optional<Duration> ends_after;
    if (behaviour.runs_for) ends_after = behaviour.runs_for->draw(random_);
    if (behaviour.oom_after && (!ends_after || *behaviour.oom_after < *ends_after)) {
        ends_after = behaviour.oom_after;
        container.ends_by_oom = true;
    }
    if (ends_after) set_timer(container, Timer::kLife, *ends_after, &FakeMachine::end_life);
    begin_health(container);
    for (const std::string& line : behaviour.log_lines) write_log(status.id, line);
    if (observer_.on_start) observer_.on_start(container);
    publish(RuntimeEvent::Kind::Start, container);
}

void FakeMachine::begin_health(FakeContainer& container) {
    ContainerStatus& status = container.status;
    status.health_output.clear();
    status.health_exit_code = 0;
    if (!container.spec.health_interval) return;
    status.health = Health::Starting;
    const FakeBehaviour& behaviour = *container.behaviour;
    if (!behaviour.never_healthy) {
        const Duration after = behaviour.healthy_after.value_or(*container.spec.health_interval);
        set_timer(container, Timer::kHealthy, after, &FakeMachine::become_healthy);
    }
    if (behaviour.unhealthy_after) {
        set_timer(
            container, Timer::kUnhealthy, *behaviour.unhealthy_after, &FakeMachine::become_unhealthy
        );
    }
}

void FakeMachine::end_life(FakeContainer& container) {
    if (!container.ends_by_oom) return exit(container, container.behaviour->exit_code);
    container.status.oom_killed = true;
    ++counters_.oom_killed;
    publish(RuntimeEvent::Kind::OutOfMemory, container);
    exit(container, kKilled);
}

void FakeMachine::become_healthy(FakeContainer& container) {
    container.status.health = Health::Healthy;
    publish(RuntimeEvent::Kind::HealthChanged, container);
}

void FakeMachine::become_unhealthy(FakeContainer& container) {
    container.status.health = Health::Unhealthy;
    container.status.health_output = "the probe failed";
    container.status.health_exit_code = 1;
    publish(RuntimeEvent::Kind::HealthChanged, container);
}

void FakeMachine::exit(FakeContainer& container, std::int32_t code) {
    cancel_timers(container);
    disconnect_network(container);
    ContainerStatus& status = container.status;
    status.phase = ContainerPhase::Exited;
    container.paused = false;
    status.exit_code = code;
    status.pid = 0;
    status.finished_at = loop_.now();
    ++counters_.exited;
    if (observer_.on_exit) observer_.on_exit(container);
    publish(RuntimeEvent::Kind::Die, container);
    if (daemon_.state() == FakeDaemon::State::Up) tell_exited(container, {});
    tell_log_watchers(status.id);
}

void FakeMachine::tell_exited(FakeContainer& container, const Result<void>& how) {
    for (const auto& exited : std::exchange(container.waiting_for_exit, {})) exited(how);
}

// ---- Being stopped ------------------------------------------------------------------------

void FakeMachine::stop(const std::string& id_or_name, Seconds grace, FakeContainer::Waiter exited) {
    FakeContainer* container = look_up(id_or_name);
    if (container == nullptr) return exited(no_such_container(id_or_name));
    if (container->status.phase != ContainerPhase::Running) return exited({});
    container->paused = false;
    container->waiting_for_exit.push_back(std::move(exited));
    const FakeBehaviour& behaviour = *container->behaviour;
    if (!behaviour.ignores_term && !behaviour.unkillable && container->timers[Timer::kTerm] == 0) {
        const Duration after = behaviour.term.draw(random_);
        set_timer(*container, Timer::kTerm, after, &FakeMachine::terminate);
    }
    if (!behaviour.unkillable && container->timers[Timer::kKill] == 0) {
        set_timer(*container, Timer::kKill, grace, &FakeMachine::force_kill);
    }
}

void FakeMachine::terminate(FakeContainer& container) {
    exit(container, container.behaviour->term_exit_code);
}

void FakeMachine::force_kill(FakeContainer& container) {
    exit(container, kKilled);
}

bool FakeMachine::kill(const std::string& id_or_name, std::int32_t exit_code) {
    FakeContainer* container = look_up(id_or_name);
    if (container == nullptr || container->status.phase != ContainerPhase::Running) return false;
    exit(*container, exit_code);
    return true;
}

void FakeMachine::kill_all(std::int32_t exit_code) {
    for (const auto& [number, container] : containers_) {
        if (container->status.phase == ContainerPhase::Running) exit(*container, exit_code);
    }
}

void FakeMachine::crash() {
    daemon_.set_state(FakeDaemon::State::Away);
    kill_all(kPowerLost);
    groups_.clear();
}

/// Away: nobody is left to send the SIGKILL of a stop under way, or to tell that it has ended.
void FakeMachine::on_daemon_state(FakeDaemon::State state) {
    for (const auto& [number, container] : containers_) tell_log_watchers(container->status.id);
    if (state == FakeDaemon::State::Hung) return;
    for (const auto& [number, container] : containers_) {
        if (state == FakeDaemon::State::Away) {
            loop_.cancel(std::exchange(container->timers[Timer::kKill], 0));
            tell_exited(*container, unavailable("the connection was closed before the answer"));
        } else if (container->status.phase == ContainerPhase::Exited) {
            tell_exited(*container, {});
        }
    }
}

void FakeMachine::publish(RuntimeEvent::Kind kind, const FakeContainer& container) {
    RuntimeEvent event;
    event.kind = kind;
    event.container_id = container.status.id;
    event.labels = container.status.labels;
    event.time = loop_.now();
    if (kind == RuntimeEvent::Kind::Die) event.exit_code = container.status.exit_code;
    if (kind == RuntimeEvent::Kind::HealthChanged) event.health = container.status.health;
    daemon_.publish(event);
}

}  // namespace gantry::runtime
