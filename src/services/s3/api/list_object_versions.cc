#include "services/s3/api/listing.h"
#include "services/s3/api/lists.h"
#include "services/s3/api/show_listed.h"
#include "services/s3/api/versions.h"
#include "services/s3/model/errors.h"

namespace gantry::s3 {
namespace {

using api::s3::DeleteMarkerEntry;
using api::s3::ListObjectVersionsOutput;
using api::s3::ListObjectVersionsRequest;
using api::s3::ObjectVersion;
using api::s3::ObjectVersionStorageClass;

/// Where the versions go on behind the one that was listed last.
Result<std::string> begin(
    const Call& call, const KeyList& list, const ListObjectVersionsRequest& input
) {
    const std::string key = input.key_marker.value_or("");
    if (!input.version_id_marker || input.version_id_marker->empty()) {
        return begin_behind(list, key);
    }
    if (key.empty()) {
        return invalid_argument("A version-id marker cannot be specified without a key marker.");
    }
    const std::string& id = *input.version_id_marker;
    if (!is_version_id(id)) return invalid_argument("Invalid version id specified");
    std::int64_t number = number_in_id(id);
    if (id == kNullVersion) {
        const auto null = find_version(call, list.bucket, key, id);
        if (!null) return begin_behind(list, key);
        number = null->number;
    }
    // Older versions have lower numbers, and come later.
    return object_row_key(list.bucket, key, number - 1);
}

DeleteMarkerEntry show_marker(const ObjectRow& row) {
    return {.version_id = row.version_id, .last_modified = row.modified};
}

ObjectVersion show_version(const ObjectRow& row) {
    ObjectVersion shown = show_listed<ObjectVersion, ObjectVersionStorageClass>(row);
    shown.version_id = row.version_id;
    return shown;
}

void show_rows(
    const Call& call,
    const BucketRow& bucket,
    const KeyPage<ObjectRow>& page,
    const KeyText& text,
    ListObjectVersionsOutput& out
) {
    const ObjectRow* before = nullptr;
    for (const auto& row : page.rows) {
        const bool follows = before != nullptr && before->key == row->key;
        const auto add = [&](auto& to, auto shown) {
            shown.key = text(row->key);
            shown.owner = owner_of(bucket.account);
            shown.is_latest = !follows && newest_version(call, bucket.name, row->key) == row;
            if (!to) to.emplace();
            to->push_back(std::move(shown));
        };
        if (row->is_marker) {
            add(out.delete_markers, show_marker(*row));
        } else {
            add(out.versions, show_version(*row));
        }
        before = row.get();
    }
}

}  // namespace

Result<ListObjectVersionsOutput> list_object_versions(
    Call& call, const ListObjectVersionsRequest& input
) {
    const auto bucket = bucket_of(call, input);
    if (!bucket) return bucket.error();
    const auto most = read_most(input.max_keys, "max-keys");
    if (!most) return most.error();
    const KeyList list = key_list(**bucket, input, *most);
    const auto from = begin(call, list, input);
    if (!from) return from.error();
    const auto page =
        list_keys(call.tables.objects, list, *from, [](const ObjectRow&) { return Step::Take; });
    const KeyText text(input.encoding_type);
    ListObjectVersionsOutput out{
        .is_truncated = page.truncated,
        .key_marker = text(input.key_marker.value_or("")),
        .version_id_marker = input.version_id_marker.value_or(""),
        .name = (*bucket)->name,
        .prefix = text(input.prefix.value_or("")),
        .delimiter = text(input.delimiter),
        .max_keys = *most,
        .common_prefixes = text(page.prefixes),
        .encoding_type = input.encoding_type,
    };
    show_rows(call, **bucket, page, text, out);
    if (page.truncated) {
        out.next_key_marker = text(page.last_key);
        if (page.last_row) out.next_version_id_marker = page.last_row->version_id;
    }
    return out;
}

}  // namespace gantry::s3
