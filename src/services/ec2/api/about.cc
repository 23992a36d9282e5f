#include "services/ec2/api/about.h"

#include <fmt/format.h>

#include "api/ec2/tag_specification.h"
#include "service/access_tags.h"
#include "services/ec2/api/about_found.h"
#include "services/ec2/api/kind_table.h"
#include "services/ec2/api/nouns.h"

namespace gantry::ec2::about {
namespace {

using reflect::FieldInfo;
using reflect::TypeInfo;
using service::Access;
using service::Resource;

void add_region(const Call& call, Access& access) {
    access.context.push_back({"ec2:Region", {call.scope.region}});
}

/// A thing by its id, with its tags and the VPC that it is in, if it is there.
Resource resource_of(const Call& call, const KindEntry& kind, const std::string& id) {
    Resource resource{arn_of(call.scope, *kind.kind, id)};
    const auto seen = kind.find(call, id);
    if (!seen) return resource;
    resource.context = service::resource_tags("ec2", seen->tags);
    if (!kind.kind->id_key.empty()) {
        resource.context.push_back({std::string(kind.kind->id_key), {id}});
    }
    if (!seen->vpc_id.empty()) {
        resource.context.push_back({"ec2:Vpc", {arn_of(call.scope, kinds::kVpc, seen->vpc_id)}});
    }
    return resource;
}

void add_named(
    const Call& call,
    const KindEntry& kind,
    const FieldInfo& field,
    const void* input,
    Access& access
) {
    const void* value = field.get(input);
    if (value == nullptr) return;
    const TypeInfo& type = field.type();
    if (type.kind == reflect::Kind::String) {
        const auto& id = *static_cast<const std::string*>(value);
        if (!id.empty()) access.resources.push_back(resource_of(call, kind, id));
        return;
    }
    const auto& ids = *static_cast<const std::vector<std::string>*>(value);
    // More than that no handler takes.
    if (ids.size() > kMostNamed) return access.resources.push_back({"*"});
    for (const std::string& id : ids) access.resources.push_back(resource_of(call, kind, id));
}

/// The tags that a new thing comes with.
Tags tags_given(const TypeInfo& type, const void* input) {
    const FieldInfo* field = find_field(type, "TagSpecifications");
    const void* value = field == nullptr ? nullptr : field->get(input);
    Tags tags;
    if (value == nullptr) return tags;
    for (const auto& one : *static_cast<const std::vector<api::ec2::TagSpecification>*>(value)) {
        const Tags more = one.tags.value_or(Tags{});
        tags.insert(tags.end(), more.begin(), more.end());
    }
    return tags;
}

void add_new(
    const Call& call,
    std::string_view operation,
    const KindEntry& kind,
    const Tags& tags,
    Access& access
) {
    Resource made{arn_of(call.scope, *kind.kind, "*")};
    if (!tags.empty()) {
        Access tagging{.action = "ec2:CreateTags", .resources = {made}, .context = {}, .also = {}};
        add_region(call, tagging);
        tagging.context.push_back({"ec2:CreateAction", {std::string(operation)}});
        service::add_request_tags(tags, tagging.context);
        access.also.push_back(std::move(tagging));
        service::add_request_tags(tags, made.context);
    }
    access.resources.push_back(std::move(made));
}

void add_found(const Call& call, const Way& way, const Given& given, Access& access) {
    const auto found = way.find(call, given);
    if (found.size() > kMostNamed) return access.resources.push_back({"*"});
    for (const Found& one : found) {
        access.resources.push_back(resource_of(call, *kind_of_arn_type(one.type), one.id));
    }
    if (!access.resources.empty()) return;
    access.resources.push_back({arn_of(call.scope, *kind_of_arn_type(way.type)->kind, "*")});
}

void describe_word(
    const Call& call,
    std::string_view operation,
    std::string_view word,
    const TypeInfo& type,
    const void* input,
    Access& access
) {
    if (word.front() == '+') {
        const KindEntry* kind = kind_of_arn_type(word.substr(1));
        return add_new(call, operation, *kind, tags_given(type, input), access);
    }
    if (word.front() == '=') {
        return add_found(call, *find_way(word.substr(1)), {type, input}, access);
    }
    const bool optional = word.front() == '?';
    if (optional) word.remove_prefix(1);
    const std::size_t colon = word.find(':');
    const KindEntry* kind = kind_of_arn_type(word.substr(colon + 1));
    const std::size_t before = access.resources.size();
    add_named(call, *kind, *find_field(type, word.substr(0, colon)), input, access);
    if (optional || access.resources.size() > before) return;
    access.resources.push_back({arn_of(call.scope, *kind->kind, "*")});
}

}  // namespace

void describe(
    const Call& call,
    std::string_view operation,
    std::string_view words,
    const TypeInfo& type,
    const void* input,
    Access& access
) {
    add_region(call, access);
    while (!words.empty()) {
        const std::size_t blank = std::min(words.find(' '), words.size());
        describe_word(call, operation, words.substr(0, blank), type, input, access);
        words.remove_prefix(std::min(blank + 1, words.size()));
    }
}

void of_tags(
    const Call& call,
    const std::vector<std::string>& ids,
    const Tags& tags,
    bool with_values,
    Access& access
) {
    add_region(call, access);
    if (with_values) {
        service::add_request_tags(tags, access.context);
    } else if (!tags.empty()) {
        std::vector<std::string> keys;
        for (const auto& tag : tags) keys.push_back(tag.key.value_or(""));
        access.context.push_back({"aws:TagKeys", std::move(keys)});
    }
    if (ids.size() > kMostNamed) return access.resources.push_back({"*"});
    for (const std::string& id : ids) {
        const KindEntry* kind = kind_of_id(id);
        access.resources.push_back(kind == nullptr ? Resource{"*"} : resource_of(call, *kind, id));
    }
}

}  // namespace gantry::ec2::about
