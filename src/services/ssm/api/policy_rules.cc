#include "services/ssm/api/policy_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>

#include "services/ssm/api/errors.h"
#include "wire/json_codec.h"

namespace gantry::ssm {
namespace {

constexpr std::size_t kMaxPolicies = 10;

struct PolicyText {
    std::string type;
    std::string version;
    std::map<std::string, std::string> attributes;

    static const reflect::TypeInfo& type_info() {
        using reflect::field;
        static const reflect::TypeInfo info = reflect::structure<PolicyText>(
            "ParameterPolicy",
            {
                field<&PolicyText::type>("Type"),
                field<&PolicyText::version>("Version"),
                field<&PolicyText::attributes>("Attributes"),
            }
        );
        return info;
    }
};

Error bad_attribute(const PolicyText& policy, std::string_view attribute) {
    return api_error(
        "InvalidPolicyAttributeException",
        fmt::format("The attribute {} of the policy {} is not valid.", attribute, policy.type)
    );
}

std::string attribute_of(const PolicyText& policy, const std::string& name) {
    const auto found = policy.attributes.find(name);
    return found == policy.attributes.end() ? "" : found->second;
}

/// An amount of time: "15" and "Days".
/// @param amount the attribute that has the number
Result<void> check_period(const PolicyText& policy, const std::string& amount) {
    constexpr std::size_t kMostDigits = 5;
    const std::string number = attribute_of(policy, amount);
    const bool counts = !number.empty() && number.size() <= kMostDigits && number[0] != '0' &&
                        number.find_first_not_of("0123456789") == std::string::npos;
    if (!counts) return bad_attribute(policy, amount);
    const std::string unit = attribute_of(policy, "Unit");
    if (unit != "Days" && unit != "Hours") return bad_attribute(policy, "Unit");
    return {};
}

Result<void> read_one(const PolicyText& policy, SysTime now, ReadPolicies& out) {
    if (policy.type == "ExpirationNotification") return check_period(policy, "Before");
    if (policy.type == "NoChangeNotification") return check_period(policy, "After");
    if (policy.type != "Expiration") {
        return api_error(
            "InvalidPolicyTypeException",
            "The policy type isn't supported. Parameter Store supports the following policy types: "
            "Expiration, ExpirationNotification, and NoChangeNotification."
        );
    }
    if (out.expires) {
        return api_error(
            "IncompatiblePolicyException", "A parameter can have only one Expiration policy."
        );
    }
    SysTime when;
    if (!parse_iso8601(attribute_of(policy, "Timestamp"), when) || when <= now) {
        return bad_attribute(policy, "Timestamp");
    }
    out.expires = when;
    return {};
}

}  // namespace

Result<ReadPolicies> read_policies(std::string_view text, SysTime now) {
    const auto given = wire::decode_json<std::vector<PolicyText>>(text);
    if (!given) {
        return api_error(
            "InvalidPolicyAttributeException",
            "Policies are a JSON array of objects with Type, Version and Attributes, whose values "
            "are texts."
        );
    }
    ReadPolicies out;
    for (const PolicyText& policy : *given) {
        if (policy.type.empty() && policy.version.empty() && policy.attributes.empty()) continue;
        if (auto good = read_one(policy, now, out); !good) return good.error();
        out.entries.push_back({policy.type, wire::encode_json(policy)});
    }
    if (out.entries.size() > kMaxPolicies) {
        return api_error(
            "PoliciesLimitExceededException",
            "You specified more than the maximum number of allowed policies for the parameter. The "
            "maximum is 10."
        );
    }
    return out;
}

}  // namespace gantry::ssm
