#include "services/kms/api/checks.h"

#include <fmt/format.h>

#include <set>

#include "service/tag_rules.h"
#include "services/iam/port.h"
#include "services/kms/model/errors.h"

namespace gantry::kms {
namespace {

/// Source: KMS Developer Guide, "Resource quotas": key policy document size.
constexpr std::size_t kMaxPolicy = std::size_t{32} << 10U;

}  // namespace

Result<KeyPtr> find_named(const Call& call, const std::optional<std::string>& key_id) {
    return find_key(call.tables, call.tx, call.scope, key_id.value_or(""));
}

Result<KeyPtr> find_own(const Call& call, const std::optional<std::string>& key_id) {
    auto key = find_named(call, key_id);
    if (key && (*key)->scope() != call.scope) {
        return not_found_exception(fmt::format("Key '{}' does not exist", (*key)->arn));
    }
    return key;
}

Result<KeyPtr> find_changeable(const Call& call, const std::optional<std::string>& key_id) {
    auto key = find_own(call, key_id);
    if (!key) return key;
    if ((*key)->deletion_date) return pending_deletion((*key)->arn);
    if ((*key)->service.empty()) return key;
    return kms_error(
        "UnsupportedOperationException",
        fmt::format("{} is the own key of a service and cannot be changed.", (*key)->arn)
    );
}

Result<KeyPtr> find_usable(const Call& call, const std::optional<std::string>& key_id) {
    auto key = find_named(call, key_id);
    if (!key) return key;
    if (!(*key)->service.empty()) return not_allowed();
    if (auto good = check_usable(**key); !good) return good.error();
    return key;
}

Result<void> check_key_policy(const std::string& policy) {
    if (policy.size() > kMaxPolicy) {
        return Error{
            ErrorKind::LimitExceeded,
            "LimitExceededException",
            fmt::format("A key policy has {} bytes at most.", kMaxPolicy),
            {}
        };
    }
    const auto good = iam::check_resource_policy(policy);
    if (good) return {};
    return kms_error("MalformedPolicyDocumentException", good.error().message);
}

Result<void> check_tags(const Tags& tags) {
    if (auto good = check_tag_count(tags); !good) return good;
    std::set<std::string> keys;
    for (const auto& tag : tags) {
        const std::string key = tag.tag_key.value_or("");
        if (service::is_reserved_tag_key(key)) {
            return kms_error("TagException", "Tags beginning with aws: are reserved");
        }
        if (!keys.insert(key).second) return kms_error("TagException", "Duplicate tag keys");
    }
    return {};
}

Result<void> check_tag_count(const Tags& tags) {
    if (tags.size() <= service::kMaxTags) return {};
    return kms_error("TagException", "Too many tags");
}

Error validation_exception(std::string message) {
    return kms_error("ValidationException", std::move(message));
}

}  // namespace gantry::kms
