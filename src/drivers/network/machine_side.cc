#include "drivers/network/machine_side.h"

#include <algorithm>
#include <utility>

#include "base/log.h"
#include "drivers/network/command.h"

namespace gantry::network {
namespace {

constexpr const char* kForwarding = "gantry-task-network";
constexpr const char* kUplinkNames = "gtu+";

/// @param how "-C", "-I" or "-D"; @param side "-i" or "-o"
Result<std::string> forward_rule(const char* how, const char* side) {
    return run_with_input(
        {"iptables",
         "-w",
         "5",
         how,
         "FORWARD",
         side,
         kUplinkNames,
         "-m",
         "comment",
         "--comment",
         kForwarding,
         "-j",
         "ACCEPT"},
        {},
        kToolLimit
    );
}

std::set<std::string> devices_of_unnamed(
    const NetworkState& state, const std::map<std::string, std::unique_ptr<Router>>& routers
) {
    std::set<std::string> devices;
    for (const auto& [vpc_id, router] : routers) {
        if (!state.contains(vpc_id)) devices.insert(router->uplink_device());
    }
    return devices;
}

}  // namespace

Result<void> MachineSide::apply(
    const NetworkState& state,
    const RouterSettings& settings,
    const std::map<std::string, std::unique_ptr<Router>>& routers
) {
    if (!begun_) {
        if (read_setting("ipv4/ip_forward") != "1") {
            if (auto set = write_setting("ipv4/ip_forward", "1"); !set) return set;
            log_info("network_forwarding_on", {});
        }
        begun_ = true;
    }
    let_pass();
    std::set<int> standing;
    for (const auto& [vpc_id, router] : routers) {
        if (!state.contains(vpc_id)) standing.insert(router->network_identifier());
    }
    const std::string rules = machine_rules(state, settings, standing);
    if (rules != rules_) {
        if (auto set = run_nft(rules); !set) return set;
        rules_ = rules;
    }
    return apply_routes(state, routers);
}

/// Each time, as Docker and others rewrite the chain. It is those of iptables that are let pass;
/// what a firewall in nftables of its own drops, nobody else can accept.
void MachineSide::let_pass() {
    for (const char* side : {"-i", "-o"}) {
        if (forward_rule("-C", side)) continue;
        if (const auto added = forward_rule("-I", side); !added) return tell_not_let(added.error());
    }
    told_not_let_ = false;
}

void MachineSide::tell_not_let(const Error& why) {
    if (std::exchange(told_not_let_, true)) return;
    log_warn(
        "network_forwarding_not_let",
        {{"why", why.message},
         {"what_to_do",
          "where this machine drops what it forwards, let devices gtu+ pass: tasks with addresses "
          "of their own reach nothing outside until then"}}
    );
}

Result<void> MachineSide::apply_routes(
    const NetworkState& state, const std::map<std::string, std::unique_ptr<Router>>& routers
) {
    const auto json = ask_ip({"-4", "route", "show"});
    if (!json) return json.error();
    const auto there = read_routes(*json);
    if (!there) return there.error();
    std::set<KernelRoute> ours;
    std::set<KernelRoute> others;
    std::set<KernelRoute> wanted;
    const std::set<std::string> standing = devices_of_unnamed(state, routers);
    for (const KernelRoute& route : *there) {
        if (!route.device.starts_with("gtu")) {
            others.insert(route);
        } else if (route.via) {
            ours.insert(route);
            if (standing.contains(route.device)) wanted.insert(route);
        }
    }
    for (const auto& [vpc_id, router] : routers) {
        const auto vpc = state.find(vpc_id);
        if (vpc == state.end()) continue;
        auto routes =
            machine_routes(vpc->second, router->uplink_device(), router->uplink(), others);
        tell_left_out(vpc_id, routes.left_out);
        for (const KernelRoute& route : routes.routes) {
            // Of VPCs with the same blocks the first is reached.
            const auto same = std::find_if(wanted.begin(), wanted.end(), [&](const auto& other) {
                return other.destination == route.destination;
            });
            if (same == wanted.end()) {
                wanted.insert(route);
            } else {
                tell_left_out(vpc_id, {route.destination});
            }
        }
    }
    return run_ip(route_changes(ours, wanted));
}

void MachineSide::tell_left_out(const std::string& vpc_id, const std::vector<Block>& blocks) {
    for (const Block& block : blocks) {
        if (!told_.insert({vpc_id, block}).second) continue;
        log_warn(
            "network_not_reached_from_machine",
            {{"vpc", vpc_id},
             {"block", to_text(block)},
             {"why", "the machine has another network there; tasks reach each other all the same"}}
        );
    }
}

void MachineSide::end() {
    (void)run_nft("add table inet gantry\ndelete table inet gantry\n");
    for (const char* side : {"-i", "-o"}) (void)forward_rule("-D", side);
    rules_.clear();
    begun_ = false;
}

}  // namespace gantry::network
