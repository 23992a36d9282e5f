#include <fmt/format.h>

#include <algorithm>

#include "api/ec2/create_network_acl_entry_request.h"
#include "api/ec2/create_network_acl_entry_response.h"
#include "api/ec2/delete_network_acl_entry_request.h"
#include "api/ec2/delete_network_acl_entry_response.h"
#include "api/ec2/replace_network_acl_entry_request.h"
#include "api/ec2/replace_network_acl_entry_response.h"
#include "api/ec2/rule_action.h"
#include "services/ec2/api/errors.h"
#include "services/ec2/api/network_acls.h"
#include "services/ec2/api/nouns.h"
#include "services/ec2/rules/cidr.h"
#include "services/ec2/rules/protocols.h"

namespace gantry::ec2 {
namespace {

template <class Input>
Result<void> read_blocks(const Input& input, AclEntry& entry) {
    if (input.cidr_block.has_value() == input.ipv6_cidr_block.has_value()) {
        return refused(
            "InvalidParameterCombination",
            "Exactly one of cidrBlock and ipv6CidrBlock must be specified"
        );
    }
    if (input.cidr_block) {
        const auto block = Cidr::parse(*input.cidr_block);
        if (!block) return bad_block(*input.cidr_block, "cidrBlock");
        entry.cidr4 = block->str();
        return {};
    }
    const auto block = canonical_cidr6(*input.ipv6_cidr_block);
    if (!block) return bad_block(*input.ipv6_cidr_block, "ipv6CidrBlock");
    entry.cidr6 = *block;
    return {};
}

template <class Input>
Result<void> read_ports(const Input& input, AclEntry& entry) {
    if (entry.protocol == "6" || entry.protocol == "17") {
        if (!input.port_range || !input.port_range->from || !input.port_range->to) {
            return missing("portRange");
        }
        entry.from_port = input.port_range->from;
        entry.to_port = input.port_range->to;
        const bool good =
            *entry.from_port >= 0 && *entry.from_port <= *entry.to_port && *entry.to_port <= 65535;
        if (!good) {
            return invalid_value(
                fmt::format("Invalid port range ({}:{}).", *entry.from_port, *entry.to_port)
            );
        }
    }
    if (entry.protocol == "1" || entry.protocol == "58") {
        if (!input.icmp_type_code) return missing("icmpTypeCode");
        entry.icmp_type = input.icmp_type_code->type.value_or(-1);
        entry.icmp_code = input.icmp_type_code->code.value_or(-1);
    }
    return {};
}

template <class Input>
Result<AclEntry> read_entry(const Input& input) {
    AclEntry entry{
        .number = input.rule_number.value_or(0),
        .egress = input.egress.value_or(false),
        .allow = input.rule_action == api::ec2::RuleAction::Allow,
    };
    if (entry.number < 1 || entry.number > kLastAclEntry) {
        return invalid_value(
            fmt::format("Value ({}) for parameter ruleNumber is invalid.", entry.number)
        );
    }
    if (!input.protocol || input.protocol->empty()) return missing("protocol");
    auto protocol = protocol_number(*input.protocol);
    if (!protocol) return protocol.error();
    entry.protocol = *std::move(protocol);
    if (const auto good = read_blocks(input, entry); !good) return good.error();
    if (const auto good = read_ports(input, entry); !good) return good.error();
    return entry;
}

std::vector<AclEntry>::iterator find_entry(
    std::vector<AclEntry>& entries, std::int32_t number, bool egress
) {
    return std::ranges::find_if(entries, [&](const AclEntry& one) {
        return one.number == number && one.egress == egress;
    });
}

Error no_such_entry(std::string_view acl, std::int32_t number) {
    return {
        ErrorKind::NotFound,
        "InvalidNetworkAclEntry.NotFound",
        fmt::format("The network acl entry with rule number {} does not exist in {}", number, acl),
        {},
    };
}

}  // namespace

Result<api::ec2::CreateNetworkAclEntryResponse> create_network_acl_entry(
    Call& call, const api::ec2::CreateNetworkAclEntryRequest& input
) {
    const auto acl = find<AclNoun>(call, input.network_acl_id);
    if (!acl) return acl.error();
    auto entry = read_entry(input);
    if (!entry) return entry.error();
    NetworkAclRow row = **acl;
    if (find_entry(row.entries, entry->number, entry->egress) != row.entries.end()) {
        return Error{
            ErrorKind::Conflict,
            "NetworkAclEntryAlreadyExists",
            fmt::format("The network acl entry identified by {} already exists.", entry->number),
            {},
        };
    }
    const auto count = std::ranges::count(row.entries, entry->egress, &AclEntry::egress);
    if (count >= static_cast<std::ptrdiff_t>(kMostAclEntries)) {
        return over_quota(
            "NetworkAclEntryLimitExceeded",
            "The maximum number of network acl entries has been reached."
        );
    }
    row.entries.push_back(*std::move(entry));
    std::ranges::sort(row.entries, [](const AclEntry& a, const AclEntry& b) {
        return std::pair(a.egress, a.number) < std::pair(b.egress, b.number);
    });
    put<AclNoun>(call, std::move(row));
    return api::ec2::CreateNetworkAclEntryResponse{};
}

Result<api::ec2::ReplaceNetworkAclEntryResponse> replace_network_acl_entry(
    Call& call, const api::ec2::ReplaceNetworkAclEntryRequest& input
) {
    const auto acl = find<AclNoun>(call, input.network_acl_id);
    if (!acl) return acl.error();
    auto entry = read_entry(input);
    if (!entry) return entry.error();
    NetworkAclRow row = **acl;
    const auto found = find_entry(row.entries, entry->number, entry->egress);
    if (found == row.entries.end()) return no_such_entry(row.id, entry->number);
    *found = *std::move(entry);
    put<AclNoun>(call, std::move(row));
    return api::ec2::ReplaceNetworkAclEntryResponse{};
}

Result<api::ec2::DeleteNetworkAclEntryResponse> delete_network_acl_entry(
    Call& call, const api::ec2::DeleteNetworkAclEntryRequest& input
) {
    const auto acl = find<AclNoun>(call, input.network_acl_id);
    if (!acl) return acl.error();
    NetworkAclRow row = **acl;
    const std::int32_t number = input.rule_number.value_or(0);
    const auto found = find_entry(row.entries, number, input.egress.value_or(false));
    if (found == row.entries.end()) return no_such_entry(row.id, number);
    row.entries.erase(found);
    put<AclNoun>(call, std::move(row));
    return api::ec2::DeleteNetworkAclEntryResponse{};
}

}  // namespace gantry::ec2
