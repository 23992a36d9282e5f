#pragma once

#include "api/ecs/delete_task_definitions_request.h"
#include "api/ecs/delete_task_definitions_response.h"
#include "api/ecs/deregister_task_definition_request.h"
#include "api/ecs/deregister_task_definition_response.h"
#include "api/ecs/describe_task_definition_request.h"
#include "api/ecs/describe_task_definition_response.h"
#include "api/ecs/list_task_definition_families_request.h"
#include "api/ecs/list_task_definition_families_response.h"
#include "api/ecs/list_task_definitions_request.h"
#include "api/ecs/list_task_definitions_response.h"
#include "api/ecs/register_task_definition_request.h"
#include "api/ecs/register_task_definition_response.h"
#include "services/ecs/api/call.h"

/// The task definition operations. What does not fit is a ClientException here, where other
/// operations say InvalidParameterException. Source: API Reference, the operations of the same
/// names.
namespace gantry::ecs {

/// Every call makes a new revision, numbered one above the highest the family ever had.
/// The rules are in definition/.
Result<api::ecs::RegisterTaskDefinitionResponse> register_task_definition(
    Call& call, const api::ecs::RegisterTaskDefinitionRequest& input
);

/// By revision: no new uses from now on. Errors: ClientException without a revision or for an
/// unknown one. A repeat answers the same.
Result<api::ecs::DeregisterTaskDefinitionResponse> deregister_task_definition(
    Call& call, const api::ecs::DeregisterTaskDefinitionRequest& input
);

/// In any status. Errors: ClientException "Unable to describe task definition."
Result<api::ecs::DescribeTaskDefinitionResponse> describe_task_definition(
    Call& call, const api::ecs::DescribeTaskDefinitionRequest& input
);

/// ARNs by family, then revision as a number. `familyPrefix` is a whole family name.
Result<api::ecs::ListTaskDefinitionsResponse> list_task_definitions(
    Call& call, const api::ecs::ListTaskDefinitionsRequest& input
);

/// Family names with a prefix: those with an ACTIVE revision, those without, or both.
Result<api::ecs::ListTaskDefinitionFamiliesResponse> list_task_definition_families(
    Call& call, const api::ecs::ListTaskDefinitionFamiliesRequest& input
);

/// Begins to delete INACTIVE revisions; TaskDefinitionGc removes each once nothing uses it.
Result<api::ecs::DeleteTaskDefinitionsResponse> delete_task_definitions(
    Call& call, const api::ecs::DeleteTaskDefinitionsRequest& input
);

}  // namespace gantry::ecs
