#include "services/ecs/api/access/resources.h"

#include <utility>

#include "service/access_tags.h"
#include "services/ecs/api/capacity_provider_rules.h"
#include "services/ecs/api/service_resource.h"
#include "services/ecs/api/taggable.h"
#include "services/ecs/model/sizes.h"
#include "services/ecs/model/task_roles.h"

namespace gantry::ecs::access {
namespace {

/// What is longer is no name: it is refused by the handler, and need not fill answers and logs.
constexpr std::size_t kMaxShown = 2048;

std::string own_arn_of(const Call& call, std::string_view type, std::string_view path) {
    return Arn{
        .partition = std::string(partition_of(call.scope.region)),
        .scope = call.scope,
        .type = std::string(type),
        .path = std::string(path.substr(0, kMaxShown)),
    }
        .str();
}

/// What could not be read as a name: an ARN, or what an ARN of the text would be.
std::string as_written(const Call& call, std::string_view type, std::string_view text) {
    if (!looks_like_arn(text)) return own_arn_of(call, type, text);
    const Result<Arn> arn = Arn::parse(text, call.scope.account);
    return (arn ? arn->str() : std::string(text)).substr(0, kMaxShown);
}

Resource tagged(std::string arn, const Tags& tags) {
    return {std::move(arn), service::resource_tags("ecs", tags)};
}

/// A kind of thing that lives in clusters: how it is named.
struct InClusterKind {
    std::string_view type;
    Result<std::string> (*resolve)(
        const Call& call, std::string_view cluster, std::string_view text
    );
    std::string (*arn)(const Scope& scope, std::string_view cluster, std::string_view id);
};
constexpr InClusterKind kTask{"task", &resolve_task_id, &task_arn};
constexpr InClusterKind kInstance{
    "container-instance", &resolve_container_instance_id, &container_instance_arn
};
constexpr InClusterKind kService{"service", &resolve_service_name, &service_arn};

/// @param table where its row is
template <class Row>
Resource in_cluster(
    const Call& call,
    const core::Table<Row>& table,
    const InClusterKind& kind,
    const std::string& cluster,
    std::string_view text
) {
    if (text.empty()) return {kind.arn(call.scope, cluster, "*")};
    const Result<std::string> id = kind.resolve(call, cluster, text);
    if (!id) {
        if (looks_like_arn(text)) return {as_written(call, kind.type, text)};
        return {as_written(call, kind.type, cluster + "/" + std::string(text))};
    }
    std::string arn = kind.arn(call.scope, cluster, *id);
    const auto row = call.tx.get(table, in_cluster_key(call.scope, cluster, *id));
    return row ? tagged(std::move(arn), row->tags) : Resource{std::move(arn)};
}

}  // namespace

std::string cluster_name(const Call& call, const Text& name_or_arn) {
    Result<std::string> name = resolve_cluster_name(call.scope, name_or_arn);
    return name ? *std::move(name) : name_or_arn.value_or("").substr(0, kMaxShown);
}

Resource cluster_resource(const Call& call, const Text& name_or_arn) {
    const Result<std::string> name = resolve_cluster_name(call.scope, name_or_arn);
    if (!name) return {as_written(call, "cluster", name_or_arn.value_or(""))};
    std::string arn = cluster_arn(call.scope, *name);
    const auto row = call.tx.get(call.tables.clusters, cluster_key(call.scope, *name));
    return row ? tagged(std::move(arn), row->tags) : Resource{std::move(arn)};
}

Resource task_resource(const Call& call, const std::string& cluster, std::string_view id_or_arn) {
    return in_cluster(call, call.tables.tasks, kTask, cluster, id_or_arn);
}

Resource instance_resource(
    const Call& call, const std::string& cluster, std::string_view id_or_arn
) {
    return in_cluster(call, call.tables.container_instances, kInstance, cluster, id_or_arn);
}

Resource service_resource(
    const Call& call, const std::string& cluster, std::string_view name_or_arn
) {
    return in_cluster(call, call.tables.services, kService, cluster, name_or_arn);
}

Resource provider_resource(const Call& call, std::string_view name_or_arn) {
    const Result<std::string> name = capacity_provider_name(call, name_or_arn);
    if (!name) return {as_written(call, "capacity-provider", name_or_arn)};
    std::string arn = capacity_provider_arn(call.scope, *name);
    const auto row = call.tx.get(call.tables.capacity_providers, call.scope.prefix() + *name);
    if (!row) return {std::move(arn)};
    return tagged(std::move(arn), row->provider.tags.value_or(Tags{}));
}

Resource resource_of_arn(const Call& call, std::string_view text) {
    if (!looks_like_arn(text)) return {std::string(text.substr(0, kMaxShown))};
    const Result<Tags> tags = tags_of(call, text);
    std::string arn = as_written(call, {}, text);
    return tags ? tagged(std::move(arn), *tags) : Resource{std::move(arn)};
}

NamedDefinition named_definition(const Call& call, std::string_view text) {
    const auto reference = parse_task_definition_reference(call.scope, text);
    if (!reference) return {{as_written(call, "task-definition", text)}, nullptr};
    TaskDefinitionPtr row = find_task_definition(call, *reference);
    if (row) {
        std::string arn = row->definition.task_definition_arn.value_or("");
        return {tagged(std::move(arn), row->tags), std::move(row)};
    }
    if (!reference->revision) return {definition_family(call, reference->family), nullptr};
    return {{task_definition_arn(call.scope, reference->family, *reference->revision)}, nullptr};
}

Resource definition_family(const Call& call, std::string_view family) {
    return {own_arn_of(call, "task-definition", std::string(family) + ":*")};
}

void add_service_part(
    const Call& call, std::string_view text, std::string_view type, Access& access
) {
    Resource& part = access.resources.emplace_back(Resource{as_written(call, type, text)});
    const auto parsed = parse_service_resource(call, text, type);
    if (!parsed) return;
    const std::string path = parsed->service_key.substr(call.scope.prefix().size());
    const std::string cluster = path.substr(0, path.find('/'));
    Resource service = service_resource(call, cluster, path.substr(cluster.size() + 1));
    const service::ConditionValue in{"ecs:cluster", {cluster_arn(call.scope, cluster)}};
    part.context = {in, {"ecs:service", {service.arn}}};
    service.context.push_back(in);
    access.resources.push_back(std::move(service));
}

void add_provider_of_cluster(const Call& call, const Text& cluster, Access& access) {
    if (!cluster) return;
    access.also.push_back({
        .action = "ecs:PutClusterCapacityProviders",
        .resources = {cluster_resource(call, cluster)},
        .context = {},
    });
}

std::string role_arn(const Call& call, const std::string& name_or_arn) {
    return ecs::role_arn(call.scope, name_or_arn);
}

void add(Access& access, std::string_view key, std::string value) {
    access.context.push_back({std::string(key), {std::move(value)}});
}

void add_given(Access& access, std::string_view key, const Text& value) {
    if (value) add(access, key, *value);
}

void add_flag(Access& access, std::string_view key, bool value) {
    add(access, key, value ? "true" : "false");
}

void add_flag(Access& access, std::string_view key, const std::optional<bool>& value) {
    if (value) add_flag(access, key, *value);
}

void add_task_sizes(const Text& cpu, const Text& memory, Access& access) {
    if (const auto units = cpu ? parse_cpu_units(*cpu) : std::nullopt) {
        add(access, "ecs:task-cpu", std::to_string(*units));
    }
    if (const auto mib = memory ? parse_memory_mib(*memory) : std::nullopt) {
        add(access, "ecs:task-memory", std::to_string(*mib));
    }
}

void add_cluster(const Call& call, const std::string& name, Access& access) {
    add(access, "ecs:cluster", cluster_arn(call.scope, name));
}

void add_providers(const Call& call, const Texts& names, Access& access) {
    std::vector<std::string> arns;
    for (const std::string& name : names.value_or(std::vector<std::string>{})) {
        arns.push_back(provider_resource(call, name).arn);
    }
    if (!arns.empty()) access.context.push_back({"ecs:capacity-provider", std::move(arns)});
}

void add_providers(
    const Call& call,
    const std::optional<std::vector<api::ecs::CapacityProviderStrategyItem>>& strategy,
    Access& access
) {
    if (!strategy) return;
    std::vector<std::string> names;
    for (const auto& item : *strategy) names.push_back(item.capacity_provider.value_or(""));
    add_providers(call, Texts(std::move(names)), access);
}

void add_new_tags(
    const std::optional<Tags>& tags, std::string_view operation, Resource resource, Access& access
) {
    if (!tags || tags->empty()) return;
    service::add_request_tags(*tags, access.context);
    Access tag{.action = "ecs:TagResource", .resources = {std::move(resource)}, .context = {}};
    service::add_request_tags(*tags, tag.context);
    add(tag, "ecs:CreateAction", std::string(operation));
    access.also.push_back(std::move(tag));
}

void add_pass_role(const Call& call, const Text& role, std::string_view to, Access& access) {
    if (!role || role->empty()) return;
    Access pass{.action = "iam:PassRole", .resources = {{role_arn(call, *role)}}, .context = {}};
    add(pass, "iam:PassedToService", std::string(to));
    access.also.push_back(std::move(pass));
}

}  // namespace gantry::ecs::access
