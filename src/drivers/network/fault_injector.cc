#include "drivers/network/fault_injector.h"

#include <algorithm>

#include "base/reflect.h"
#include "drivers/network/command.h"
#include "wire/json_codec.h"

namespace gantry::network {
namespace {

/// As long as a task's own chains, of which it can make many, may keep others' faults.
constexpr Duration kListLimit{2'000};

/// One of `ip -j route show default`.
struct DefaultRoute {
    std::string dev;

    static const reflect::TypeInfo& type_info() {
        static const reflect::TypeInfo info = reflect::structure<DefaultRoute>(
            "DefaultRoute", {reflect::field<&DefaultRoute::dev>("dev")}
        );
        return info;
    }
};

/// By which packets leave: the task's interface, or the machine's default route.
Result<std::string> leaving_device(const FaultPlace& place) {
    if (place.pid != 0) return std::string("eth0");
    const auto json = ask_ip({"-4", "route", "show", "default"});
    if (!json) return json.error();
    const auto routes = wire::decode_json<std::vector<DefaultRoute>>(*json);
    if (!routes) return routes.error();
    if (routes->empty() || routes->front().dev.empty()) {
        return unavailable("this machine has no default route");
    }
    return routes->front().dev;
}

Result<std::vector<RunningFault>> find_running() {
    const auto chains = run_with_input({"nft", "list", "chains"}, {}, kListLimit);
    if (!chains) return chains.error();
    return read_faults(*chains);
}

bool is_this(const RunningFault& running, const Fault& fault) {
    return running.kind == fault.kind &&
           (fault.kind != FaultKind::BlackholePort || running.port == fault.port);
}

Result<void> run_tc(const std::string& lines) {
    auto ran = run_with_input({"tc", "-batch", "-"}, lines, kToolLimit);
    if (ran) return {};
    Error why = ran.error();
    if (why.message.find("qdisc kind is unknown") != std::string::npos) {
        why.message =
            "the kernel of this machine cannot delay packets: its modules sch_prio and "
            "sch_netem are missing (" +
            why.message + ")";
    }
    return why;
}

Result<void> inject(const FaultPlace& place, const Fault& fault) {
    const auto device = fault.kind == FaultKind::BlackholePort ? Result<std::string>(std::string())
                                                               : leaving_device(place);
    if (!device) return device.error();
    const auto rules = fault_rules(place, fault, *device);
    if (!rules) return rules.error();
    const bool late = fault.kind == FaultKind::Latency;
    if (late) {
        if (auto queued = run_tc(latency_lines(fault, *device)); !queued) {
            (void)run_tc(without_latency_line(*device));
            return queued;
        }
    }
    auto done = run_nft(*rules);
    if (!done && late) (void)run_tc(without_latency_line(*device));
    return done;
}

Result<void> take_away(const FaultPlace& place, const std::string& owner, const Fault& fault) {
    const auto rules = without_fault(owner, fault);
    if (!rules) return rules.error();
    if (auto done = run_nft(*rules); !done) return done;
    if (fault.kind != FaultKind::Latency) return {};
    const auto device = leaving_device(place);
    if (!device) return device.error();
    return run_tc(without_latency_line(*device));
}

}  // namespace

template <class T, class Job>
Result<T> FaultInjector::inside(const FaultPlace& place, Job job) {
    if (place.pid == 0) return job();
    const auto there = NetworkNamespace::of_process(place.pid);
    if (!there) return there.error();
    // A task whose process shares the machine's network would do to all what is meant for one.
    if (there->inode() == home_.inode()) return unavailable("the task has no network of its own");
    const Inside entered(*there, home_);
    if (!entered.entered()) return entered.entered().error();
    return job();
}

Result<std::optional<FaultKind>> FaultInjector::start(const FaultPlace& place, const Fault& fault) {
    using Answer = Result<std::optional<FaultKind>>;
    return inside<std::optional<FaultKind>>(place, [&]() -> Answer {
        const auto running = find_running();
        if (!running) return running.error();
        for (const RunningFault& one : *running) {
            if (is_this(one, fault) && fault.kind == FaultKind::BlackholePort) {
                return std::optional<FaultKind>();
            }
            if (fault.kind == FaultKind::BlackholePort) continue;
            if (one.kind != FaultKind::BlackholePort) return std::optional(one.kind);
        }
        if (auto done = inject(place, fault); !done) return done.error();
        return std::optional<FaultKind>();
    });
}

Result<void> FaultInjector::stop(const FaultPlace& place, const Fault& fault) {
    return inside<void>(place, [&]() -> Result<void> {
        const auto running = find_running();
        if (!running) return running.error();
        for (const RunningFault& one : *running) {
            if (!is_this(one, fault)) continue;
            if (auto done = take_away(place, one.owner, fault); !done) return done;
        }
        return {};
    });
}

Result<bool> FaultInjector::runs(const FaultPlace& place, const Fault& fault) {
    return inside<bool>(place, [&]() -> Result<bool> {
        const auto running = find_running();
        if (!running) return running.error();
        return std::ranges::any_of(*running, [&](const auto& one) { return is_this(one, fault); });
    });
}

Result<void> FaultInjector::end(const std::string& owner) {
    const FaultPlace machine{.owner = owner, .pid = 0};
    const auto running = find_running();
    if (!running) return running.error();
    for (const RunningFault& one : *running) {
        if (one.owner != owner || one.kind != FaultKind::Latency) continue;
        if (auto done = take_away(machine, owner, {.kind = FaultKind::Latency}); !done) return done;
    }
    return run_nft(without_owner(owner));
}

}  // namespace gantry::network
