#pragma once

#include "api/logs/create_log_group_request.h"
#include "api/logs/create_log_group_response.h"
#include "api/logs/delete_log_group_request.h"
#include "api/logs/delete_log_group_response.h"
#include "api/logs/delete_retention_policy_request.h"
#include "api/logs/delete_retention_policy_response.h"
#include "api/logs/describe_log_groups_request.h"
#include "api/logs/describe_log_groups_response.h"
#include "api/logs/list_log_groups_request.h"
#include "api/logs/list_log_groups_response.h"
#include "api/logs/put_log_group_deletion_protection_request.h"
#include "api/logs/put_log_group_deletion_protection_response.h"
#include "api/logs/put_retention_policy_request.h"
#include "api/logs/put_retention_policy_response.h"
#include "services/logs/api/call.h"

/// Operations on log groups. Source: CloudWatch Logs API Reference.
namespace gantry::logs {

/// Errors: ResourceAlreadyExistsException, InvalidParameterException, TooManyTagsException.
Result<api::logs::CreateLogGroupResponse> create_log_group(
    Call& call, const api::logs::CreateLogGroupRequest& input
);

/// With its streams and filters at once; its events go from disk a little later.
/// Errors: ResourceNotFoundException; ValidationException while it is protected.
Result<api::logs::DeleteLogGroupResponse> delete_log_group(
    Call& call, const api::logs::DeleteLogGroupRequest& input
);

/// Errors: ResourceNotFoundException.
Result<api::logs::DeleteRetentionPolicyResponse> delete_retention_policy(
    Call& call, const api::logs::DeleteRetentionPolicyRequest& input
);

/// In order of name; `storedBytes` is what its events count. Where some have expired it is an
/// estimate (StreamStats::bytes_since).
/// Errors: InvalidParameterException.
Result<Later<api::logs::DescribeLogGroupsResponse>> describe_log_groups(
    Call& call, const api::logs::DescribeLogGroupsRequest& input
);

/// By a pattern of names, class, and tags. Errors: InvalidParameterException.
Result<api::logs::ListLogGroupsResponse> list_log_groups(
    Call& call, const api::logs::ListLogGroupsRequest& input
);

/// Errors: ResourceNotFoundException.
Result<api::logs::PutLogGroupDeletionProtectionResponse> put_log_group_deletion_protection(
    Call& call, const api::logs::PutLogGroupDeletionProtectionRequest& input
);

/// Expired events are not shown from then on, and not again when events are kept longer later.
/// Errors: ResourceNotFoundException; InvalidParameterException for days that AWS does not have.
Result<api::logs::PutRetentionPolicyResponse> put_retention_policy(
    Call& call, const api::logs::PutRetentionPolicyRequest& input
);

}  // namespace gantry::logs
