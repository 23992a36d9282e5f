#include <fmt/format.h>

#include "base/sabotage.h"
#include "services/s3/api/listing.h"
#include "services/s3/api/lists.h"
#include "services/s3/api/show_listed.h"
#include "services/s3/model/errors.h"
#include "wire/page_token.h"

namespace gantry::s3 {
namespace {

using api::s3::ListObjectsOutput;
using api::s3::ListObjectsRequest;
using api::s3::ListObjectsV2Output;
using api::s3::ListObjectsV2Request;
using api::s3::Object;
using api::s3::ObjectStorageClass;

using ObjectPage = KeyPage<ObjectRow>;

ObjectPage list_newest(const Call& call, const KeyList& list, const std::string& from) {
    return list_keys(call.tables.objects, list, from, [](const ObjectRow& row) {
        return row.is_marker ? Step::PassKey : Step::TakeKey;
    });
}

Object show(const BucketRow& bucket, const ObjectRow& row, const KeyText& text, bool with_owner) {
    Object shown = show_listed<Object, ObjectStorageClass>(row);
    shown.key = text(row.key);
    if (with_owner) shown.owner = owner_of(bucket.account);
    return shown;
}

std::vector<Object> show_all(
    const BucketRow& bucket, const ObjectPage& page, const KeyText& text, bool with_owner
) {
    std::vector<Object> shown;
    for (const auto& row : page.rows) shown.push_back(show(bucket, *row, text, with_owner));
    return shown;
}

/// What both answers have.
template <class Output, class Input>
void show_page(
    Output& out,
    const BucketRow& bucket,
    const Input& input,
    const ObjectPage& page,
    bool with_owner
) {
    const KeyText text(input.encoding_type);
    out.is_truncated = page.truncated;
    if (!page.rows.empty()) out.contents = show_all(bucket, page, text, with_owner);
    out.common_prefixes = text(page.prefixes);
    out.name = bucket.name;
    out.prefix = text(input.prefix.value_or(""));
    out.delimiter = text(input.delimiter);
    out.encoding_type = input.encoding_type;
}

/// Behind a common prefix, or behind a key, which may have one that is still to be listed.
constexpr char kBehindPrefix = 'p';
constexpr char kBehindKey = 'k';

std::string place_of(const ObjectPage& page) {
    return (page.last_row ? kBehindKey : kBehindPrefix) + page.last_key;
}

std::string begin_at(const KeyList& list, const std::string& place) {
    const std::string key = place.substr(1);
    if (sabotaged(Sabotage::KeyListedTwice)) return rows_of_key(list.bucket, key);
    if (place.front() == kBehindKey) return behind_key(list.bucket, key);
    return behind_prefix(keys_with_prefix(list.bucket, key));
}

std::string token_list(const KeyList& list) {
    return fmt::format("s3 {} {} {}", list.bucket, list.delimiter, list.prefix);
}

}  // namespace

Result<ListObjectsOutput> list_objects(Call& call, const ListObjectsRequest& input) {
    const auto bucket = bucket_of(call, input);
    if (!bucket) return bucket.error();
    const auto most = read_most(input.max_keys, "max-keys");
    if (!most) return most.error();
    KeyList list = key_list(**bucket, input, *most);
    list.most_visited = kMostVisited;
    list.goes_on_behind_key = true;
    const ObjectPage page = list_newest(call, list, begin_behind(list, input.marker.value_or("")));
    const KeyText text(input.encoding_type);
    ListObjectsOutput out;
    show_page(out, **bucket, input, page, true);
    out.marker = text(input.marker.value_or(""));
    out.max_keys = *most;
    // Without a delimiter, clients go on behind the last key; where there is none they need a word.
    const bool says_where =
        !list.delimiter.empty() || page.rows.empty() || page.rows.back() != page.last_row;
    if (page.truncated && says_where) out.next_marker = text(page.last_key);
    return out;
}

Result<ListObjectsV2Output> list_objects_v2(Call& call, const ListObjectsV2Request& input) {
    const auto bucket = bucket_of(call, input);
    if (!bucket) return bucket.error();
    const auto most = read_most(input.max_keys, "max-keys");
    if (!most) return most.error();
    KeyList list = key_list(**bucket, input, *most);
    list.most_visited = kMostVisited;
    std::string from = begin_behind(list, input.start_after.value_or(""));
    if (input.continuation_token) {
        auto goes_on = wire::decode_page_token(
            call.settings.secret, token_list(list), *input.continuation_token
        );
        if (!goes_on) return invalid_argument("The continuation token provided is incorrect");
        from = begin_at(list, *goes_on);
    }
    const ObjectPage page = list_newest(call, list, from);
    ListObjectsV2Output out;
    show_page(out, **bucket, input, page, input.fetch_owner.value_or(false));
    out.max_keys = *most;
    out.key_count = static_cast<std::int32_t>(page.rows.size() + page.prefixes.size());
    out.continuation_token = input.continuation_token;
    out.start_after = KeyText(input.encoding_type)(input.start_after);
    if (page.truncated) {
        out.next_continuation_token =
            wire::encode_page_token(call.settings.secret, {token_list(list), place_of(page)});
    }
    return out;
}

}  // namespace gantry::s3
