#include "services/ssm/api/about.h"

#include <fmt/format.h>

#include <utility>

#include "services/ssm/api/about_machines.h"
#include "services/ssm/api/parameters.h"
#include "services/ssm/api/value_rules.h"
#include "services/ssm/api/values.h"

namespace gantry::ssm::about {
namespace {

using api::ssm::ParameterTier;
using api::ssm::ParameterType;
using api::ssm::ResourceTypeForTagging;
using service::Access;
using service::Resource;

/// What ARNs of other types have before the id.
std::string_view word_of(ResourceTypeForTagging type) {
    switch (type) {
        case ResourceTypeForTagging::Document: return "document";
        case ResourceTypeForTagging::ManagedInstance: return "managed-instance";
        case ResourceTypeForTagging::MaintenanceWindow: return "maintenancewindow";
        case ResourceTypeForTagging::Parameter: return "parameter";
        case ResourceTypeForTagging::PatchBaseline: return "patchbaseline";
        case ResourceTypeForTagging::OpsItem: return "opsitem";
        case ResourceTypeForTagging::OpsMetadata: return "opsmetadata";
        case ResourceTypeForTagging::Automation: return "automation-execution";
        case ResourceTypeForTagging::Association: return "association";
    }
    return "*";
}

std::string yes_or_no(bool value) {
    return value ? "true" : "false";
}

void add_decrypt(const Call& call, const VersionRow& version, Access& access) {
    auto also = access_to_decrypt(call.services, call.scope, version);
    if (also) access.also.push_back(std::move(*also));
}

void add_read(const Call& call, const std::string& name, bool decrypt, Access& access) {
    access.resources.push_back(parameter(call, name));
    if (!decrypt) return;
    const auto found = find_version({call.tables, call.tx}, call.scope, name);
    if (found) add_decrypt(call, *found->version, access);
}

/// The right to encrypt: a standard parameter is encrypted as it is, an advanced one with a data
/// key.
void add_encrypt(const Call& call, const api::ssm::PutParameterRequest& input, Access& access) {
    const Reference reference = parse_reference(call.scope, input.name.value_or(""));
    VersionPtr previous;
    if (const auto found = find_version({call.tables, call.tx}, call.scope, reference.name)) {
        previous = found->version;
    }
    VersionRow next;
    next.arn = reference.arn();
    next.type = input.type.value_or(previous ? previous->type : ParameterType::String);
    if (next.type != ParameterType::SecureString) return;
    next.key_id = input.key_id.value_or(previous ? previous->key_id : "");
    if (next.key_id.empty()) next.key_id = kOwnKey;
    const bool policies = input.policies.has_value() || (previous && !previous->policies.empty());
    const auto tier = effective_tier(call, input, previous.get(), policies);
    auto also = kms::key_access(
        call.services,
        use_of(call.services, call.scope, next),
        tier == ParameterTier::Advanced ? "kms:GenerateDataKey" : "kms:Encrypt"
    );
    if (also) access.also.push_back(std::move(*also));
}

}  // namespace

Resource parameter(const Rows& rows, const aws::Scope& scope, const std::string& text) {
    const Reference reference = parse_reference(scope, text);
    Resource resource{reference.arn()};
    if (const auto row = find_parameter(rows, scope, text)) {
        resource.context = service::resource_tags("ssm", row->tags);
    }
    if (reference.scope.account != scope.account) resource.account = reference.scope.account;
    return resource;
}

Resource parameter(const Call& call, const std::string& text) {
    return parameter({call.tables, call.tx}, call.scope, text);
}

Resource tagged(
    const Call& call, std::optional<ResourceTypeForTagging> type, const std::string& id
) {
    const auto given = type.value_or(ResourceTypeForTagging::Parameter);
    if (given == ResourceTypeForTagging::Parameter) return parameter(call, id);
    if (given == ResourceTypeForTagging::ManagedInstance) return machine(call, id);
    return {fmt::format(
        "arn:{}:ssm:{}:{}:{}/{}",
        aws::partition_of(call.scope.region),
        call.scope.region,
        call.scope.account,
        word_of(given),
        id
    )};
}

void of_put(const Call& call, const api::ssm::PutParameterRequest& input, Access& access) {
    const Resource put = parameter(call, input.name.value_or(""));
    access.resources.push_back(put);
    access.context.push_back({"ssm:Overwrite", {yes_or_no(input.overwrite.value_or(false))}});
    access.context.push_back({"ssm:Policies", {yes_or_no(input.policies.has_value())}});
    if (input.tags && !input.tags->empty()) {
        Access tagging{.action = "ssm:AddTagsToResource", .resources = {put}};
        service::add_request_tags(*input.tags, access.context);
        service::add_request_tags(*input.tags, tagging.context);
        access.also.push_back(std::move(tagging));
    }
    add_encrypt(call, input, access);
}

void of_get(const Call& call, const api::ssm::GetParameterRequest& input, Access& access) {
    add_read(call, input.name.value_or(""), input.with_decryption.value_or(false), access);
}

void of_get_some(const Call& call, const api::ssm::GetParametersRequest& input, Access& access) {
    for (const std::string& name : input.names.value_or(std::vector<std::string>{})) {
        add_read(call, name, input.with_decryption.value_or(false), access);
    }
}

void of_path(const Call& call, const api::ssm::GetParametersByPathRequest& input, Access& access) {
    std::string path = input.path.value_or("");
    if (path.size() > 1 && path.ends_with('/')) path.pop_back();
    access.resources.push_back({parameter_arn(call.scope, path)});
    access.context.push_back({"ssm:Recursive", {yes_or_no(input.recursive.value_or(false))}});
    if (!input.with_decryption.value_or(false)) return;
    const auto page = take_path_page(call, input);
    if (!page) return;
    for (const VersionPtr& version : page->versions) add_decrypt(call, *version, access);
}

void of_history(
    const Call& call, const api::ssm::GetParameterHistoryRequest& input, Access& access
) {
    access.resources.push_back(parameter(call, input.name.value_or("")));
    if (!input.with_decryption.value_or(false)) return;
    const auto page = take_history_page(call, input);
    if (!page) return;
    for (const VersionPtr& version : page->versions) add_decrypt(call, *version, access);
}

}  // namespace gantry::ssm::about
