#include "services/s3/api/checksums.h"
#include "services/s3/api/conditions.h"
#include "services/s3/api/object_head.h"
#include "services/s3/api/objects.h"
#include "services/s3/api/show_object.h"
#include "services/s3/model/errors.h"
#include "services/s3/model/find.h"

namespace gantry::s3 {

using api::s3::PutObjectOutput;
using api::s3::PutObjectRequest;

Result<PutObjectOutput> put_object(Call& call, const PutObjectRequest& input) {
    const auto bucket = bucket_of(call, input);
    if (!bucket) return bucket.error();
    const std::string key = input.key.value_or("");
    auto head = read_head(call, **bucket, input);
    if (!head) return head.error();
    auto body = receive(input);
    if (!body) return body.error();
    const auto good =
        check_write(call, (*bucket)->name, key, {input.if_match, input.if_none_match});
    if (!good) return good.error();
    ObjectRow row{
        .key = key,
        .etag = body->md5,
        .bytes = body->bytes,
        .files = std::move(body->files),
        .checksum_algorithm = body->algorithm,
        .head = *std::move(head),
    };
    if (!body->algorithm.empty()) row.checksum = body->checksums.at(body->algorithm);
    const ObjectRow put = put_version(call, **bucket, std::move(row));
    PutObjectOutput out{.e_tag = quoted_tag(put.etag), .version_id = shown_version(**bucket, put)};
    show_checksum(out, put);
    show_encryption(out, put.head);
    return out;
}

}  // namespace gantry::s3
