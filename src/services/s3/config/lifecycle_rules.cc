#include "services/s3/config/lifecycle_rules.h"

#include <fmt/format.h>

#include <chrono>

#include "services/s3/config/tag_rules.h"
#include "services/s3/model/errors.h"

namespace gantry::s3 {
namespace {

using api::s3::LifecycleExpiration;
using api::s3::LifecycleRule;
using api::s3::LifecycleRuleFilter;
using api::s3::Transition;
using api::s3::TransitionStorageClass;

Error not_positive(std::string_view member, std::string_view action) {
    return invalid_argument(
        fmt::format("'{}' for {} action must be a positive integer", member, action)
    );
}

bool is_midnight(SysTime time) {
    return std::chrono::floor<std::chrono::days>(time) == time;
}

Result<void> check_filter(const LifecycleRuleFilter& filter) {
    const int given = (filter.prefix ? 1 : 0) + (filter.tag ? 1 : 0) +
                      (filter.object_size_greater_than ? 1 : 0) +
                      (filter.object_size_less_than ? 1 : 0) + (filter.and_ ? 1 : 0);
    if (given > 1) return malformed_xml();
    if (filter.tag) return check_tags({*filter.tag});
    if (!filter.and_) return {};
    const auto& both = *filter.and_;
    const std::size_t tags = both.tags ? both.tags->size() : 0;
    const std::size_t parts = tags + (both.prefix ? 1 : 0) +
                              (both.object_size_greater_than ? 1 : 0) +
                              (both.object_size_less_than ? 1 : 0);
    if (parts < 2) return malformed_xml();
    if (both.object_size_greater_than && both.object_size_less_than &&
        *both.object_size_greater_than >= *both.object_size_less_than) {
        return invalid_request(
            "'ObjectSizeLessThan' has to be a value greater than 'ObjectSizeGreaterThan'."
        );
    }
    return tags > 0 ? check_tags(*both.tags) : Result<void>{};
}

bool is_about_tags(const LifecycleRule& rule) {
    if (!rule.filter) return false;
    return rule.filter->tag ||
           (rule.filter->and_ && rule.filter->and_->tags && !rule.filter->and_->tags->empty());
}

Result<void> check_expiration(const LifecycleRule& rule) {
    if (!rule.expiration) return {};
    const LifecycleExpiration& expiration = *rule.expiration;
    const int given = (expiration.date ? 1 : 0) + (expiration.days ? 1 : 0) +
                      (expiration.expired_object_delete_marker ? 1 : 0);
    if (given != 1) return malformed_xml();
    if (expiration.days && *expiration.days <= 0) return not_positive("Days", "Expiration");
    if (expiration.date && !is_midnight(*expiration.date)) {
        return invalid_argument("'Date' must be at midnight GMT");
    }
    if (expiration.expired_object_delete_marker && is_about_tags(rule)) {
        return invalid_request("ExpiredObjectDeleteMarker cannot be specified with Tags.");
    }
    return {};
}

bool is_infrequent(TransitionStorageClass storage) {
    return storage == TransitionStorageClass::StandardIa ||
           storage == TransitionStorageClass::OnezoneIa;
}

Result<void> check_transition(const LifecycleRule& rule, const Transition& transition) {
    constexpr std::int32_t kInfrequentDays = 30;
    if (transition.date.has_value() == transition.days.has_value()) return malformed_xml();
    if (!transition.storage_class) return malformed_xml();
    if (transition.date && !is_midnight(*transition.date)) {
        return invalid_argument("'Date' must be at midnight GMT");
    }
    if (!transition.days) return {};
    if (*transition.days < 0) {
        return invalid_argument("'Days' for Transition action must be nonnegative");
    }
    if (is_infrequent(*transition.storage_class) && *transition.days < kInfrequentDays) {
        return invalid_argument(fmt::format(
            "'Days' in Transition action must be greater than or equal to 30 for storageClass '{}'",
            reflect::to_text(*transition.storage_class)
        ));
    }
    const bool too_soon =
        rule.expiration && rule.expiration->days && *rule.expiration->days <= *transition.days;
    if (!too_soon) return {};
    const std::string prefix =
        rule.filter ? rule.filter->prefix.value_or("") : rule.prefix.value_or("");
    return invalid_argument(fmt::format(
        "'Days' in the Expiration action for filter '(prefix={})' must be greater than 'Days' in "
        "the Transition action",
        prefix
    ));
}

Result<void> check_transitions(const LifecycleRule& rule) {
    if (!rule.transitions) return {};
    for (const Transition& transition : *rule.transitions) {
        if (auto good = check_transition(rule, transition); !good) return good;
    }
    return {};
}

Result<void> check_noncurrent(const LifecycleRule& rule) {
    constexpr std::int32_t kMaxNewer = 100;
    if (const auto& gone = rule.noncurrent_version_expiration) {
        if (!gone->noncurrent_days) return malformed_xml();
        if (*gone->noncurrent_days <= 0) {
            return not_positive("NoncurrentDays", "NoncurrentVersionExpiration");
        }
        const std::int32_t newer = gone->newer_noncurrent_versions.value_or(1);
        if (newer <= 0 || newer > kMaxNewer) {
            return not_positive("NewerNoncurrentVersions", "NoncurrentVersionExpiration");
        }
    }
    if (!rule.noncurrent_version_transitions) return {};
    for (const auto& transition : *rule.noncurrent_version_transitions) {
        if (!transition.noncurrent_days || !transition.storage_class) return malformed_xml();
        if (*transition.noncurrent_days < 0) {
            return invalid_argument(
                "'NoncurrentDays' for NoncurrentVersionTransition action must be nonnegative"
            );
        }
    }
    return {};
}

Result<void> check_abort(const LifecycleRule& rule) {
    const auto& abort = rule.abort_incomplete_multipart_upload;
    if (!abort) return {};
    if (!abort->days_after_initiation) return malformed_xml();
    if (*abort->days_after_initiation <= 0) {
        return not_positive("DaysAfterInitiation", "AbortIncompleteMultipartUpload");
    }
    if (is_about_tags(rule)) {
        return invalid_request("AbortIncompleteMultipartUpload cannot be specified with Tags.");
    }
    return {};
}

bool does_something(const LifecycleRule& rule) {
    const auto any = [](const auto& list) { return list && !list->empty(); };
    return rule.expiration || rule.noncurrent_version_expiration ||
           rule.abort_incomplete_multipart_upload || any(rule.transitions) ||
           any(rule.noncurrent_version_transitions);
}

}  // namespace

Result<void> check_lifecycle_rule(const LifecycleRule& rule) {
    constexpr std::size_t kMaxId = 255;
    if (rule.id.value_or("").size() > kMaxId) {
        return invalid_argument("ID length should not exceed allowed limit of 255");
    }
    if (rule.filter.has_value() == rule.prefix.has_value()) return malformed_xml();
    if (!does_something(rule)) {
        return invalid_request("At least one action needs to be specified in a rule");
    }
    if (rule.filter) {
        if (auto good = check_filter(*rule.filter); !good) return good;
    }
    for (auto* const check :
         {&check_expiration, &check_transitions, &check_noncurrent, &check_abort}) {
        if (auto good = check(rule); !good) return good;
    }
    return {};
}

}  // namespace gantry::s3
