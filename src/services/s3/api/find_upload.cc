#include "services/s3/api/find_upload.h"

#include "services/s3/api/uploads.h"
#include "services/s3/model/errors.h"
#include "services/s3/model/keys.h"
#include "services/s3/model/names.h"

namespace gantry::s3 {

Result<FoundUpload> find_upload(
    const Call& call,
    const BucketPtr& bucket,
    const std::optional<std::string>& key,
    const std::optional<std::string>& id
) {
    FoundUpload found{bucket, upload_row_key(bucket->name, key.value_or(""), id.value_or("")), {}};
    found.row = call.tx.get(call.tables.uploads, found.row_key);
    if (!found.row) return no_such_upload();
    return found;
}

void erase_upload(Call& call, const FoundUpload& upload) {
    for (const auto& [key, part] : call.tables.parts.with_prefix(parts_of_upload(upload.row_key))) {
        call.tx.erase(call.tables.parts, key);
    }
    call.tx.erase(call.tables.uploads, upload.row_key);
}

Result<std::int32_t> read_part_number(const std::optional<std::int32_t>& number) {
    if (number && *number >= 1 && *number <= kMostParts) return *number;
    return invalid_argument("Part number must be an integer between 1 and 10000, inclusive");
}

api::s3::Initiator initiator_of(const BucketRow& bucket, const UploadRow& upload) {
    const bool is_root = upload.initiator.ends_with(":root") || upload.initiator.empty();
    return {.id = is_root ? canonical_id(bucket.account) : upload.initiator};
}

}  // namespace gantry::s3
