#include "drivers/network/machine_side.h"

#include <algorithm>

#include "base/log.h"
#include "drivers/network/command.h"

namespace gantry::network {
namespace {

constexpr const char* kForwarding = "gantry-task-network";
constexpr const char* kUplinkNames = "gtu+";

/// @param how "-C", "-I" or "-D"; @param side "-i" or "-o"
bool forward_rule(const char* how, const char* side) {
    const auto output = run_with_input(
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
    return output.has_value();
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
    const std::string rules = machine_rules(state, settings);
    if (rules != rules_) {
        if (auto set = run_nft(rules); !set) return set;
        rules_ = rules;
    }
    return apply_routes(state, routers);
}

/// Each time, as Docker and others rewrite the chain. Without iptables there is nobody who drops.
void MachineSide::let_pass() {
    for (const char* side : {"-i", "-o"}) {
        if (!forward_rule("-C", side)) forward_rule("-I", side);
    }
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
    for (const KernelRoute& route : *there) {
        if (!route.device.starts_with("gtu")) {
            others.insert(route);
        } else if (route.via) {
            ours.insert(route);
        }
    }
    std::set<KernelRoute> wanted;
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
    for (const char* side : {"-i", "-o"}) forward_rule("-D", side);
    rules_.clear();
    begun_ = false;
}

}  // namespace gantry::network
