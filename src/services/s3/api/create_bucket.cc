#include <fmt/format.h>

#include "base/reflect.h"
#include "services/s3/api/buckets.h"
#include "services/s3/config/new_bucket.h"
#include "services/s3/model/errors.h"
#include "services/s3/model/names.h"

namespace gantry::s3 {
namespace {

using api::s3::BucketCannedACL;
using api::s3::CreateBucketOutput;
using api::s3::CreateBucketRequest;
using api::s3::ObjectOwnership;

constexpr std::string_view kOldestRegion = "us-east-1";

Error wrong_location(std::string_view what) {
    return refused(
        ErrorKind::InvalidArgument,
        "IllegalLocationConstraintException",
        fmt::format(
            "The {} location constraint is incompatible for the region specific endpoint this "
            "request was sent to.",
            what
        )
    );
}

/// The Region that a bucket is to be in: that of the request, or any where that is the oldest.
Result<std::string> read_region(const Call& call, const CreateBucketRequest& input) {
    const std::string& here = call.scope.region;
    const auto& configuration = input.create_bucket_configuration;
    if (!configuration || !configuration->location_constraint) {
        if (here != kOldestRegion) return wrong_location("unspecified");
        return here;
    }
    const std::string given(reflect::to_text(*configuration->location_constraint));
    std::string meant = given == "EU" ? "eu-west-1" : given;
    if (here != kOldestRegion && meant != here) return wrong_location(given);
    return meant;
}

bool has_grants(const CreateBucketRequest& input) {
    return input.grant_full_control || input.grant_read || input.grant_read_acp ||
           input.grant_write || input.grant_write_acp;
}

Result<void> check_acl(const CreateBucketRequest& input) {
    const bool others = has_grants(input) || (input.acl && *input.acl != BucketCannedACL::Private);
    if (!others) return {};
    if (input.object_ownership.value_or(ObjectOwnership::BucketOwnerEnforced) ==
        ObjectOwnership::BucketOwnerEnforced) {
        return refused(
            ErrorKind::InvalidArgument,
            "InvalidBucketAclWithObjectOwnership",
            "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting"
        );
    }
    return not_done("Gantry has no access control lists but the owner's.");
}

Result<void> check_kind(const CreateBucketRequest& input) {
    const auto& configuration = input.create_bucket_configuration;
    if (configuration && (configuration->location || configuration->bucket)) {
        return not_done("Gantry has no directory buckets.");
    }
    if (input.bucket_namespace == api::s3::BucketNamespace::AccountRegional) {
        return not_done("Gantry has one namespace of buckets.");
    }
    return {};
}

Result<CreateBucketOutput> answer_again(const Call& call, const BucketRow& row) {
    if (row.account != call.scope.account) {
        return refused(
            ErrorKind::Conflict,
            "BucketAlreadyExists",
            "The requested bucket name is not available. The bucket namespace is shared by all "
            "users of the system. Please select a different name and try again."
        );
    }
    if (call.scope.region == kOldestRegion && row.region == kOldestRegion) {
        return CreateBucketOutput{.location = "/" + row.name};
    }
    return refused(
        ErrorKind::Conflict,
        "BucketAlreadyOwnedByYou",
        "Your previous request to create the named bucket succeeded and you already own it."
    );
}

}  // namespace

Result<CreateBucketOutput> create_bucket(Call& call, const CreateBucketRequest& input) {
    const std::string name = input.bucket.value_or("");
    if (!is_bucket_name(name)) {
        return refused(
            ErrorKind::InvalidArgument, "InvalidBucketName", "The specified bucket is not valid."
        );
    }
    const auto region = read_region(call, input);
    if (!region) return region.error();
    if (auto good = check_kind(input); !good) return good.error();
    if (auto good = check_acl(input); !good) return good.error();
    if (const auto there = call.tx.get(call.tables.buckets, name)) {
        return answer_again(call, *there);
    }
    if (call.tables.buckets_by_account.keys(call.scope.account).size() >= kMostBuckets) {
        return refused(
            ErrorKind::InvalidArgument,
            "TooManyBuckets",
            "You have attempted to create more buckets than allowed"
        );
    }
    const bool locks = input.object_lock_enabled_for_bucket.value_or(false);
    BucketRow row{
        .name = name,
        .account = call.scope.account,
        .region = *region,
        .created = call.now,
        .versioning = locks ? "Enabled" : "",
        .object_lock = locks,
    };
    if (auto done = configure_new_bucket(call, row, input); !done) return done.error();
    call.tx.put(call.tables.buckets, name, std::move(row));
    const bool old = *region == kOldestRegion;
    return CreateBucketOutput{
        .location = old ? "/" + name : fmt::format("http://{}.s3.amazonaws.com/", name)
    };
}

}  // namespace gantry::s3
