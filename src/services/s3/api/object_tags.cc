#include "services/s3/api/object_tags.h"

#include "services/s3/api/tags.h"
#include "services/s3/api/versions.h"
#include "services/s3/model/errors.h"
#include "services/s3/model/find.h"

namespace gantry::s3 {
namespace {

using api::s3::DeleteObjectTaggingOutput;
using api::s3::DeleteObjectTaggingRequest;
using api::s3::GetObjectTaggingOutput;
using api::s3::GetObjectTaggingRequest;
using api::s3::PutObjectTaggingOutput;
using api::s3::PutObjectTaggingRequest;

/// Finds the object, gives it the tags, and answers with its version.
template <class Output, class Input>
Result<Output> set_tags(Call& call, const Input& input, Texts tags) {
    const auto bucket = bucket_of(call, input);
    if (!bucket) return bucket.error();
    const auto object = find_object(call, **bucket, input.key, input.version_id);
    if (!object) return object.error();
    call.tx.update(call.tables.objects, row_key_of(**object), [&](ObjectRow& row) {
        row.head.tags = std::move(tags);
    });
    return Output{.version_id = shown_version(**bucket, **object)};
}

}  // namespace

Result<PutObjectTaggingOutput> put_object_tagging(
    Call& call, const PutObjectTaggingRequest& input
) {
    if (!input.tagging || !input.tagging->tag_set) return malformed_xml();
    auto tags = read_tag_set(*input.tagging->tag_set);
    if (!tags) return tags.error();
    return set_tags<PutObjectTaggingOutput>(call, input, *std::move(tags));
}

Result<GetObjectTaggingOutput> get_object_tagging(
    Call& call, const GetObjectTaggingRequest& input
) {
    const auto bucket = bucket_of(call, input);
    if (!bucket) return bucket.error();
    const auto object = find_object(call, **bucket, input.key, input.version_id);
    if (!object) return object.error();
    return GetObjectTaggingOutput{
        .version_id = shown_version(**bucket, **object), .tag_set = tag_set((*object)->head.tags)
    };
}

Result<DeleteObjectTaggingOutput> delete_object_tagging(
    Call& call, const DeleteObjectTaggingRequest& input
) {
    return set_tags<DeleteObjectTaggingOutput>(call, input, {});
}

}  // namespace gantry::s3
