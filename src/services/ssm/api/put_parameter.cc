#include <fmt/format.h>

#include "base/sabotage.h"
#include "services/ssm/api/errors.h"
#include "services/ssm/api/name_rules.h"
#include "services/ssm/api/parameters.h"
#include "services/ssm/api/policy_rules.h"
#include "services/ssm/api/tags.h"
#include "services/ssm/api/value_rules.h"
#include "services/ssm/api/values.h"

namespace gantry::ssm {
namespace {

using api::ssm::ParameterType;
using api::ssm::PutParameterRequest;
using api::ssm::PutParameterResult;

/// What is being put: the parameter as it was, if it was, and as it will be.
struct Draft {
    std::string key;
    ParameterPtr before;
    VersionPtr previous;
    ParameterRow parameter;
    VersionRow next;
};

Result<void> check_request(const PutParameterRequest& input, const Draft& draft) {
    const bool overwrite = input.overwrite.value_or(false);
    if (overwrite && input.tags && !input.tags->empty()) {
        return validation(
            "Invalid request: tags and overwrite can't be used together. To create a parameter "
            "with tags, please remove overwrite flag. To update tags for an existing parameter, "
            "please use AddTagsToResource or RemoveTagsFromResource."
        );
    }
    if (draft.before && !overwrite) {
        return Error{
            ErrorKind::Conflict,
            "ParameterAlreadyExists",
            "The parameter already exists. To overwrite this value, set the overwrite option in "
            "the request to true.",
            {},
        };
    }
    if (!draft.before && !input.type) {
        return validation("A parameter type is required when you create a parameter.");
    }
    const ParameterType type =
        input.type.value_or(draft.previous ? draft.previous->type : ParameterType::String);
    if (input.key_id && type != ParameterType::SecureString) {
        return validation("KeyId is required for SecureString type parameter only.");
    }
    return check_tags(input.tags.value_or(Tags{}));
}

/// The members that are as given, or else as they were.
void fill_in(const Call& call, const PutParameterRequest& input, Draft& draft) {
    VersionRow& next = draft.next;
    if (draft.previous) next = *draft.previous;
    next.name = draft.parameter.name;
    next.arn = draft.parameter.arn;
    next.version = draft.parameter.latest;
    next.value.clear();
    next.sealed.bytes.clear();
    next.labels.clear();
    next.modified = call.now;
    next.modified_by = call.principal;
    next.type = input.type.value_or(next.type);
    if (next.type == ParameterType::SecureString) {
        if (input.key_id) next.key_id = *input.key_id;
        if (next.key_id.empty()) next.key_id = kOwnKey;
    } else {
        next.key_id.clear();
    }
    if (input.description) next.description = *input.description;
    if (input.allowed_pattern) next.allowed_pattern = *input.allowed_pattern;
    if (input.data_type && !input.data_type->empty()) next.data_type = *input.data_type;
}

Result<void> check_data_type(const VersionRow& next) {
    if (next.data_type == "text") return {};
    if (next.data_type == "aws:ec2:image" && next.type == ParameterType::String) return {};
    return validation(fmt::format(
        "The following data type is not supported: {} (Data type names are all lowercase.)",
        next.data_type
    ));
}

Result<void> decide_policies_and_tier(
    const Call& call, const PutParameterRequest& input, Draft& draft
) {
    if (input.policies) {
        auto policies = read_policies(*input.policies, call.now);
        if (!policies) return policies.error();
        draft.next.policies = std::move(policies->entries);
        draft.parameter.expires = policies->expires;
    }
    const VersionRow* previous = draft.previous.get();
    draft.next.tier = effective_tier(call, input, previous, !draft.next.policies.empty());
    draft.parameter.tier = draft.next.tier;
    if (auto good = check_tier(draft.next, input, previous); !good) return good;
    if (draft.before && draft.before->tier == draft.next.tier) return {};
    return check_count(call, draft.next.tier);
}

Result<void> keep_value(Call& call, const std::string& value, VersionRow& next) {
    if (next.type != ParameterType::SecureString) {
        next.value = value;
        return {};
    }
    const kms::Use use = use_of(call.services, call.scope, next);
    auto sealed = kms::seal(call.services, call.tx, call.ids, call.now, use, value);
    if (!sealed) return key_error(sealed.error());
    next.sealed.bytes = *std::move(sealed);
    return {};
}

/// The oldest version goes where there would be too many. Numbers follow one another, and nothing
/// else takes a version away: one of that number is the only one too many.
Result<void> make_room(Call& call, const Draft& draft) {
    const std::string key =
        version_key(draft.key, draft.parameter.latest - std::int64_t{kMaxVersions});
    const auto oldest = call.tx.get(call.tables.versions, key);
    if (!oldest) return {};
    if (!oldest->labels.empty()) {
        return Error{
            ErrorKind::LimitExceeded,
            "ParameterMaxVersionLimitExceeded",
            fmt::format(
                "You attempted to create a new version of {} by calling the PutParameter API with "
                "the overwrite flag. Version {}, the oldest version, can't be deleted because it "
                "has a label associated with it. Move the label to another version of the "
                "parameter, and try again.",
                draft.parameter.name,
                oldest->version
            ),
            {},
        };
    }
    call.tx.erase(call.tables.versions, key);
    return {};
}

Draft begin(const Call& call, const Reference& reference, const PutParameterRequest& input) {
    Draft draft{.key = reference.key()};
    draft.before = call.tx.get(call.tables.parameters, draft.key);
    if (draft.before) {
        draft.parameter = *draft.before;
        draft.previous =
            call.tx.get(call.tables.versions, version_key(draft.key, draft.before->latest));
    } else {
        draft.parameter.name = reference.name;
        draft.parameter.arn = reference.arn();
        draft.parameter.tags = input.tags.value_or(Tags{});
    }
    if (!sabotaged(Sabotage::VersionTwice) || !draft.before) ++draft.parameter.latest;
    return draft;
}

}  // namespace

Result<PutParameterResult> put_parameter(Call& call, const PutParameterRequest& input) {
    const Reference reference = parse_reference(call.scope, input.name.value_or(""));
    const std::string name =
        reference.by_arn || !reference.selector.empty() ? input.name.value_or("") : reference.name;
    if (auto good = check_new_name(call.scope, name); !good) return good.error();
    Draft draft = begin(call, reference, input);
    if (auto good = check_request(input, draft); !good) return good.error();
    fill_in(call, input, draft);
    if (auto good = check_data_type(draft.next); !good) return good.error();
    const std::string value = input.value.value_or("");
    if (auto good = check_value(draft.next, value); !good) return good.error();
    if (auto good = decide_policies_and_tier(call, input, draft); !good) return good.error();
    if (auto good = make_room(call, draft); !good) return good.error();
    if (auto good = keep_value(call, value, draft.next); !good) return good.error();
    const PutParameterResult out{.version = draft.next.version, .tier = draft.next.tier};
    const std::string key = version_key(draft.key, draft.next.version);
    call.tx.put(call.tables.versions, key, std::move(draft.next));
    call.tx.put(call.tables.parameters, draft.key, std::move(draft.parameter));
    return out;
}

}  // namespace gantry::ssm
