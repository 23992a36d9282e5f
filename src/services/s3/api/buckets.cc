#include "services/s3/api/buckets.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/sabotage.h"
#include "service/paging.h"
#include "services/s3/config/configuration.h"
#include "services/s3/model/errors.h"
#include "services/s3/model/find.h"
#include "services/s3/model/keys.h"
#include "services/s3/model/names.h"

namespace gantry::s3 {
namespace {

using api::s3::BucketLocationConstraint;
using api::s3::DeleteBucketRequest;
using api::s3::DeleteBucketResponse;
using api::s3::GetBucketLocationOutput;
using api::s3::GetBucketLocationRequest;
using api::s3::HeadBucketOutput;
using api::s3::HeadBucketRequest;
using api::s3::ListBucketsOutput;
using api::s3::ListBucketsRequest;

Error not_empty(const BucketRow& bucket) {
    const bool versions = !bucket.versioning.empty();
    return refused(
        ErrorKind::Conflict,
        "BucketNotEmpty",
        versions ? "The bucket you tried to delete is not empty. You must delete all versions in "
                   "the bucket."
                 : "The bucket you tried to delete is not empty"
    );
}

/// The account's buckets that a request wants, in order of name.
service::KeysAfter wanted_buckets(const Call& call, const ListBucketsRequest& input) {
    return [&](const std::string& after, const service::TakeKey& take) {
        const auto& names = call.tables.buckets_by_account.keys(call.scope.account);
        const std::string prefix = input.prefix.value_or("");
        auto name = names.lower_bound(std::max(prefix, after));
        for (; name != names.end() && name->starts_with(prefix); ++name) {
            if (*name == after) continue;
            const auto bucket = call.tables.buckets.find(*name);
            if (input.bucket_region && bucket->region != *input.bucket_region) continue;
            if (!take(*name)) return;
        }
    };
}

}  // namespace

Result<HeadBucketOutput> head_bucket(Call& call, const HeadBucketRequest& input) {
    const auto bucket = bucket_of(call, input);
    if (!bucket) return bucket.error();
    return HeadBucketOutput{.bucket_region = (*bucket)->region, .access_point_alias = false};
}

Result<GetBucketLocationOutput> get_bucket_location(
    Call& call, const GetBucketLocationRequest& input
) {
    const auto bucket = bucket_of(call, input);
    if (!bucket) return bucket.error();
    GetBucketLocationOutput out;
    // Nothing stands for us-east-1, which has no constraint.
    out.location_constraint = reflect::from_text<BucketLocationConstraint>((*bucket)->region);
    return out;
}

Result<DeleteBucketResponse> delete_bucket(Call& call, const DeleteBucketRequest& input) {
    const auto bucket = bucket_of(call, input);
    if (!bucket) return bucket.error();
    const std::string inside = in_bucket((*bucket)->name);
    const bool full = !call.tables.objects.with_prefix(inside).empty() ||
                      !call.tables.uploads.with_prefix(inside).empty();
    if (full && !sabotaged(Sabotage::FullBucketGoes)) {
        return not_empty(**bucket);
    }
    forget_configurations(call, **bucket);
    call.tx.erase(call.tables.buckets, (*bucket)->name);
    return DeleteBucketResponse{};
}

Result<ListBucketsOutput> list_buckets(Call& call, const ListBucketsRequest& input) {
    const std::string prefix = input.prefix.value_or("");
    const auto page = service::take_page(
        call.scope,
        call.settings.secret,
        {
            .list = fmt::format("s3 buckets {} {}", input.bucket_region.value_or("-"), prefix),
            .size = static_cast<std::size_t>(
                input.max_buckets.value_or(static_cast<std::int32_t>(kMostBuckets))
            ),
            .token = input.continuation_token,
        },
        wanted_buckets(call, input)
    );
    if (!page) return invalid_argument("The continuation token provided is incorrect");
    const bool asks = input.prefix || input.bucket_region || input.max_buckets;
    ListBucketsOutput out{.buckets = {{}}, .owner = owner_of(call.scope.account)};
    for (const std::string& name : page->keys) {
        const auto bucket = call.tables.buckets.find(name);
        api::s3::Bucket shown{.name = name, .creation_date = bucket->created};
        if (asks) shown.bucket_region = bucket->region;
        out.buckets->push_back(std::move(shown));
    }
    out.continuation_token = page->next;
    out.prefix = input.prefix;
    return out;
}

}  // namespace gantry::s3
