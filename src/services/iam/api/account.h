#pragma once

#include "api/iam/create_account_alias_request.h"
#include "api/iam/create_account_alias_response.h"
#include "api/iam/delete_account_alias_request.h"
#include "api/iam/delete_account_alias_response.h"
#include "api/iam/delete_account_password_policy_request.h"
#include "api/iam/delete_account_password_policy_response.h"
#include "api/iam/get_account_password_policy_request.h"
#include "api/iam/get_account_password_policy_response.h"
#include "api/iam/get_account_summary_request.h"
#include "api/iam/get_account_summary_response.h"
#include "api/iam/list_account_aliases_request.h"
#include "api/iam/list_account_aliases_response.h"
#include "api/iam/update_account_password_policy_request.h"
#include "api/iam/update_account_password_policy_response.h"
#include "services/iam/api/call.h"

/// What an account has once: its alias, its password policy (nobody has a password here), its
/// counts and quotas. Source: IAM API Reference.
namespace gantry::iam {

/// Another one takes the place of what was there. Errors: EntityAlreadyExists when it is another
/// account's.
Result<api::iam::CreateAccountAliasResponse>
create_account_alias(Call&, const api::iam::CreateAccountAliasRequest&);
/// Errors: NoSuchEntity.
Result<api::iam::DeleteAccountAliasResponse>
delete_account_alias(Call&, const api::iam::DeleteAccountAliasRequest&);
/// One at most.
Result<api::iam::ListAccountAliasesResponse>
list_account_aliases(Call&, const api::iam::ListAccountAliasesRequest&);

/// Errors: NoSuchEntity until one is made.
Result<api::iam::GetAccountPasswordPolicyResponse>
get_password_policy(Call&, const api::iam::GetAccountPasswordPolicyRequest&);
/// What is not given takes its default.
Result<api::iam::UpdateAccountPasswordPolicyResponse>
update_password_policy(Call&, const api::iam::UpdateAccountPasswordPolicyRequest&);
/// Errors: NoSuchEntity.
Result<api::iam::DeleteAccountPasswordPolicyResponse>
delete_password_policy(Call&, const api::iam::DeleteAccountPasswordPolicyRequest&);

/// How many entities there are, and AWS's usual quotas; of these, the numbers of users, groups,
/// roles, policies and profiles are not held to. Cost: all entities of the account.
Result<api::iam::GetAccountSummaryResponse>
get_account_summary(Call&, const api::iam::GetAccountSummaryRequest&);

}  // namespace gantry::iam
