#include "services/ec2/rules/aws_prefix_lists.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

namespace gantry::ec2 {
namespace {

struct KnownId {
    std::string_view name;
    std::string_view id;
};

constexpr KnownId kKnownIds[] = {
    {"com.amazonaws.us-east-1.dynamodb", "pl-02cd2c6b"},
    {"com.amazonaws.us-east-1.s3", "pl-63a5400a"},
    {"com.amazonaws.us-west-2.dynamodb", "pl-00a54069"},
    {"com.amazonaws.us-west-2.s3", "pl-68a54001"},
    {"com.amazonaws.eu-west-1.dynamodb", "pl-6fa54006"},
    {"com.amazonaws.eu-west-1.s3", "pl-6da54004"},
};

/// The same for a name on every machine.
std::string id_of(std::string_view name) {
    for (const KnownId& known : kKnownIds) {
        if (known.name == name) return std::string(known.id);
    }
    std::uint32_t hash = 2166136261U;
    for (const char letter : name) hash = (hash ^ static_cast<unsigned char>(letter)) * 16777619U;
    return fmt::format("pl-{:08x}", hash);
}

}  // namespace

std::vector<AwsPrefixList> aws_prefix_lists(std::string_view region) {
    std::vector<AwsPrefixList> lists;
    for (const char* const service : {"dynamodb", "s3"}) {
        std::string name = fmt::format("com.amazonaws.{}.{}", region, service);
        std::string id = id_of(name);
        lists.push_back({std::move(id), std::move(name)});
    }
    std::ranges::sort(lists, {}, &AwsPrefixList::id);
    return lists;
}

std::optional<AwsPrefixList> find_aws_prefix_list(std::string_view region, std::string_view id) {
    for (AwsPrefixList& list : aws_prefix_lists(region)) {
        if (list.id == id) return std::move(list);
    }
    return std::nullopt;
}

}  // namespace gantry::ec2
