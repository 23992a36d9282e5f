#include <algorithm>

#include "services/s3/api/checksums.h"
#include "services/s3/api/objects.h"
#include "services/s3/api/show_object.h"
#include "services/s3/model/errors.h"
#include "services/s3/model/find.h"

namespace gantry::s3 {
namespace {

using api::s3::GetObjectAttributesOutput;
using api::s3::GetObjectAttributesParts;
using api::s3::GetObjectAttributesRequest;
using api::s3::ObjectAttributes;
using api::s3::StorageClass;

constexpr std::int32_t kMostListedParts = 1000;

GetObjectAttributesParts show_parts(
    const ObjectRow& object, const GetObjectAttributesRequest& input
) {
    const std::int32_t most =
        std::clamp(input.max_parts.value_or(kMostListedParts), 0, kMostListedParts);
    const std::int32_t after = std::max(input.part_number_marker.value_or(0), 0);
    GetObjectAttributesParts shown{
        .total_parts_count = static_cast<std::int32_t>(object.parts.size())
    };
    // Without checksums there is nothing to say of each. Source: API Reference, ObjectParts.
    if (object.parts.front().checksum.empty()) return shown;
    shown.part_number_marker = after;
    shown.max_parts = most;
    shown.is_truncated = false;
    shown.next_part_number_marker = 0;
    shown.parts.emplace();
    for (const ObjectPart& part : object.parts) {
        if (part.number <= after) continue;
        if (static_cast<std::int32_t>(shown.parts->size()) == most) {
            shown.is_truncated = true;
            break;
        }
        api::s3::ObjectPart one{.part_number = part.number, .size = part.bytes};
        *checksum_member(one, object.checksum_algorithm) = part.checksum;
        shown.parts->push_back(std::move(one));
        shown.next_part_number_marker = part.number;
    }
    return shown;
}

}  // namespace

Result<GetObjectAttributesOutput> get_object_attributes(
    Call& call, const GetObjectAttributesRequest& input
) {
    const auto bucket = bucket_of(call, input);
    if (!bucket) return bucket.error();
    const auto found = find_object(call, **bucket, input.key, input.version_id);
    if (!found) return found.error();
    const ObjectRow& object = **found;
    const auto wanted = input.object_attributes.value_or(std::vector<ObjectAttributes>{});
    const auto has = [&](ObjectAttributes one) { return std::ranges::count(wanted, one) > 0; };
    GetObjectAttributesOutput out{
        .last_modified = object.modified, .version_id = shown_version(**bucket, object)
    };
    if (has(ObjectAttributes::ETag)) out.e_tag = object.etag;
    if (has(ObjectAttributes::Checksum) && !object.checksum.empty()) {
        show_checksum(out.checksum.emplace(), object);
    }
    if (has(ObjectAttributes::ObjectParts) && !object.parts.empty()) {
        out.object_parts = show_parts(object, input);
    }
    if (has(ObjectAttributes::StorageClass)) {
        out.storage_class = reflect::from_text<StorageClass>(object.head.storage_class)
                                .value_or(StorageClass::Standard);
    }
    if (has(ObjectAttributes::ObjectSize)) out.object_size = object.bytes;
    return out;
}

}  // namespace gantry::s3
