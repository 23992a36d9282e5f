#include "services/s3/api/checksums.h"
#include "services/s3/api/copy_source.h"
#include "services/s3/api/object_head.h"
#include "services/s3/api/objects.h"
#include "services/s3/api/show_object.h"
#include "services/s3/model/errors.h"

namespace gantry::s3 {
namespace {

using api::s3::CopyObjectOutput;
using api::s3::CopyObjectRequest;
using api::s3::MetadataDirective;
using api::s3::TaggingDirective;

Result<void> check_source(
    const CopyObjectRequest& input, const CopySource& source, const ObjectRow& object
) {
    if (object.bytes > kMostCopiedBytes) {
        return invalid_request(
            "The specified copy source is larger than the maximum allowable size for a copy "
            "source: 5368709120"
        );
    }
    const bool to_itself =
        source.bucket == input.bucket && source.key == input.key && !source.version_id;
    const bool changes = input.metadata_directive == MetadataDirective::Replace ||
                         input.storage_class || input.website_redirect_location ||
                         input.server_side_encryption;
    if (to_itself && !changes) {
        return invalid_request(
            "This copy request is illegal because it is trying to copy an object to itself without "
            "changing the object's metadata, storage class, website redirect location or "
            "encryption attributes."
        );
    }
    if (input.checksum_algorithm && reflect::to_text(*input.checksum_algorithm) !=
                                        std::string_view(object.checksum_algorithm)) {
        return not_done("Gantry computes no other checksum of a copy than its source has.");
    }
    return {};
}

/// The head of the copy: of what is asked for and what the source has.
Result<ObjectHead> copy_head(
    const Call& call,
    const BucketRow& bucket,
    const CopyObjectRequest& input,
    const ObjectRow& source
) {
    if (auto good = check_key(input.key.value_or("")); !good) return good.error();
    auto good = check_acl(bucket, has_lists(call, bucket.name), acl_request(input));
    if (!good) return good.error();
    ObjectHead head = content_head(input);
    if (input.metadata_directive != MetadataDirective::Replace) {
        head = source.head;
        head.tags.clear();
    }
    KeepRequest asked = keep_request(input);
    const bool replaces_tags = input.tagging_directive == TaggingDirective::Replace;
    if (!replaces_tags) asked.tags.reset();
    good = complete_head(call, bucket, asked, head);
    if (!good) return good.error();
    if (!replaces_tags) head.tags = source.head.tags;
    return head;
}

}  // namespace

Result<CopyObjectOutput> copy_object(Call& call, const CopyObjectRequest& input) {
    const auto bucket = bucket_of(call, input);
    if (!bucket) return bucket.error();
    const auto named = read_copy_source(input.copy_source.value_or(""));
    if (!named) return named.error();
    const auto source =
        find_source(call, *named, input.expected_source_bucket_owner, source_conditions(input));
    if (!source) return source.error();
    if (auto good = check_source(input, *named, *source->object); !good) return good.error();
    auto head = copy_head(call, **bucket, input, *source->object);
    if (!head) return head.error();
    const auto good = check_write(
        call, (*bucket)->name, input.key.value_or(""), {input.if_match, input.if_none_match}
    );
    if (!good) return good.error();
    const ObjectRow& from = *source->object;
    const ObjectRow put = put_version(
        call,
        **bucket,
        ObjectRow{
            .key = input.key.value_or(""),
            .etag = from.etag,
            .bytes = from.bytes,
            .files = from.files,
            .checksum_algorithm = from.checksum_algorithm,
            .checksum = from.checksum,
            .composite_checksum = from.composite_checksum,
            .head = *std::move(head),
        }
    );
    CopyObjectOutput out{
        .copy_source_version_id = shown_version(*source->bucket, from),
        .version_id = shown_version(**bucket, put),
    };
    auto& result = out.copy_object_result.emplace();
    result.e_tag = quoted_tag(put.etag);
    result.last_modified = put.modified;
    show_checksum(result, put);
    show_encryption(out, put.head);
    return out;
}

}  // namespace gantry::s3
