#include "services/ec2/rules/prefix_entries.h"

#include <fmt/format.h>

#include <map>
#include <set>

#include "services/ec2/rules/cidr.h"
#include "services/ec2/rules/refusal.h"

namespace gantry::ec2 {
namespace {

Result<std::string> read_block(const PrefixListRow& list, const std::string& text) {
    if (list.family == "IPv6") {
        if (const auto block = canonical_cidr6(text)) return *block;
    } else if (const auto block = Cidr::parse(text)) {
        return block->str();
    }
    return invalid_value(fmt::format("The CIDR {} is not a valid {} CIDR block.", text, list.family)
    );
}

}  // namespace

Result<void> change_entries(PrefixListRow& list, const EntryChange& change) {
    std::map<std::string, std::optional<std::string>> entries;
    for (const PrefixListItem& item : list.entries) entries[item.cidr] = item.description;
    std::set<std::string> seen;
    for (const std::string& text : change.removed) {
        const auto block = read_block(list, text);
        if (!block) return block.error();
        seen.insert(*block);
        if (entries.erase(*block) == 0) {
            return invalid_value(
                fmt::format("The entry {} is not in the prefix list {}.", *block, list.id)
            );
        }
    }
    for (const PrefixListItem& item : change.added) {
        const auto block = read_block(list, item.cidr);
        if (!block) return block.error();
        if (!seen.insert(*block).second) {
            return invalid_value(fmt::format(
                "Request cannot contain Cidr {} in both AddPrefixListEntries and "
                "RemovePrefixListEntries, or twice in one of them",
                *block
            ));
        }
        entries[*block] = item.description;
    }
    if (entries.size() > static_cast<std::size_t>(list.max_entries)) {
        return invalid_value("You've reached the maximum number of entries for the prefix list.");
    }
    list.entries.clear();
    for (auto& [cidr, description] : entries) list.entries.push_back({cidr, description});
    return {};
}

}  // namespace gantry::ec2
