#include "services/iam/model/aws_policies.h"

#include <fmt/format.h>

#include <algorithm>

#include "services/iam/model/names.h"
#include "wire/digest.h"

namespace gantry::iam {
namespace {

constexpr std::string_view kOwner = "aws";

}  // namespace

std::string AwsPolicy::id() const {
    constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string text = "ANPA";
    const wire::Sha256 digest = wire::sha256(arn());
    for (std::size_t i = 0; i < 17; ++i) text += kLetters[digest[i] % kLetters.size()];
    return text;
}

std::string AwsPolicy::arn() const {
    return fmt::format("arn:aws:iam::aws:policy{}{}", path, name);
}

bool is_aws_policy_arn(std::string_view arn) {
    const EntityName name = parse_entity_arn(arn);
    return name.account == kOwner && name.type == "policy";
}

const AwsPolicy* find_aws_policy(std::string_view arn) {
    const EntityName wanted = parse_entity_arn(arn);
    if (wanted.account != kOwner || wanted.type != "policy") return nullptr;
    const auto known = aws_policies();
    const auto found = std::ranges::find(known, wanted.name, &AwsPolicy::name);
    return found != known.end() && found->path == wanted.path ? &*found : nullptr;
}

}  // namespace gantry::iam
