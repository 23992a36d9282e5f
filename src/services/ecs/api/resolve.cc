#include "services/ecs/api/resolve.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstring>

#include "services/ecs/api/errors.h"
#include "services/ecs/api/names.h"

namespace gantry::ecs {
namespace {

constexpr std::int64_t kMaxRevision = 9'999'999'999;  // what a row key has digits for
constexpr const char* kInvalidRegion = "Invalid Region in ARN";

/// What is named, as errors call it: "Task".
Error not_valid(std::string_view title) {
    return invalid_parameter(fmt::format("{} Identifier is invalid", title));
}

Error too_many_parts() {
    return invalid_parameter("Invalid identifier: Unexpected number of separators");
}

/// Checks that an ARN names something of that type, and of the caller's account, Region and
/// partition.
Result<Arn> own_arn(
    const Scope& scope, std::string_view text, std::string_view type, std::string_view title
) {
    Result<Arn> arn = Arn::parse(text, scope.account);
    if (!arn) return not_valid(title);
    if (arn->scope.account != scope.account) {
        return invalid_parameter(fmt::format(
            "Identifier is for {}. Your accountId is {}", arn->scope.account, scope.account
        ));
    }
    if (arn->scope.region != scope.region) return invalid_parameter(kInvalidRegion);
    if (!arn->is_of(scope) || arn->type != type) return not_valid(title);
    return arn;
}

/// A kind of thing that lives in clusters.
struct InClusterKind {
    std::string_view arn_type;
    std::string_view title;
};

/// The last part of `text`, which is a bare name, `<type>/<name>` or `<type>/<cluster>/<name>`.
Result<std::string> resolve_in_cluster(
    const Call& call, std::string_view cluster, std::string_view text, const InClusterKind& kind
) {
    if (!looks_like_arn(text)) {
        if (text.find('/') != std::string_view::npos) return too_many_parts();
        return std::string(text);
    }
    const Result<Arn> arn = own_arn(call.scope, text, kind.arn_type, kind.title);
    if (!arn) return arn.error();
    const std::string_view path = arn->path;
    const std::size_t slash = path.find('/');
    if (slash == std::string_view::npos) return std::string(path);
    if (path.find('/', slash + 1) != std::string_view::npos) return too_many_parts();
    if (path.substr(0, slash) != cluster) {
        return invalid_parameter(fmt::format(
            "Invalid identifier: Identifier is for cluster {}. Your cluster is {}",
            path.substr(0, slash),
            cluster
        ));
    }
    return std::string(path.substr(slash + 1));
}

/// What is behind the ARN of the caller's own things in this cluster: how most are named, and what
/// need not be taken apart. Empty: it is written otherwise.
std::string_view behind_own_arn(
    const Scope& scope, std::string_view cluster, std::string_view text, std::string_view type
) {
    for (const std::string_view part :
         {std::string_view("arn:"),
          partition_of(scope.region),
          std::string_view(":ecs:"),
          std::string_view(scope.region),
          std::string_view(":"),
          std::string_view(scope.account),
          std::string_view(":"),
          type,
          std::string_view("/"),
          cluster,
          std::string_view("/")}) {
        if (text.size() < part.size() || std::memcmp(text.data(), part.data(), part.size()) != 0) {
            return {};
        }
        text.remove_prefix(part.size());
    }
    return text;
}

Result<std::string> resolve_id(
    const Call& call,
    std::string_view cluster,
    std::string_view text,
    const InClusterKind& kind,
    std::string_view member
) {
    const std::string_view usual = behind_own_arn(call.scope, cluster, text, kind.arn_type);
    if (is_resource_id(usual)) return std::string(usual);
    Result<std::string> id = resolve_in_cluster(call, cluster, text, kind);
    if (!id || is_resource_id(*id)) return id;
    if (id->size() != 32 && id->size() != 36) {
        return invalid_parameter(fmt::format("{} length should be one of [32,36]", member));
    }
    return not_valid(kind.title);
}

std::optional<std::int64_t> parse_revision(std::string_view text) {
    std::int64_t revision = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), revision);
    const bool whole = error == std::errc{} && end == text.data() + text.size();
    if (!whole || revision < 1 || revision > kMaxRevision) return std::nullopt;
    return revision;
}

/// A reference to a task definition, its revision as it was written.
struct SplitReference {
    std::string family;
    std::optional<std::string> revision;
};

std::optional<SplitReference> split_reference(const Scope& scope, std::string_view reference) {
    const Result<Arn> arn = Arn::parse(reference, scope.account);
    if (looks_like_arn(reference)) {
        if (!arn || arn->type != "task-definition" || !arn->is_of(scope)) return std::nullopt;
        reference = arn->path;
    }
    const std::size_t colon = reference.find(':');
    const std::string_view family = reference.substr(0, colon);
    if (!is_resource_name(family)) return std::nullopt;
    SplitReference split{.family = std::string(family)};
    if (colon != std::string_view::npos) split.revision = reference.substr(colon + 1);
    return split;
}

