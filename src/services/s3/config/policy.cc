#include "services/s3/config/policy.h"

#include <fmt/format.h>

#include "services/s3/config/policy_rules.h"
#include "services/s3/config/public_access.h"
#include "services/s3/model/names.h"

namespace gantry::s3 {
namespace {

using api::s3::DeleteBucketPolicyRequest;
using api::s3::DeleteBucketPolicyResponse;
using api::s3::GetBucketPolicyOutput;
using api::s3::GetBucketPolicyRequest;
using api::s3::GetBucketPolicyStatusOutput;
using api::s3::GetBucketPolicyStatusRequest;
using api::s3::PutBucketPolicyRequest;
using api::s3::PutBucketPolicyResponse;

/// The bucket, if it is the caller's account's.
template <class Input>
Result<BucketPtr> own_bucket(const Call& call, const Input& input) {
    auto bucket = bucket_of(call, input);
    if (!bucket || (*bucket)->account == call.scope.account) return bucket;
    return refused(
        ErrorKind::InvalidArgument,
        "MethodNotAllowed",
        "The specified method is not allowed against this resource."
    );
}

}  // namespace

Result<BucketPolicy::Value> BucketPolicy::absent() {
    return refused(ErrorKind::NotFound, "NoSuchBucketPolicy", "The bucket policy does not exist");
}

Result<void> BucketPolicy::check(Call& call, const BucketRow& bucket, Value& value) {
    if (auto good = check_policy(bucket.name, value); !good) return good;
    if (!blocks_public_policies(call, bucket.name) || !is_public(value)) return {};
    return refused(
        ErrorKind::Denied,
        "AccessDenied",
        fmt::format(
            "User: {} is not authorized to perform: s3:PutBucketPolicy on resource: \"{}\" because "
            "public policies are prevented by the BlockPublicPolicy setting in S3 Block Public "
            "Access.",
            call.principal,
            bucket_arn(bucket.region, bucket.name)
        )
    );
}

Result<PutBucketPolicyResponse> put_bucket_policy(Call& call, const PutBucketPolicyRequest& input) {
    const auto bucket = own_bucket(call, input);
    if (!bucket) return bucket.error();
    std::string document = input.policy.value_or("");
    if (auto good = BucketPolicy::check(call, **bucket, document); !good) return good.error();
    keep<BucketPolicy>(call, **bucket, document);
    return PutBucketPolicyResponse{};
}

Result<GetBucketPolicyOutput> get_bucket_policy(Call& call, const GetBucketPolicyRequest& input) {
    const auto bucket = own_bucket(call, input);
    if (!bucket) return bucket.error();
    auto document = current<BucketPolicy>(call, (*bucket)->name);
    if (!document) return document.error();
    return GetBucketPolicyOutput{.policy = *std::move(document)};
}

Result<DeleteBucketPolicyResponse> delete_bucket_policy(
    Call& call, const DeleteBucketPolicyRequest& input
) {
    const auto bucket = own_bucket(call, input);
    if (!bucket) return bucket.error();
    forget_text(call, **bucket, BucketPolicy::kWord);
    return DeleteBucketPolicyResponse{};
}

Result<GetBucketPolicyStatusOutput> get_bucket_policy_status(
    Call& call, const GetBucketPolicyStatusRequest& input
) {
    const auto bucket = bucket_of(call, input);
    if (!bucket) return bucket.error();
    const auto document = current<BucketPolicy>(call, (*bucket)->name);
    if (!document) return document.error();
    GetBucketPolicyStatusOutput out;
    out.policy_status.emplace().is_public = is_public(*document);
    return out;
}

}  // namespace gantry::s3
