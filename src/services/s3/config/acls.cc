#include "services/s3/config/acls.h"

#include <algorithm>
#include <utility>

#include "services/s3/config/ownership.h"
#include "services/s3/model/errors.h"
#include "services/s3/model/names.h"

namespace gantry::s3 {
namespace {

using api::s3::AccessControlPolicy;
using api::s3::GetBucketAclOutput;
using api::s3::GetBucketAclRequest;
using api::s3::Grant;
using api::s3::Permission;
using api::s3::PutBucketAclRequest;
using api::s3::PutBucketAclResponse;

Error lists_not_supported() {
    return refused(
        ErrorKind::InvalidArgument,
        "AccessControlListNotSupported",
        "The bucket does not allow ACLs"
    );
}

Error malformed_acl() {
    return refused(
        ErrorKind::InvalidArgument,
        "MalformedACLError",
        "The XML you provided was not well-formed or did not validate against our published schema"
    );
}

bool is_owners(const std::string& canned) {
    return canned == "private" || canned == "bucket-owner-full-control" ||
           canned == "bucket-owner-read";
}

/// Whether a list says what holds anyway.
bool is_owners(const BucketRow& bucket, const AccessControlPolicy& policy) {
    const std::string owner = canonical_id(bucket.account);
    return std::ranges::all_of(policy.grants.value_or(std::vector<Grant>{}), [&](const Grant& one) {
        return one.grantee && one.grantee->id == owner && one.permission == Permission::FullControl;
    });
}

}  // namespace

Result<void> check_acl(const BucketRow& bucket, bool has_lists, const AclRequest& asked) {
    const int given =
        (asked.canned ? 1 : 0) + (asked.has_grants ? 1 : 0) + (asked.policy != nullptr ? 1 : 0);
    if (given > 1) {
        return invalid_request("Specifying both Canned ACLs and Header Grants is not allowed");
    }
    if (asked.policy != nullptr && (!asked.policy->grants || !asked.policy->owner)) {
        return malformed_acl();
    }
    const bool owners = (!asked.canned || is_owners(*asked.canned)) && !asked.has_grants &&
                        (asked.policy == nullptr || is_owners(bucket, *asked.policy));
    if (owners) return {};
    if (!has_lists) return lists_not_supported();
    return not_done("Gantry has no access control lists but the owner's.");
}

Result<void> check_put_acl(const BucketRow& bucket, bool has_lists, const AclRequest& asked) {
    if (!asked.canned && !asked.has_grants && asked.policy == nullptr) {
        return refused(
            ErrorKind::InvalidArgument,
            "MissingSecurityHeader",
            "Your request was missing a required header"
        );
    }
    return check_acl(bucket, has_lists, asked);
}

std::vector<Grant> owners_grants(std::string_view account) {
    Grant grant{.permission = Permission::FullControl};
    auto& grantee = grant.grantee.emplace();
    grantee.id = canonical_id(account);
    grantee.type = api::s3::Type::CanonicalUser;
    return {std::move(grant)};
}

Result<PutBucketAclResponse> put_bucket_acl(Call& call, const PutBucketAclRequest& input) {
    const auto bucket = bucket_of(call, input);
    if (!bucket) return bucket.error();
    const bool lists = has_lists(call, (*bucket)->name);
    if (auto good = check_put_acl(**bucket, lists, acl_request(input)); !good) return good.error();
    return PutBucketAclResponse{};
}

Result<GetBucketAclOutput> get_bucket_acl(Call& call, const GetBucketAclRequest& input) {
    const auto bucket = bucket_of(call, input);
    if (!bucket) return bucket.error();
    const std::string& account = (*bucket)->account;
    return GetBucketAclOutput{.owner = owner_of(account), .grants = owners_grants(account)};
}

}  // namespace gantry::s3
