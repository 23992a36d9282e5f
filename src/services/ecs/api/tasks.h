#pragma once

#include "api/ecs/describe_tasks_request.h"
#include "api/ecs/describe_tasks_response.h"
#include "api/ecs/execute_command_request.h"
#include "api/ecs/execute_command_response.h"
#include "api/ecs/get_task_protection_request.h"
#include "api/ecs/get_task_protection_response.h"
#include "api/ecs/list_tasks_request.h"
#include "api/ecs/list_tasks_response.h"
#include "api/ecs/run_task_request.h"
#include "api/ecs/run_task_response.h"
#include "api/ecs/start_task_request.h"
#include "api/ecs/start_task_response.h"
#include "api/ecs/stop_task_request.h"
#include "api/ecs/stop_task_response.h"
#include "api/ecs/update_task_protection_request.h"
#include "api/ecs/update_task_protection_response.h"
#include "base/result.h"
#include "services/ecs/api/call.h"

/// The operations on tasks; see Call for what a handler is. Source: the API Reference's page of
/// each operation.
namespace gantry::ecs {

/// Places up to ten tasks. What fits nowhere is told in `failures` and leaves nothing behind;
/// errors are for bad requests. With a client token, a repeat answers with the tasks of the first
/// call, and a different request with the same token is a ConflictException.
Result<api::ecs::RunTaskResponse> run_task(Call& call, const api::ecs::RunTaskRequest& input);

/// Starts one task on each of the given container instances.
Result<api::ecs::StartTaskResponse> start_task(Call& call, const api::ecs::StartTaskRequest& input);

/// Asks for a task's end. It stays as it is until its agent reports; on an instance that is gone it
/// ends at once. A repeat changes nothing.
Result<api::ecs::StopTaskResponse> stop_task(Call& call, const api::ecs::StopTaskRequest& input);

Result<api::ecs::DescribeTasksResponse> describe_tasks(
    Call& call, const api::ecs::DescribeTasksRequest& input
);

Result<api::ecs::ListTasksResponse> list_tasks(Call& call, const api::ecs::ListTasksRequest& input);

Result<api::ecs::GetTaskProtectionResponse> get_task_protection(
    Call& call, const api::ecs::GetTaskProtectionRequest& input
);

Result<api::ecs::UpdateTaskProtectionResponse> update_task_protection(
    Call& call, const api::ecs::UpdateTaskProtectionRequest& input
);

/// Promises a session in a container, which its caller opens with the token that he is given. The
/// command is run then, without a shell of the container's unless it names one.
/// Errors: InvalidParameterException; TargetNotConnectedException where the agent is not there, or
/// is Amazon's; ClientException beyond two sessions a container.
Result<api::ecs::ExecuteCommandResponse> execute_command(
    Call& call, const api::ecs::ExecuteCommandRequest& input
);

}  // namespace gantry::ecs