bool is_number(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// Whoever launches tasks is told what is foreign about the ARN of a task definition.
Result<void> check_definition_owner(const Call& call, std::string_view reference) {
    const Result<Arn> arn = Arn::parse(reference, call.scope.account);
    if (!arn) return {};
    if (arn->scope.account != call.scope.account) return invalid_parameter("AccountIDs mismatch");
    if (arn->scope.region != call.scope.region) return invalid_parameter(kInvalidRegion);
    return {};
}

}  // namespace

Result<std::string> resolve_cluster_name(
    const Scope& scope, const std::optional<std::string>& name_or_arn
) {
    if (!name_or_arn || name_or_arn->empty()) return std::string("default");
    std::string name = *name_or_arn;
    if (looks_like_arn(name)) {
        const Result<Arn> arn = own_arn(scope, name, "cluster", "Cluster");
        if (!arn) return arn.error();
        name = arn->path;
    }
    if (!is_resource_name(name)) {
        return invalid_parameter(
            fmt::format("Cluster must match ^[a-zA-Z0-9\\-_]{{1,255}}$, but was {}", name)
        );
    }
    return name;
}

Result<ClusterPtr> resolve_cluster(
    const Call& call, const std::optional<std::string>& name_or_arn
) {
    const Result<std::string> name = resolve_cluster_name(call.scope, name_or_arn);
    if (!name) return name.error();
    ClusterPtr cluster = call.tx.get(call.tables.clusters, cluster_key(call.scope, *name));
    if (!cluster) return cluster_not_found();
    if (cluster->status == ClusterStatus::Inactive) return cluster_inactive();
    return cluster;
}

bool names_pool(const Scope& scope, const std::optional<std::string>& name_or_arn) {
    if (!name_or_arn) return false;
    if (!looks_like_arn(*name_or_arn)) return *name_or_arn == kFargatePool;
    const Result<Arn> arn = own_arn(scope, *name_or_arn, "cluster", "Cluster");
    return arn && arn->path == kFargatePool;
}

Result<std::string> resolve_host(const Call& call, const std::optional<std::string>& name_or_arn) {
    if (names_pool(call.scope, name_or_arn)) return std::string(kFargatePool);
    const Result<ClusterPtr> cluster = resolve_cluster(call, name_or_arn);
    if (!cluster) return cluster.error();
    return (*cluster)->name;
}

Result<std::string> resolve_task_id(
    const Call& call, std::string_view cluster, std::string_view id_or_arn
) {
    return resolve_id(call, cluster, id_or_arn, {"task", "Task"}, "taskId");
}

Result<std::string> resolve_container_instance_id(
    const Call& call, std::string_view cluster, std::string_view id_or_arn
) {
    return resolve_id(
        call,
        cluster,
        id_or_arn,
        {"container-instance", "Container Instance"},
        "containerInstanceId"
    );
}

Result<std::string> resolve_service_name(
    const Call& call, std::string_view cluster, std::string_view name_or_arn
) {
    Result<std::string> name =
        resolve_in_cluster(call, cluster, name_or_arn, {"service", "Service"});
    if (name && !is_resource_name(*name)) return invalid_parameter("Service Identifier is invalid");
    return name;
}

std::optional<TaskDefinitionReference> parse_task_definition_reference(
    const Scope& scope, std::string_view reference
) {
    const auto split = split_reference(scope, reference);
    if (!split) return std::nullopt;
    TaskDefinitionReference parsed{.family = split->family};
    if (split->revision) {
        parsed.revision = parse_revision(*split->revision);
        if (!parsed.revision) return std::nullopt;
    }
    return parsed;
}

std::optional<std::string> invalid_revision_text(const Scope& scope, std::string_view reference) {
    const auto split = split_reference(scope, reference);
    if (!split || !split->revision || is_number(*split->revision)) return std::nullopt;
    return "Invalid revision number. Number: " + *split->revision;
}

TaskDefinitionPtr find_task_definition(const Call& call, const TaskDefinitionReference& reference) {
    const auto& table = call.tables.task_definitions;
    if (reference.revision) {
        return call.tx.get(
            table, task_definition_key(call.scope, reference.family, *reference.revision)
        );
    }
    const auto revisions = table.with_prefix(family_key(call.scope, reference.family) + "/");
    for (auto row = revisions.end(); row != revisions.begin();) {
        --row;
        const TaskDefinitionPtr now = call.tx.get(table, row->first);
        if (now && now->definition.status == api::ecs::TaskDefinitionStatus::Active) return now;
    }
    return nullptr;
}

Result<TaskDefinitionPtr> resolve_task_definition(const Call& call, std::string_view reference) {
    if (reference.empty()) return invalid_parameter("Task Definition can not be blank.");
    if (auto good = check_definition_owner(call, reference); !good) return good.error();
    if (auto text = invalid_revision_text(call.scope, reference)) return invalid_parameter(*text);
    const auto parsed = parse_task_definition_reference(call.scope, reference);
    if (!parsed) return task_definition_missing();
    TaskDefinitionPtr found = find_task_definition(call, *parsed);
    if (!found) return task_definition_missing();
    if (found->definition.status != api::ecs::TaskDefinitionStatus::Active) {
        return invalid_parameter("TaskDefinition is inactive");
    }
    return found;
}

}  // namespace gantry::ecs
