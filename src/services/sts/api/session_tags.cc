#include "services/sts/api/session_tags.h"

#include <algorithm>
#include <set>

#include "base/ascii.h"
#include "services/sts/api/grant.h"

namespace gantry::sts {
namespace {

using SmallKeys = std::set<std::string, std::less<>>;

Error duplicate_keys() {
    return invalid_parameter_value(
        "Duplicate tag keys found. Please note that Tag keys are case insensitive."
    );
}

/// In small letters. Errors: InvalidParameterValue for keys that are there twice.
Result<SmallKeys> distinct(const std::vector<std::string>& keys) {
    SmallKeys all;
    for (const std::string& key : keys) {
        if (!all.insert(lower_case(key)).second) return duplicate_keys();
    }
    return all;
}

std::vector<std::string> keys_of(const WantedTags& wanted) {
    std::vector<std::string> keys;
    for (const auto& tag : wanted.tags) keys.push_back(tag.first);
    return keys;
}

}  // namespace

Result<void> check_session_tags(const WantedTags& wanted, const aws::Session* caller) {
    const auto keys = distinct(keys_of(wanted));
    if (!keys) return keys.error();
    const auto transitive = distinct(wanted.transitive);
    if (!transitive) return transitive.error();
    if (!std::ranges::includes(*keys, *transitive)) {
        return invalid_parameter_value(
            "The specified transitive tag key must be included in the requested tags."
        );
    }
    if (caller == nullptr) return {};
    for (const std::string& inherited : caller->transitive_tags) {
        if (!keys->contains(lower_case(inherited))) continue;
        return invalid_parameter_value(
            "One of the specified transitive tag keys can't be set because it conflicts with a "
            "transitive tag key from the calling session."
        );
    }
    return {};
}

void add_session_tags(const WantedTags& wanted, const aws::Session* caller, aws::Session& session) {
    // Whatever letters a key was called transitive with: further sessions find the tag by its own.
    const auto add = [&session](const auto& tags, const std::vector<std::string>& transitive) {
        SmallKeys follows;
        for (const std::string& key : transitive) follows.insert(lower_case(key));
        for (const auto& [key, value] : tags) {
            if (!follows.contains(lower_case(key))) continue;
            session.tags.emplace(key, value);
            session.transitive_tags.push_back(key);
        }
    };
    if (caller != nullptr) add(caller->tags, caller->transitive_tags);
    add(wanted.tags, wanted.transitive);
    for (const auto& [key, value] : wanted.tags) session.tags.emplace(key, value);
}

}  // namespace gantry::sts
