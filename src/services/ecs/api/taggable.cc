#include "services/ecs/api/taggable.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "services/ecs/api/errors.h"
#include "services/ecs/api/resolve.h"

namespace gantry::ecs {
namespace {

/// The member of a row that holds its tags.
Tags& tags_in(CapacityProviderRow& row) {
    if (!row.provider.tags) row.provider.tags.emplace();
    return *row.provider.tags;
}
template <class Row>
Tags& tags_in(Row& row) {
    return row.tags;
}

Result<void> check_editable(const TaskRow& task) {
    if (!task.stopped()) return {};
    return invalid_parameter("The specified task is stopped. Specify a running task and try again."
    );
}
template <class Row>
Result<void> check_editable(const Row&) {
    return {};
}

/// @param edit null: the tags are only read
template <class Row>
Result<Tags> visit_row(
    const Call& call, const core::Table<Row>& table, const std::string& key, const EditTags& edit
) {
    const auto row = call.tx.get(table, key);
    if (!row) return resource_not_found("The specified resource was not found.");
    Row copy = *row;
    if (!edit) return std::move(tags_in(copy));
    if (auto good = check_editable(*row); !good) return good.error();
    const Tags before = tags_in(copy);
    if (auto done = edit(tags_in(copy)); !done) return done.error();
    Tags after = tags_in(copy);
    if (after != before) call.tx.put(table, key, std::move(copy));
    return after;
}

/// Tagging calls a deleted cluster inactive in words of its own.
Result<void> check_tagged_cluster(const Call& call, const std::string& name) {
    const auto row = call.tx.get(call.tables.clusters, cluster_key(call.scope, name));
    if (!row) return cluster_not_found();
    if (row->status != ClusterStatus::Inactive) return {};
    return invalid_parameter(
        "The specified cluster is inactive. Specify an active cluster and try again."
    );
}

/// The row key of something in a cluster, whose path must be `<cluster>/<id>`.
Result<std::string> key_in_cluster(const Call& call, const Arn& arn) {
    const std::size_t slash = arn.path.find('/');
    if (slash == std::string::npos) {
        return invalid_parameter("Long arn format must be used for tagging operations");
    }
    const std::string cluster = arn.path.substr(0, slash);
    if (auto good = check_tagged_cluster(call, cluster); !good) return good.error();
    return in_cluster_key(call.scope, cluster, arn.path.substr(slash + 1));
}

template <class Row>
Result<Tags> visit_in_cluster(
    const Call& call, const core::Table<Row>& table, const Arn& arn, const EditTags& edit
) {
    const Result<std::string> key = key_in_cluster(call, arn);
    if (!key) return key.error();
    return visit_row(call, table, *key, edit);
}

Result<Tags> visit_cluster(const Call& call, const Arn& arn, const EditTags& edit) {
    if (auto good = check_tagged_cluster(call, arn.path); !good) return good.error();
    return visit_row(call, call.tables.clusters, cluster_key(call.scope, arn.path), edit);
}

Result<Tags> visit_task_definition(const Call& call, const Arn& arn, const EditTags& edit) {
    const auto reference = parse_task_definition_reference(call.scope, arn.path);
    if (!reference || !reference->revision) {
        return invalid_parameter("The specified task definition ARN is invalid.");
    }
    const std::string key =
        task_definition_key(call.scope, reference->family, *reference->revision);
    return visit_row(call, call.tables.task_definitions, key, edit);
}

Result<Arn> parse_tagged(const Call& call, std::string_view text) {
    Result<Arn> arn = Arn::parse(text, call.scope.account);
    if (!arn) return invalid_parameter(fmt::format("Invalid arn syntax: {}", text));
    if (arn->scope.account != call.scope.account) {
        return invalid_parameter(fmt::format(
            "Identifier is for {}. Your accountId is {}", arn->scope.account, call.scope.account
        ));
    }
    if (!arn->is_of(call.scope)) {
        return resource_not_found("The specified resource was not found.");
    }
    return arn;
}

Result<Tags> visit_resource(const Call& call, std::string_view text, const EditTags& edit) {
    const Result<Arn> arn = parse_tagged(call, text);
    if (!arn) return arn.error();
    const Tables& tables = call.tables;
    if (arn->type == "cluster") return visit_cluster(call, *arn, edit);
    if (arn->type == "task") return visit_in_cluster(call, tables.tasks, *arn, edit);
    if (arn->type == "service") return visit_in_cluster(call, tables.services, *arn, edit);
    if (arn->type == "container-instance") {
        return visit_in_cluster(call, tables.container_instances, *arn, edit);
    }
    if (arn->type == "task-definition") return visit_task_definition(call, *arn, edit);
    if (arn->type == "capacity-provider") {
        return visit_row(call, tables.capacity_providers, call.scope.prefix() + arn->path, edit);
    }
    return invalid_parameter(fmt::format("A resource of type {} can not be tagged.", arn->type));
}

}  // namespace

Result<Tags> tags_of(const Call& call, std::string_view arn) {
    return visit_resource(call, arn, nullptr);
}

Result<void> edit_tags_of(Call& call, std::string_view arn, const EditTags& edit) {
    if (auto done = visit_resource(call, arn, edit); !done) return done.error();
    return {};
}

}  // namespace gantry::ecs
