#include "services/s3/config/lifecycle.h"

#include <set>

#include "services/s3/config/lifecycle_rules.h"

namespace gantry::s3 {
namespace {

using api::s3::DeleteBucketLifecycleRequest;
using api::s3::DeleteBucketLifecycleResponse;
using api::s3::GetBucketLifecycleConfigurationOutput;
using api::s3::GetBucketLifecycleConfigurationRequest;
using api::s3::PutBucketLifecycleConfigurationOutput;
using api::s3::PutBucketLifecycleConfigurationRequest;
using api::s3::TransitionDefaultMinimumObjectSize;

constexpr std::size_t kMaxLifecycleRules = 1000;
/// What is kept beside the rules, under a word of its own: the smallest size of what moves.
constexpr std::string_view kSizeWord = "lifecycle-size";
constexpr auto kUsualSize = TransitionDefaultMinimumObjectSize::AllStorageClasses128k;

}  // namespace

Result<BucketLifecycle::Value> BucketLifecycle::absent() {
    return refused(
        ErrorKind::NotFound,
        "NoSuchLifecycleConfiguration",
        "The lifecycle configuration does not exist"
    );
}

Result<void> BucketLifecycle::check(Call& call, const BucketRow& /*bucket*/, Value& value) {
    if (value.rules->empty() || value.rules->size() > kMaxLifecycleRules) return malformed_xml();
    std::set<std::string> ids;
    for (auto& rule : *value.rules) {
        if (auto good = check_lifecycle_rule(rule); !good) return good;
        if (!rule.id || rule.id->empty()) rule.id = call.ids.uuid();
        if (!ids.insert(*rule.id).second) {
            return invalid_argument("Rule ID must be unique. Found same ID for more than one rule");
        }
    }
    return {};
}

Result<PutBucketLifecycleConfigurationOutput> put_bucket_lifecycle(
    Call& call, const PutBucketLifecycleConfigurationRequest& input
) {
    auto out = put_configuration<
        BucketLifecycle,
        PutBucketLifecycleConfigurationRequest,
        PutBucketLifecycleConfigurationOutput,
        &PutBucketLifecycleConfigurationRequest::lifecycle_configuration>(call, input);
    if (!out) return out;
    const auto size = input.transition_default_minimum_object_size.value_or(kUsualSize);
    const auto bucket = bucket_of(call, input);
    keep_text(call, **bucket, kSizeWord, wire::encode_json(size));
    out->transition_default_minimum_object_size = size;
    return out;
}

Result<GetBucketLifecycleConfigurationOutput> get_bucket_lifecycle(
    Call& call, const GetBucketLifecycleConfigurationRequest& input
) {
    auto out = get_members<
        BucketLifecycle,
        GetBucketLifecycleConfigurationRequest,
        GetBucketLifecycleConfigurationOutput>(call, input);
    if (!out) return out;
    const std::string size = kept_text(call, *input.bucket, kSizeWord).value_or("");
    const auto read = wire::decode_json<TransitionDefaultMinimumObjectSize>(size);
    out->transition_default_minimum_object_size = read ? *read : kUsualSize;
    return out;
}

Result<DeleteBucketLifecycleResponse> delete_bucket_lifecycle(
    Call& call, const DeleteBucketLifecycleRequest& input
) {
    const auto bucket = bucket_of(call, input);
    if (!bucket) return bucket.error();
    forget_text(call, **bucket, BucketLifecycle::kWord);
    forget_text(call, **bucket, kSizeWord);
    return DeleteBucketLifecycleResponse{};
}

}  // namespace gantry::s3
