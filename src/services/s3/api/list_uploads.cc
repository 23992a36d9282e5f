#include <algorithm>

#include "services/s3/api/checksums.h"
#include "services/s3/api/find_upload.h"
#include "services/s3/api/listing.h"
#include "services/s3/api/uploads.h"
#include "services/s3/model/errors.h"
#include "services/s3/model/names.h"

namespace gantry::s3 {
namespace {

using api::s3::ListMultipartUploadsOutput;
using api::s3::ListMultipartUploadsRequest;
using api::s3::ListPartsOutput;
using api::s3::ListPartsRequest;
using api::s3::MultipartUpload;
using api::s3::Part;
using api::s3::StorageClass;

StorageClass class_of(const ObjectHead& head) {
    return reflect::from_text<StorageClass>(head.storage_class).value_or(StorageClass::Standard);
}

Part show_part(const UploadRow& upload, const PartRow& row) {
    Part part{
        .part_number = row.number,
        .last_modified = row.modified,
        .e_tag = quoted_tag(row.etag),
        .size = row.bytes,
    };
    const auto checksum = row.checksums.find(upload.checksum_algorithm);
    if (checksum != row.checksums.end()) {
        *checksum_member(part, checksum->first) = checksum->second;
    }
    return part;
}

MultipartUpload show_upload(const BucketRow& bucket, const UploadRow& row, const KeyText& text) {
    MultipartUpload shown{
        .upload_id = row.id,
        .key = text(row.key),
        .initiated = row.initiated,
        .storage_class = class_of(row.head),
        .owner = owner_of(bucket.account),
        .initiator = initiator_of(bucket, row),
    };
    show_upload_checksum(shown, row);
    return shown;
}

/// Where the uploads go on behind the one that was listed last.
std::string begin(const KeyList& list, const ListMultipartUploadsRequest& input) {
    const std::string key = input.key_marker.value_or("");
    const std::string id = input.upload_id_marker.value_or("");
    // An id alone says nothing. Source: S3 API Reference, ListMultipartUploads.
    if (key.empty() || id.empty()) return begin_behind(list, key);
    return behind_prefix(upload_row_key(list.bucket, key, id));
}

}  // namespace

Result<ListPartsOutput> list_parts(Call& call, const ListPartsRequest& input) {
    const auto upload = upload_of(call, input);
    if (!upload) return upload.error();
    const auto most = read_most(input.max_parts, "max-parts");
    if (!most) return most.error();
    const std::int32_t after = std::clamp(input.part_number_marker.value_or(0), 0, kMostParts);
    const UploadRow& row = *upload->row;
    ListPartsOutput out{
        .bucket = row.bucket,
        .key = row.key,
        .upload_id = row.id,
        .part_number_marker = after,
        .next_part_number_marker = 0,
        .max_parts = *most,
        .is_truncated = false,
        .initiator = initiator_of(*upload->bucket, row),
        .owner = owner_of(upload->bucket->account),
        .storage_class = class_of(row.head),
    };
    show_upload_checksum(out, row);
    const std::string inside = parts_of_upload(upload->row_key);
    const auto& rows = call.tables.parts.rows();
    auto at = rows.upper_bound(part_row_key(upload->row_key, after));
    std::vector<Part> parts;
    for (; at != rows.end() && at->first.starts_with(inside); ++at) {
        if (parts.size() == static_cast<std::size_t>(*most)) {
            out.is_truncated = *most > 0;
            break;
        }
        parts.push_back(show_part(row, *at->second));
        out.next_part_number_marker = at->second->number;
    }
    if (!parts.empty()) out.parts = std::move(parts);
    return out;
}

Result<ListMultipartUploadsOutput> list_multipart_uploads(
    Call& call, const ListMultipartUploadsRequest& input
) {
    const auto bucket = bucket_of(call, input);
    if (!bucket) return bucket.error();
    const auto most = read_most(input.max_uploads, "max-uploads");
    if (!most) return most.error();
    const KeyList list = key_list(**bucket, input, *most);
    const auto page = list_keys(
        call.tables.uploads, list, begin(list, input), [](const UploadRow&) { return Step::Take; }
    );
    const KeyText text(input.encoding_type);
    ListMultipartUploadsOutput out{
        .bucket = (*bucket)->name,
        .key_marker = text(input.key_marker.value_or("")),
        .upload_id_marker = input.upload_id_marker.value_or(""),
        .prefix = text(input.prefix.value_or("")),
        .delimiter = text(input.delimiter),
        .max_uploads = *most,
        .is_truncated = page.truncated,
        .common_prefixes = text(page.prefixes),
        .encoding_type = input.encoding_type,
    };
    if (!page.rows.empty()) out.uploads.emplace();
    for (const auto& row : page.rows) out.uploads->push_back(show_upload(**bucket, *row, text));
    if (page.truncated) {
        out.next_key_marker = text(page.last_key);
        out.next_upload_id_marker = page.last_row ? page.last_row->id : "";
    }
    return out;
}

}  // namespace gantry::s3
