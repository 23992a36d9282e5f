#include "services/ssm/api/value_rules.h"

#include <fmt/format.h>

#include "services/ssm/api/errors.h"
#include "services/ssm/api/service_settings.h"
#include "wire/pattern.h"

namespace gantry::ssm {
namespace {

using api::ssm::ParameterTier;
using api::ssm::PutParameterRequest;

constexpr std::size_t kMaxStandard = 4096;  // bytes
constexpr std::size_t kMaxAdvanced = 8192;
constexpr std::size_t kMaxStandardCount = 10'000;
constexpr std::size_t kMaxAdvancedCount = 100'000;
constexpr std::string_view kMore =
    "For more information, see "
    "https://docs.aws.amazon.com/systems-manager/latest/userguide/"
    "parameter-store-advanced-parameters.html";

std::size_t count_of(const Call& call, ParameterTier tier) {
    const std::string value = call.scope.prefix() + std::string(reflect::to_text(tier));
    return call.tables.parameters_by_tier.keys(value).size();
}

bool is_image_id(const std::string& text) {
    const auto form = wire::Pattern::compile("ami-[0-9a-f]{8}([0-9a-f]{9})?");
    return form && form->matches(text);
}

}  // namespace

ParameterTier effective_tier(
    const Call& call,
    const PutParameterRequest& input,
    const VersionRow* previous,
    bool has_policies
) {
    const bool advanced = previous != nullptr && previous->tier == ParameterTier::Advanced;
    if (!input.tier && advanced) return ParameterTier::Advanced;
    const ParameterTier asked = input.tier ? *input.tier : default_tier(call);
    if (asked != ParameterTier::IntelligentTiering) return asked;
    const bool too_many =
        previous == nullptr && count_of(call, ParameterTier::Standard) >= kMaxStandardCount;
    const bool needs_advanced =
        advanced || has_policies || too_many || input.value.value_or("").size() > kMaxStandard;
    return needs_advanced ? ParameterTier::Advanced : ParameterTier::Standard;
}

Result<void> check_tier(
    const VersionRow& next, const PutParameterRequest& input, const VersionRow* previous
) {
    const std::size_t size = input.value.value_or("").size();
    if (next.tier == ParameterTier::Advanced) {
        if (size <= kMaxAdvanced) return {};
        return validation(fmt::format(
            "Advanced tier parameters support a maximum parameter value of 8192 "
            "characters. {}",
            kMore
        ));
    }
    if (previous != nullptr && previous->tier == ParameterTier::Advanced) {
        return validation(fmt::format(
            "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from "
            "the advanced-parameter tier to the standard-parameter tier. If necessary, you can "
            "delete the advanced parameter and recreate it as a standard parameter. {}",
            kMore
        ));
    }
    if (size > kMaxStandard) {
        return validation(fmt::format(
            "Standard tier parameters support a maximum parameter value of 4096 characters. To "
            "create a larger parameter value, upgrade the parameter to use the advanced-parameter "
            "tier. {}",
            kMore
        ));
    }
    if (next.policies.empty()) return {};
    return validation(fmt::format(
        "Parameter policies are only supported for parameters that use the advanced-parameter "
        "tier. {}",
        kMore
    ));
}

Result<void> check_value(const VersionRow& next, const std::string& value) {
    if (value.empty()) {
        return validation(
            "1 validation error detected: Value at 'value' failed to satisfy constraint: Member "
            "must have length greater than or equal to 1"
        );
    }
    if (value.find("{{") != std::string::npos) {
        return validation(
            "Parameter value can't nest another parameter. Do not use \"{{}}\" in the value."
        );
    }
    if (next.data_type == "aws:ec2:image" && !is_image_id(value)) {
        return validation("The parameter value is not the ID of an Amazon Machine Image.");
    }
    if (next.allowed_pattern.empty()) return {};
    const auto pattern = wire::Pattern::compile(next.allowed_pattern);
    if (!pattern) {
        return api_error(
            "InvalidAllowedPatternException",
            fmt::format("The allowed pattern {} is not valid.", next.allowed_pattern)
        );
    }
    if (pattern->matches(value)) return {};
    return api_error(
        "ParameterPatternMismatchException",
        fmt::format(
            "Parameter value, cannot be validated against allowedPattern: {}", next.allowed_pattern
        )
    );
}

Result<void> check_count(const Call& call, ParameterTier tier) {
    const bool standard = tier == ParameterTier::Standard;
    if (count_of(call, tier) < (standard ? kMaxStandardCount : kMaxAdvancedCount)) return {};
    return Error{
        ErrorKind::LimitExceeded,
        "ParameterLimitExceeded",
        "You have exceeded the number of parameters for this Amazon Web Services account. Delete "
        "one or more parameters and try again.",
        {},
    };
}

}  // namespace gantry::ssm
