#include "services/kms/api/access.h"

namespace gantry::kms {
namespace {

void add_key_facts(const Tables& tables, const KeyRow& key, service::Resource& resource) {
    for (const auto& tag : key.tags) {
        resource.context.push_back(
            {"aws:ResourceTag/" + tag.tag_key.value_or(""), {tag.tag_value.value_or("")}}
        );
    }
    std::vector<std::string> aliases;
    for (const std::string& alias : tables.aliases_by_key.keys(row_key(key.scope(), key.id))) {
        if (const auto row = tables.aliases.find(alias)) aliases.push_back(row->name);
    }
    if (!aliases.empty()) resource.context.push_back({"kms:ResourceAliases", std::move(aliases)});
    add_key_kind(resource.context);
}

}  // namespace

void add_key_kind(std::vector<service::ConditionValue>& context) {
    context.push_back({"kms:KeyOrigin", {"AWS_KMS"}});
    context.push_back({"kms:KeySpec", {"SYMMETRIC_DEFAULT"}});
    context.push_back({"kms:KeyUsage", {"ENCRYPT_DECRYPT"}});
}

service::Resource key_resource(
    const Tables& tables,
    const core::Transaction& tx,
    const aws::Scope& scope,
    std::string_view name
) {
    const auto key = find_key(tables, tx, scope, name);
    if (!key) {
        const auto named = read_key_name(scope, name);
        if (!named) return {std::string(name)};
        return {
            .arn = named->is_alias() ? alias_arn(named->scope, named->name)
                                     : key_arn(named->scope, named->name),
            .account = named->scope.account,
        };
    }
    service::Resource resource{(*key)->arn};
    resource.account = (*key)->account;
    resource.policy = service::ResourcePolicy{(*key)->policy, true};
    add_key_facts(tables, **key, resource);
    return resource;
}

void add_context_keys(const EncryptionContext& context, service::Access& access) {
    std::vector<std::string> keys;
    for (const auto& [key, value] : context) {
        keys.push_back(key);
        access.context.push_back({"kms:EncryptionContext:" + key, {value}});
    }
    if (!keys.empty()) access.context.push_back({"kms:EncryptionContextKeys", std::move(keys)});
}

namespace about {

void add_caller(const Call& call, service::Access& access) {
    access.context.push_back({"kms:CallerAccount", {call.scope.account}});
}

void add_named(const Call& call, const std::string& name, service::Access& access) {
    add_caller(call, access);
    if (name.empty()) return;
    access.resources.push_back(key_resource(call.tables, call.tx, call.scope, name));
    const auto named = read_key_name(call.scope, name);
    if (named && named->is_alias()) access.context.push_back({"kms:RequestAlias", {named->name}});
}

/// kms:ReEncryptOnSameKey.
void add_same_key(service::Access& from, service::Access& to) {
    const bool same = !from.resources.empty() && !to.resources.empty() &&
                      from.resources.front().arn == to.resources.front().arn;
    for (service::Access* access : {&from, &to}) {
        access->context.push_back({"kms:ReEncryptOnSameKey", {same ? "true" : "false"}});
    }
}

void add_key_of(
    const Call& call,
    const std::string& ciphertext,
    const std::optional<std::string>& key_id,
    service::Access& access
) {
    const auto read = read_ciphertext(ciphertext);
    const auto key = read ? call.tables.keys.find(read->key) : nullptr;
    add_named(call, key ? key->arn : key_id.value_or(""), access);
}

void add_alias(
    const Call& call,
    const std::string& alias,
    const std::optional<std::string>& target,
    service::Access& access
) {
    add_caller(call, access);
    access.resources.push_back({alias_arn(call.scope, alias)});
    const auto row = call.tables.aliases.find(row_key(call.scope, alias));
    if (row) {
        access.resources.push_back(key_resource(call.tables, call.tx, call.scope, row->key_id));
    }
    if (target) {
        access.resources.push_back(key_resource(call.tables, call.tx, call.scope, *target));
    }
}

}  // namespace about

}  // namespace gantry::kms
