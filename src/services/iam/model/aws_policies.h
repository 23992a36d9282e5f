#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/time.h"

namespace gantry::iam {

/// A managed policy of AWS's own, as far as Gantry has it: those that users of ECS attach.
struct AwsPolicy {
    std::string_view name;
    std::string_view path;
    std::int64_t version = 1;  ///< of AWS's own; the older ones are not here
    std::string_view description;
    std::string_view document;

    [[nodiscard]] std::string arn() const;
    /// "ANPA…", always the same for a policy; not what AWS calls it.
    [[nodiscard]] std::string id() const;
};

/// Sorted by name.
std::span<const AwsPolicy> aws_policies();
/// By ARN, "arn:aws:iam::aws:policy/service-role/…", whatever the partition; null for none.
const AwsPolicy* find_aws_policy(std::string_view arn);
/// Whether an ARN names a policy of AWS's, known or not.
bool is_aws_policy_arn(std::string_view arn);

/// When they were all made, for want of better: 2015-02-06T18:40:58Z, when AWS began with them.
inline constexpr SysTime kAwsPolicyDate{std::chrono::seconds{1'423'248'058}};

}  // namespace gantry::iam
