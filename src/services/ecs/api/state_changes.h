#pragma once

#include "api/ecs/submit_attachment_state_changes_request.h"
#include "api/ecs/submit_attachment_state_changes_response.h"
#include "api/ecs/submit_container_state_change_request.h"
#include "api/ecs/submit_container_state_change_response.h"
#include "api/ecs/submit_task_state_change_request.h"
#include "api/ecs/submit_task_state_change_response.h"
#include "base/result.h"
#include "services/ecs/api/call.h"

/// What agents report; see apply_task_report for what it means. Reports may repeat and arrive in
/// any order. For a task that is unknown the answer is an InvalidParameterException, upon which
/// agents drop the report. Source: API Reference, SubmitTaskStateChange; the ECS agent.
namespace gantry::ecs {

Result<api::ecs::SubmitTaskStateChangeResponse> submit_task_state_change(
    Call& call, const api::ecs::SubmitTaskStateChangeRequest& input
);

Result<api::ecs::SubmitContainerStateChangeResponse> submit_container_state_change(
    Call& call, const api::ecs::SubmitContainerStateChangeRequest& input
);

/// What a task's own SubmitTaskStateChange tells of its attachment. Unknown ones are acknowledged:
/// no attachment of a container instance is made.
Result<api::ecs::SubmitAttachmentStateChangesResponse> submit_attachment_state_changes(
    Call& call, const api::ecs::SubmitAttachmentStateChangesRequest& input
);

}  // namespace gantry::ecs
