#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/s3/common_prefix.h"
#include "api/s3/encoding_type.h"
#include "core/table.h"
#include "services/s3/model/find.h"
#include "services/s3/model/keys.h"

/// Lists of what has keys, a page at a time: no more of the bucket is looked at than the page
/// takes. Source: S3 User Guide, "Organizing objects using prefixes"; S3 API Reference,
/// ListObjectsV2.
namespace gantry::s3 {

/// How much is listed at once.
inline constexpr std::int32_t kMostListed = 1000;
/// How many rows are looked at for a page that can end earlier: where there are more delete markers
/// in a row.
inline constexpr std::size_t kMostVisited = 10'000;

struct KeyList {
    std::string bucket;
    std::string prefix;
    std::string delimiter;  ///< empty: none
    std::size_t most = 0;
    std::size_t most_visited = std::numeric_limits<std::size_t>::max();
    /// The next page begins behind a key (begin_behind), and so this one may not end within a
    /// common prefix that is not listed.
    bool goes_on_behind_key = false;
};

enum class Step {
    Take,      ///< list the row
    TakeKey,   ///< and no more of its key
    PassOver,  ///< not this row
    PassKey    ///< nor more of its key
};

template <class Row>
struct KeyPage {
    std::vector<typename core::Table<Row>::Ptr> rows;
    std::vector<std::string> prefixes;  ///< common to several keys
    bool truncated = false;
    /// What was looked at last: a row's key, or a common prefix.
    std::string last_key;
    typename core::Table<Row>::Ptr last_row;  ///< null: it was a prefix
};

/// The part of a key that is listed for all keys with it; empty where the key is listed itself.
std::string common_prefix(const KeyList& list, std::string_view key);

/// Where a list begins that goes on behind a key, or a common prefix. Nothing is listed that is not
/// greater, so no prefix either that the key has.
std::string begin_behind(const KeyList& list, const std::string& marker);

/// Whether a page can end behind what was looked at last.
template <class Row>
bool may_end(const KeyList& list, const KeyPage<Row>& page) {
    const bool is_prefix = page.last_row == nullptr;
    return !list.goes_on_behind_key || is_prefix || common_prefix(list, page.last_key).empty();
}

/// @param from where rows are looked at from; nothing before the prefix is
/// @param judge (const Row&) -> Step
template <class Row, class Judge>
KeyPage<Row> list_keys(
    const core::Table<Row>& table, const KeyList& list, const std::string& from, Judge judge
) {
    KeyPage<Row> page;
    if (list.most == 0) return page;
    const std::string prefix = keys_with_prefix(list.bucket, list.prefix);
    const auto& rows = table.rows();
    auto at = rows.lower_bound(std::max(prefix, from));
    for (std::size_t visited = 0; at != rows.end() && at->first.starts_with(prefix); ++visited) {
        const Row& row = *at->second;
        const bool tired = visited >= list.most_visited && may_end(list, page);
        const Step step = tired ? Step::Take : judge(row);
        const bool taken = step == Step::Take || step == Step::TakeKey;
        if (taken && (tired || page.rows.size() + page.prefixes.size() == list.most)) {
            page.truncated = true;
            break;
        }
        page.last_key = row.key;
        page.last_row = at->second;
        const std::string common = taken ? common_prefix(list, row.key) : std::string{};
        if (!common.empty()) {
            page.prefixes.push_back(common);
            page.last_key = common;
            page.last_row = nullptr;
            at = rows.lower_bound(behind_prefix(keys_with_prefix(list.bucket, common)));
            continue;
        }
        if (taken) page.rows.push_back(at->second);
        ++at;
        // Mostly a key has one row.
        const bool leaves = step == Step::TakeKey || step == Step::PassKey;
        if (leaves && at != rows.end() && at->second->key == row.key) {
            at = rows.lower_bound(behind_key(list.bucket, row.key));
        }
    }
    return page;
}

/// Keys and prefixes as a request wants them written.
class KeyText {
  public:
    explicit KeyText(const std::optional<api::s3::EncodingType>& encoding)
        : encodes_(encoding.has_value()) {}

    [[nodiscard]] std::string operator()(const std::string& key) const;
    [[nodiscard]] std::optional<std::string> operator()(const std::optional<std::string>& key
    ) const {
        return key ? std::optional((*this)(*key)) : std::nullopt;
    }
    /// Nothing where there are none.
    [[nodiscard]] std::optional<std::vector<api::s3::CommonPrefix>> operator()(
        const std::vector<std::string>& prefixes
    ) const;

  private:
    bool encodes_;
};

/// How many a request wants: a thousand at most.
/// @param name of the parameter. Errors: InvalidArgument.
Result<std::int32_t> read_most(const std::optional<std::int32_t>& given, std::string_view name);

/// What a request lists. Errors: those of bucket_of.
template <class Input>
KeyList key_list(const BucketRow& bucket, const Input& input, std::int32_t most) {
    return {
        .bucket = bucket.name,
        .prefix = input.prefix.value_or(""),
        .delimiter = input.delimiter.value_or(""),
        .most = static_cast<std::size_t>(most),
    };
}

}  // namespace gantry::s3
