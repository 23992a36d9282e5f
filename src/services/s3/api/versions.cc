#include "services/s3/api/versions.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/sabotage.h"
#include "services/s3/model/errors.h"
#include "services/s3/model/keys.h"

namespace gantry::s3 {
namespace {

// An id is the version's number, so that it is found without a search, and what nobody can guess.
constexpr int kNumberDigits = 12;
constexpr int kDrawnDigits = 20;

ObjectPtr find_null(const Call& call, const ObjectPtr& newest) {
    if (!newest || newest->version_id == kNullVersion) return newest;
    if (newest->older_null == 0) return nullptr;
    const auto& [bucket, key] = std::tie(newest->bucket, newest->key);
    auto found = call.tx.get(call.tables.objects, object_row_key(bucket, key, newest->older_null));
    return found && found->version_id == kNullVersion ? found : nullptr;
}

}  // namespace

std::string row_key_of(const ObjectRow& object) {
    return object_row_key(object.bucket, object.key, object.number);
}

ObjectPtr newest_version(const Call& call, const std::string& bucket, const std::string& key) {
    const auto& table = call.tables.objects;
    const std::string prefix = rows_of_key(bucket, key);
    ObjectPtr newest;
    auto row = table.rows().lower_bound(prefix);
    for (; row != table.rows().end() && row->first.starts_with(prefix); ++row) {
        newest = call.tx.get(table, row->first);
        if (newest) break;
    }
    // What the call itself has put is not in the table yet.
    for (std::int64_t number = newest ? newest->number + 1 : 1;; ++number) {
        auto later = call.tx.get(table, object_row_key(bucket, key, number));
        if (!later) return newest;
        newest = std::move(later);
    }
}

ObjectPtr find_version(
    const Call& call, const std::string& bucket, const std::string& key, const std::string& id
) {
    if (id == kNullVersion) return find_null(call, newest_version(call, bucket, key));
    if (!is_version_id(id)) return nullptr;
    auto found = call.tx.get(call.tables.objects, object_row_key(bucket, key, number_in_id(id)));
    return found && found->version_id == id ? found : nullptr;
}

Result<ObjectPtr> find_object(
    const Call& call,
    const BucketRow& bucket,
    const std::optional<std::string>& key,
    const std::optional<std::string>& version_id
) {
    const std::string name = key.value_or("");
    if (!version_id) {
        auto newest = newest_version(call, bucket.name, name);
        if (!newest || newest->is_marker) return no_such_key();
        return newest;
    }
    if (!is_version_id(*version_id)) return invalid_argument("Invalid version id specified");
    auto version = find_version(call, bucket.name, name, *version_id);
    if (!version) return no_such_version();
    if (!version->is_marker) return version;
    return refused(
        ErrorKind::InvalidArgument,
        "MethodNotAllowed",
        "The specified method is not allowed against this resource."
    );
}

ObjectRow put_version(Call& call, const BucketRow& bucket, ObjectRow row) {
    const auto newest = newest_version(call, bucket.name, row.key);
    const auto null = find_null(call, newest);
    const bool keeps = bucket.versioning == "Enabled";
    const bool in_place = !keeps && null && null == newest;
    row.bucket = bucket.name;
    row.number = !newest ? 1 : newest->number + (in_place ? 0 : 1);
    row.version_id = kNullVersion;
    row.older_null = 0;
    if (keeps) {
        row.version_id = fmt::format("{:012x}", row.number) + call.ids.hex(kDrawnDigits);
        row.older_null = null ? null->number : 0;
    }
    row.modified = std::chrono::floor<std::chrono::seconds>(call.now);
    const bool replaces = !keeps && null && !in_place && !sabotaged(Sabotage::NullStays);
    if (replaces) call.tx.erase(call.tables.objects, row_key_of(*null));
    call.tx.put(call.tables.objects, row_key_of(row), row);
    return row;
}

std::optional<std::string> shown_version(const BucketRow& bucket, const ObjectRow& object) {
    if (bucket.versioning.empty()) return std::nullopt;
    return object.version_id;
}

bool is_version_id(std::string_view id) {
    const auto is_digit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    if (id == kNullVersion) return true;
    return id.size() == kNumberDigits + kDrawnDigits && std::ranges::all_of(id, is_digit) &&
           number_in_id(id) > 0;
}

std::int64_t number_in_id(std::string_view id) {
    if (id == kNullVersion || id.size() < kNumberDigits) return 0;
    std::int64_t number = 0;
    std::from_chars(id.data(), id.data() + kNumberDigits, number, 16);
    return number;
}

}  // namespace gantry::s3
