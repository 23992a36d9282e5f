#include "services/ecs/api/taggable.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "services/ecs/api/errors.h"
#include "services/ecs/api/resolve.h"

namespace gantry::ecs {
namespace {

/// The member of a row that holds its tags.
Tags& tags_of(CapacityProviderRow& row) {
    if (!row.provider.tags) row.provider.tags.emplace();
    return *row.provider.tags;
}
template <class Row>
Tags& tags_of(Row& row) {
    return row.tags;
}

template <class Row>
Result<Tags> edit_row(
    Call& call, const core::Table<Row>& table, const std::string& key, const EditTags& edit
) {
    const auto row = call.tx.get(table, key);
    if (!row) return resource_not_found("The specified resource was not found.");
    Row copy = *row;
    const Tags before = tags_of(copy);
    if (auto done = edit(tags_of(copy)); !done) return done.error();
    Tags after = tags_of(copy);
    if (after != before) call.tx.put(table, key, std::move(copy));
    return after;
}

/// The row key of something in a cluster, whose path must be `<cluster>/<id>`.
Result<std::string> key_in_cluster(const Call& call, const Arn& arn) {
    const std::size_t slash = arn.path.find('/');
    if (slash == std::string::npos) {
        return invalid_parameter("Long arn format must be used for tagging operations");
    }
    const std::string cluster = arn.path.substr(0, slash);
    if (auto found = resolve_cluster(call, cluster); !found) return found.error();
    return in_cluster_key(call.scope, cluster, arn.path.substr(slash + 1));
}

template <class Row>
Result<Tags> edit_in_cluster(
    Call& call, const core::Table<Row>& table, const Arn& arn, const EditTags& edit
) {
    const Result<std::string> key = key_in_cluster(call, arn);
    if (!key) return key.error();
    return edit_row(call, table, *key, edit);
}

Result<Tags> edit_cluster(Call& call, const Arn& arn, const EditTags& edit) {
    if (auto found = resolve_cluster(call, arn.path); !found) return found.error();
    return edit_row(call, call.tables.clusters, cluster_key(call.scope, arn.path), edit);
}

Result<Tags> edit_task_definition(Call& call, const Arn& arn, const EditTags& edit) {
    const auto reference = parse_task_definition_reference(call.scope, arn.path);
    if (!reference || !reference->revision) {
        return invalid_parameter("The specified task definition ARN is invalid.");
    }
    const std::string key =
        task_definition_key(call.scope, reference->family, *reference->revision);
    return edit_row(call, call.tables.task_definitions, key, edit);
}

}  // namespace

Result<Tags> edit_tags_of(Call& call, std::string_view text, const EditTags& edit) {
    const Result<Arn> arn = Arn::parse(text);
    if (!arn) return invalid_parameter(fmt::format("Invalid arn syntax: {}", text));
    if (arn->scope.account != call.scope.account) {
        return invalid_parameter(fmt::format(
            "Identifier is for {}. Your accountId is {}", arn->scope.account, call.scope.account
        ));
    }
    if (arn->scope.region != call.scope.region) {
        return resource_not_found("The specified resource was not found.");
    }
    const Tables& tables = call.tables;
    if (arn->type == "cluster") return edit_cluster(call, *arn, edit);
    if (arn->type == "task") return edit_in_cluster(call, tables.tasks, *arn, edit);
    if (arn->type == "service") return edit_in_cluster(call, tables.services, *arn, edit);
    if (arn->type == "container-instance") {
        return edit_in_cluster(call, tables.container_instances, *arn, edit);
    }
    if (arn->type == "task-definition") return edit_task_definition(call, *arn, edit);
    if (arn->type == "capacity-provider") {
        return edit_row(call, tables.capacity_providers, call.scope.prefix() + arn->path, edit);
    }
    return invalid_parameter(fmt::format("A resource of type {} can not be tagged.", arn->type));
}

}  // namespace gantry::ecs
