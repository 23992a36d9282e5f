#pragma once

#include "api/ec2/create_managed_prefix_list_request.h"
#include "api/ec2/create_managed_prefix_list_result.h"
#include "api/ec2/delete_managed_prefix_list_request.h"
#include "api/ec2/delete_managed_prefix_list_result.h"
#include "api/ec2/describe_managed_prefix_lists_request.h"
#include "api/ec2/describe_managed_prefix_lists_result.h"
#include "api/ec2/describe_prefix_lists_request.h"
#include "api/ec2/describe_prefix_lists_result.h"
#include "api/ec2/get_managed_prefix_list_entries_request.h"
#include "api/ec2/get_managed_prefix_list_entries_result.h"
#include "api/ec2/modify_managed_prefix_list_request.h"
#include "api/ec2/modify_managed_prefix_list_result.h"
#include "services/ec2/api/call.h"

/// Operations on managed prefix lists, the account's and AWS's. Source: EC2 API Reference; VPC User
/// Guide, "Managed prefix lists".
namespace gantry::ec2 {

/// AWS's default quotas.
inline constexpr std::size_t kMostPrefixLists = 100;      ///< of a Region
inline constexpr std::int32_t kMostPrefixEntries = 1000;  ///< of one list

/// Errors: MissingParameter, InvalidParameterValue, PrefixListLimitExceeded,
/// IdempotentParameterMismatch.
Result<api::ec2::CreateManagedPrefixListResult>
create_managed_prefix_list(Call&, const api::ec2::CreateManagedPrefixListRequest&);
/// Other entries make another version; only the newest is kept. Errors:
/// InvalidPrefixListID.NotFound, PrefixListVersionMismatch, InvalidParameterValue,
/// OperationNotPermitted for AWS's.
Result<api::ec2::ModifyManagedPrefixListResult>
modify_managed_prefix_list(Call&, const api::ec2::ModifyManagedPrefixListRequest&);
/// Errors: InvalidPrefixListID.NotFound, DependencyViolation while routes or rules name it,
/// OperationNotPermitted for AWS's.
Result<api::ec2::DeleteManagedPrefixListResult>
delete_managed_prefix_list(Call&, const api::ec2::DeleteManagedPrefixListRequest&);
/// AWS's too. Errors: InvalidPrefixListID.NotFound, InvalidParameterValue.
Result<api::ec2::DescribeManagedPrefixListsResult>
describe_managed_prefix_lists(Call&, const api::ec2::DescribeManagedPrefixListsRequest&);
/// Errors: InvalidPrefixListID.NotFound, InvalidParameterValue; UnsupportedOperation for versions
/// that are not kept.
Result<api::ec2::GetManagedPrefixListEntriesResult>
get_managed_prefix_list_entries(Call&, const api::ec2::GetManagedPrefixListEntriesRequest&);
/// AWS's alone. Errors: InvalidPrefixListID.NotFound, InvalidParameterValue.
Result<api::ec2::DescribePrefixListsResult>
describe_prefix_lists(Call&, const api::ec2::DescribePrefixListsRequest&);

}  // namespace gantry::ec2
