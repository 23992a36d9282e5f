#include "base/sabotage.h"
#include "services/ecs/api/definition/complete.h"
#include "services/ecs/api/definition/validate.h"
#include "services/ecs/api/errors.h"
#include "services/ecs/api/tags.h"
#include "services/ecs/api/task_definitions.h"

namespace gantry::ecs {
namespace {

using api::ecs::RegisterTaskDefinitionRequest;

constexpr std::int64_t kLastRevision = 1'000'000;

/// Counts the family's revisions up. Errors: LimitExceededException.
Result<std::int64_t> next_revision(Call& call, const std::string& family) {
    const std::string key = family_key(call.scope, family);
    FamilyRow row{.account = call.scope.account, .region = call.scope.region, .family = family};
    if (const auto existing = call.tx.get(call.tables.families, key)) row = *existing;
    if (row.last_revision >= kLastRevision) {
        return limit_exceeded("The family has reached the limit of 1000000 revisions.");
    }
    if (row.last_revision == 0 || !sabotaged(Sabotage::ReuseRevision)) ++row.last_revision;
    const std::int64_t revision = row.last_revision;
    call.tx.put(call.tables.families, key, std::move(row));
    return revision;
}

/// Tags are refused like everything else here; an empty list, which other operations take, too.
Result<void> check(const RegisterTaskDefinitionRequest& input, const definition::Subject& subject) {
    if (auto good = definition::validate(subject); !good) return good;
    if (input.tags && input.tags->empty()) return client_exception("Tags can not be empty.");
    if (auto good = check_tags(input.tags); !good) return client_exception(good.error().message);
    return {};
}

}  // namespace

Result<api::ecs::RegisterTaskDefinitionResponse> register_task_definition(
    Call& call, const RegisterTaskDefinitionRequest& input
) {
    const definition::Subject subject(input);
    if (auto good = check(input, subject); !good) return good.error();
    const Result<std::int64_t> revision = next_revision(call, *input.family);
    if (!revision) return revision.error();

    TaskDefinitionRow row{
        .account = call.scope.account,
        .region = call.scope.region,
        .definition = definition::complete_definition(subject),
        .tags = merge_tags({}, input.tags.value_or(Tags{})),
    };
    row.definition.revision = static_cast<std::int32_t>(*revision);
    row.definition.task_definition_arn = task_definition_arn(call.scope, *input.family, *revision);
    row.definition.registered_at = call.now;
    row.definition.registered_by = call.principal;

    api::ecs::RegisterTaskDefinitionResponse output{.task_definition = row.definition};
    if (!row.tags.empty()) output.tags = row.tags;
    const std::string key = task_definition_key(call.scope, *input.family, *revision);
    call.tx.put(call.tables.task_definitions, key, std::move(row));
    return output;
}

}  // namespace gantry::ecs
