#include "services/ecr/model/lifecycle_policy.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "base/reflect.h"
#include "services/ecr/model/errors.h"
#include "wire/json_codec.h"
#include "wire/json_reader.h"

namespace gantry::ecr {
namespace {

using Tagged = LifecycleRule::Tagged;
using Count = LifecycleRule::Count;
using reflect::RawJson;

constexpr std::size_t kMaxRules = 50;
constexpr std::int64_t kMaxWildcards = 4;
/// Of prefixes or patterns, each once: as all lists of filters in ECR's model. The text's own bound
/// would leave room for thousands, each asked of each image.
constexpr std::size_t kMaxTagsOfRule = 100;

struct PolicyText {
    std::optional<std::vector<RawJson>> rules;
    static const reflect::TypeInfo& type_info();
};

struct RuleText {
    std::optional<std::int64_t> priority;
    std::optional<RawJson> selection;
    std::optional<RawJson> action;
    std::string description;
    static const reflect::TypeInfo& type_info();
};

struct Selection {
    std::optional<std::string> tag_status;
    std::optional<std::string> count_type;
    std::optional<std::string> count_unit;
    std::optional<std::int64_t> count_number;
    std::optional<std::string> storage_class;
    std::vector<std::string> prefixes;
    std::vector<std::string> patterns;
    static const reflect::TypeInfo& type_info();
};

struct Action {
    std::optional<std::string> type;
    std::optional<std::string> target;
    static const reflect::TypeInfo& type_info();
};

const reflect::TypeInfo& PolicyText::type_info() {
    static const reflect::TypeInfo info = reflect::structure<PolicyText>(
        "LifecyclePolicy", {reflect::field<&PolicyText::rules>("rules")}
    );
    return info;
}

const reflect::TypeInfo& RuleText::type_info() {
    using reflect::field;
    static const reflect::TypeInfo info = reflect::structure<RuleText>(
        "LifecycleRule",
        {
            field<&RuleText::priority>("rulePriority"),
            field<&RuleText::description>("description"),
            field<&RuleText::selection>("selection"),
            field<&RuleText::action>("action"),
        }
    );
    return info;
}

const reflect::TypeInfo& Selection::type_info() {
    using reflect::field;
    static const reflect::TypeInfo info = reflect::structure<Selection>(
        "LifecycleSelection",
        {
            field<&Selection::tag_status>("tagStatus"),
            field<&Selection::prefixes>("tagPrefixList"),
            field<&Selection::patterns>("tagPatternList"),
            field<&Selection::storage_class>("storageClass"),
            field<&Selection::count_type>("countType"),
            field<&Selection::count_unit>("countUnit"),
            field<&Selection::count_number>("countNumber"),
        }
    );
    return info;
}

const reflect::TypeInfo& Action::type_info() {
    using reflect::field;
    static const reflect::TypeInfo info = reflect::structure<Action>(
        "LifecycleAction",
        {
            field<&Action::type>("type"),
            field<&Action::target>("targetStorageClass"),
        }
    );
    return info;
}

Error bad(std::string_view what) {
    return invalid_parameter(fmt::format(
        "Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle "
        "policy validation failure: {}'",
        what
    ));
}

Error no_archive() {
    return not_done("Lifecycle policies cannot archive images: there is no archive storage class.");
}

/// An object with the members that its type has and no others.
template <class T>
Result<T> read_object(std::string_view text) {
    constexpr std::size_t kPolicyDepth = 32;
    auto read = wire::decode_json<T>(text);
    if (!read) return bad(read.error().message);
    const auto& fields = T::type_info().fields;
    wire::JsonReader reader(text, kPolicyDepth);
    std::set<std::string> seen;
    reader.enter_object();
    std::string_view key;
    std::string_view skipped;
    while (reader.next_key(key) == wire::JsonReader::Next::Item) {
        if (std::ranges::find(fields, key, &reflect::FieldInfo::name) == fields.end()) {
            return bad(fmt::format(
                "object instance has properties which are not allowed by the schema: ([\"{}\"])",
                key
            ));
        }
        if (!seen.emplace(key).second) return bad(fmt::format("duplicate property \"{}\"", key));
        if (!reader.skip(skipped)) break;
    }
    return read;
}

Error missing(std::string_view property) {
    return bad(fmt::format("object has missing required properties ([\"{}\"])", property));
}

Result<void> read_action(std::string_view text) {
    const auto action = read_object<Action>(text);
    if (!action) return action.error();
    if (!action->type) return missing("type");
    if (*action->type == "transition") return no_archive();
    if (*action->type != "expire") {
        return bad(fmt::format(
            "instance value (\"{}\") not found in enum (possible values: [\"expire\"])",
            *action->type
        ));
    }
    if (action->target) return bad("targetStorageClass goes with transition");
    return {};
}

/// In order, each once: an image needs a tag for each of them.
std::vector<std::string> each_once(std::vector<std::string> texts) {
    std::ranges::sort(texts);
    texts.erase(std::ranges::unique(texts).begin(), texts.end());
    return texts;
}

Result<void> read_tags(const Selection& selection, LifecycleRule& rule) {
    const std::string status = selection.tag_status.value_or("");
    if (status != "tagged" && status != "untagged" && status != "any") {
        return bad(fmt::format(
            "instance value (\"{}\") not found in enum (possible values: "
            "[\"any\",\"tagged\",\"untagged\"])",
            status
        ));
    }
    const bool has_list = !selection.prefixes.empty() || !selection.patterns.empty();
    if (status != "tagged") {
        if (has_list) return bad("tagPrefixList and tagPatternList go with tagStatus tagged");
        rule.tagged = status == "any" ? Tagged::Any : Tagged::Untagged;
        return {};
    }
    if (selection.prefixes.empty() == selection.patterns.empty()) {
        return bad("tagStatus tagged needs one of tagPrefixList and tagPatternList");
    }
    rule.tagged = Tagged::Tagged;
    rule.prefixes = each_once(selection.prefixes);
    rule.patterns = each_once(selection.patterns);
    if (rule.prefixes.size() + rule.patterns.size() > kMaxTagsOfRule) {
        return bad(fmt::format("a rule names at most {} tags", kMaxTagsOfRule));
    }
    for (const std::string& pattern : rule.patterns) {
        if (std::ranges::count(pattern, '*') > kMaxWildcards) {
            return bad(fmt::format("a pattern has at most {} wildcards", kMaxWildcards));
        }
    }
    const auto is_empty = [](const std::string& text) { return text.empty(); };
    if (std::ranges::any_of(rule.prefixes, is_empty) ||
        std::ranges::any_of(rule.patterns, is_empty)) {
        return bad("tags must not be empty");
    }
    return {};
}

Result<void> read_count(const Selection& selection, LifecycleRule& rule) {
    constexpr std::int64_t kMost = 1'000'000'000;
    const std::string type = selection.count_type.value_or("");
    if (type == "imageCountMoreThan") {
        rule.count = Count::MoreThan;
    } else if (type == "sinceImagePushed") {
        rule.count = Count::SincePushed;
    } else if (type == "sinceImagePulled") {
        rule.count = Count::SincePulled;
    } else if (type == "sinceImageTransitioned") {
        return no_archive();
    } else {
        return bad("instance failed to match exactly one schema (matched 0 out of 2)");
    }
    const bool by_days = rule.count != Count::MoreThan;
    if (by_days ? selection.count_unit != "days" : selection.count_unit.has_value()) {
        return bad(
            by_days ? "countUnit must be days" : "countUnit does not go with imageCountMoreThan"
        );
    }
    if (!selection.count_number) return missing("countNumber");
    rule.number = *selection.count_number;
    if (rule.number < 1) {
        return bad(fmt::format(
            "numeric instance is lower than the required minimum (minimum: 1, found: {})",
            rule.number
        ));
    }
    if (rule.number > kMost) return bad("countNumber is too large");
    return {};
}

Result<LifecycleRule> read_rule(std::string_view text) {
    const auto written = read_object<RuleText>(text);
    if (!written) return written.error();
    if (!written->priority) return missing("rulePriority");
    if (!written->selection) return missing("selection");
    if (!written->action) return missing("action");
    LifecycleRule rule;
    rule.priority = *written->priority;
    if (rule.priority < 1) return bad("rulePriority must be 1 or more");
    const auto selection = read_object<Selection>(written->selection->text);
    if (!selection) return selection.error();
    if (selection->storage_class && *selection->storage_class != "standard") return no_archive();
    if (auto good = read_action(written->action->text); !good) return good.error();
    if (auto good = read_tags(*selection, rule); !good) return good.error();
    if (auto good = read_count(*selection, rule); !good) return good.error();
    return rule;
}

/// What rules owe each other; they are in order of priority.
Result<void> check_rules(const std::vector<LifecycleRule>& rules) {
    std::set<std::pair<std::vector<std::string>, std::vector<std::string>>> lists;
    int untagged = 0;
    for (std::size_t i = 0; i < rules.size(); ++i) {
        const LifecycleRule& rule = rules[i];
        if (i > 0 && rules[i - 1].priority == rule.priority) {
            return bad(fmt::format("rulePriority {} is given more than once", rule.priority));
        }
        if (rule.tagged == Tagged::Any && i + 1 < rules.size()) {
            return bad("a rule with tagStatus any must have the highest rulePriority");
        }
        if (rule.tagged == Tagged::Untagged && ++untagged > 1) {
            return bad("only one rule may select untagged images");
        }
        const bool is_new = lists.emplace(rule.prefixes, rule.patterns).second;
        if (rule.tagged == Tagged::Tagged && !is_new) {
            return bad("rules must not have the same tagPrefixList or tagPatternList");
        }
    }
    return {};
}

}  // namespace

Result<std::vector<LifecycleRule>> read_lifecycle_policy(std::string_view text) {
    if (!wire::decode_json<PolicyText>(text)) {
        return bad("Could not map policyString into LifecyclePolicy.");
    }
    const auto document = read_object<PolicyText>(text);
    if (!document) return document.error();
    if (!document->rules) return missing("rules");
    if (document->rules->empty()) return bad("rules must not be empty");
    if (document->rules->size() > kMaxRules) {
        return bad(fmt::format("a policy has at most {} rules", kMaxRules));
    }
    std::vector<LifecycleRule> rules;
    for (const RawJson& each : *document->rules) {
        auto rule = read_rule(each.text);
        if (!rule) return rule.error();
        rules.push_back(std::move(*rule));
    }
    std::ranges::sort(rules, {}, &LifecycleRule::priority);
    if (auto good = check_rules(rules); !good) return good.error();
    return rules;
}

}  // namespace gantry::ecr
