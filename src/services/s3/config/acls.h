#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/s3/access_control_policy.h"
#include "api/s3/get_bucket_acl_output.h"
#include "api/s3/get_bucket_acl_request.h"
#include "api/s3/grant.h"
#include "api/s3/put_bucket_acl_request.h"
#include "api/s3/put_bucket_acl_response.h"
#include "services/s3/model/find.h"

/// Access control lists: there is only the one by which the owner may do everything. What asks for
/// another is refused.
/// Source: S3 User Guide, "Access control list (ACL) overview", "Controlling ownership of objects
/// and disabling ACLs for your bucket".
namespace gantry::s3 {

/// A list as a request has it.
struct AclRequest {
    std::optional<std::string> canned;  ///< "private"
    bool has_grants = false;            ///< x-amz-grant-…
    const api::s3::AccessControlPolicy* policy = nullptr;
};

template <class Input>
AclRequest acl_request(const Input& input) {
    AclRequest asked;
    if (input.acl) asked.canned = reflect::to_text(*input.acl);
    asked.has_grants = input.grant_full_control || input.grant_read || input.grant_read_acp ||
                       input.grant_write_acp;
    if constexpr (requires { input.grant_write; }) {
        asked.has_grants = asked.has_grants || input.grant_write;
    }
    if constexpr (requires { input.access_control_policy; }) {
        if (input.access_control_policy) asked.policy = &*input.access_control_policy;
    }
    return asked;
}

/// Whether a request asks for no other list than the owner's. One that asks for none is good.
/// @param has_lists whether lists of the bucket count (ownership.h)
/// Errors: AccessControlListNotSupported where they do not; InvalidRequest for a list given twice;
/// NotImplemented for other lists.
Result<void> check_acl(const BucketRow& bucket, bool has_lists, const AclRequest& asked);
/// The same of a request that is about a list and nothing else. Errors: MissingSecurityHeader where
/// it has none, too.
Result<void> check_put_acl(const BucketRow& bucket, bool has_lists, const AclRequest& asked);

/// The one grant of whatever an account owns.
std::vector<api::s3::Grant> owners_grants(std::string_view account);

Result<api::s3::PutBucketAclResponse> put_bucket_acl(Call&, const api::s3::PutBucketAclRequest&);
Result<api::s3::GetBucketAclOutput> get_bucket_acl(Call&, const api::s3::GetBucketAclRequest&);

}  // namespace gantry::s3
