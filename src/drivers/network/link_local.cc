#include "drivers/network/link_local.h"

#include <optional>

#include "base/log.h"
#include "base/reflect.h"
#include "wire/json_codec.h"

namespace gantry::network {
namespace {

using reflect::field;

/// By these a later Gantry knows what an earlier one made.
constexpr const char* kLabel = "lo:gantry";
constexpr const char* kComment = "gantry-task-endpoint";
constexpr const char* kPrerouting = "PREROUTING";
constexpr const char* kOutput = "OUTPUT";

struct AddressInfo {
    std::string local;
    std::string label;

    static const reflect::TypeInfo& type_info() {
        using T = AddressInfo;
        static const reflect::TypeInfo info = reflect::structure<T>(
            "Address", {field<&T::local>("local"), field<&T::label>("label")}
        );
        return info;
    }
};

struct Device {
    std::vector<AddressInfo> addresses;

    static const reflect::TypeInfo& type_info() {
        static const reflect::TypeInfo info =
            reflect::structure<Device>("Device", {field<&Device::addresses>("addr_info")});
        return info;
    }
};

std::string with_mask() {
    return std::string(kTaskAddress) + "/32";
}

/// The words after `iptables -t nat`. @param how "-I" or "-D"
std::vector<std::string> rule_words(const char* how, const char* chain) {
    const std::string to = std::string(kTaskAddress) + ":" + std::to_string(kRedirectedPort);
    return {
        "iptables",
        "-w",
        "5",
        "-t",
        "nat",
        how,
        chain,
        "-d",
        with_mask(),
        "-p",
        "tcp",
        "--dport",
        std::to_string(kTaskPort),
        "-m",
        "comment",
        "--comment",
        kComment,
        "-j",
        "DNAT",
        "--to-destination",
        to,
    };
}

/// The tool's own words, as one line.
std::string one_line(std::string text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
    for (char& c : text) {
        if (c == '\n') c = ' ';
    }
    return text;
}

bool says_no_right(std::string_view text) {
    return text.find("ermission denied") != std::string_view::npos ||
           text.find("not permitted") != std::string_view::npos;
}

Error tool_failed(const std::string& what, const CommandOutput& output) {
    const bool denied = says_no_right(output.text);
    return {
        denied ? ErrorKind::Denied : ErrorKind::Unavailable,
        {},
        what + (denied ? std::string(" without the right to administer the network")
                       : ": " + one_line(output.text)),
        {}
    };
}

}  // namespace

// ---- Pure
// ----------------------------------------------------------------------------------------

Result<AddressFound> find_address(std::string_view json) {
    const auto devices = wire::decode_json<std::vector<Device>>(json);
    if (!devices) return devices.error();
    for (const Device& device : *devices) {
        for (const AddressInfo& address : device.addresses) {
            if (address.local != kTaskAddress) continue;
            return address.label == kLabel ? AddressFound::Ours : AddressFound::Strangers;
        }
    }
    return AddressFound::None;
}

RulesFound find_rules(std::string_view rules) {
    RulesFound found;
    while (!rules.empty()) {
        const std::size_t end = std::min(rules.find('\n'), rules.size());
        const std::string_view rule = rules.substr(0, end);
        rules.remove_prefix(std::min(end + 1, rules.size()));
        if (rule.find(with_mask()) == std::string_view::npos) continue;
        if (rule.find(kComment) == std::string_view::npos) {
            found.strangers = rule;
        } else if (rule.starts_with(std::string("-A ") + kPrerouting)) {
            found.prerouting = true;
        } else if (rule.starts_with(std::string("-A ") + kOutput)) {
            found.output = true;
        }
    }
    return found;
}

// ---- The machine
// ---------------------------------------------------------------------------------

Result<std::unique_ptr<LinkLocal>> LinkLocal::open(Run run) {
    auto link = std::unique_ptr<LinkLocal>(new LinkLocal(std::move(run)));
    if (auto looked = link->look_at_rules(); !looked) return looked.error();
    if (auto added = link->add_address(); !added) return added.error();
    return link;
}

Result<void> LinkLocal::look_at_rules() {
    const auto listed = run_({"iptables", "-w", "5", "-t", "nat", "-S"});
    redirects_ = listed && listed->exit_code == 0;
    if (!redirects_) return {};
    rules_ = find_rules(listed->text);
    if (rules_.strangers.empty()) return {};
    return Error{
        ErrorKind::Conflict,
        {},
        "another agent has a rule for " + with_mask() + " (" + rules_.strangers + ")",
        {}
    };
}

Result<void> LinkLocal::add_address() {
    const auto listed = run_({"ip", "-j", "-4", "addr", "show", "dev", "lo"});
    if (!listed) return listed.error();
    if (listed->exit_code != 0) return tool_failed("`ip addr` cannot be run", *listed);
    const auto found = find_address(listed->text);
    if (!found) return found.error();
    address_ = *found;
    if (address_ != AddressFound::None) return {};
    const auto added = run_({"ip", "addr", "add", with_mask(), "dev", "lo", "label", kLabel});
    if (!added) return added.error();
    if (added->exit_code != 0) {
        return tool_failed(with_mask() + " cannot be put on the loopback device", *added);
    }
    address_ = AddressFound::Ours;
    return {};
}

Result<void> LinkLocal::hold() {
    held_ = true;
    if (!redirects_) return {};
    if (!rules_.prerouting) {
        if (auto added = add_rule(kPrerouting); !added) return added;
        rules_.prerouting = true;
    }
    if (!rules_.output) {
        if (auto added = add_rule(kOutput); !added) return added;
        rules_.output = true;
    }
    return {};
}

Result<void> LinkLocal::add_rule(const char* chain) {
    const auto added = run_(rule_words("-I", chain));
    if (!added) return added.error();
    if (added->exit_code != 0) {
        return tool_failed("port 80 of " + with_mask() + " cannot be redirected", *added);
    }
    return {};
}

void LinkLocal::remove_rule(const char* chain) {
    const auto removed = run_(rule_words("-D", chain));
    if (!removed || removed->exit_code != 0) log_warn("task_address_rule_left", {{"chain", chain}});
}

LinkLocal::~LinkLocal() {
    // Who does not hold it leaves it to the process that does.
    if (!held_) return;
    if (redirects_ && rules_.prerouting) remove_rule(kPrerouting);
    if (redirects_ && rules_.output) remove_rule(kOutput);
    if (address_ != AddressFound::Ours) return;
    const auto removed = run_({"ip", "addr", "del", with_mask(), "dev", "lo"});
    if (!removed || removed->exit_code != 0)
        log_warn("task_address_left", {{"address", with_mask()}});
}

}  // namespace gantry::network
