#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// What holds of the tags of every service's resources; how a breach is told is each service's own.
/// A tag has `key` and `value`, both optional texts. Source: Tagging AWS Resources User Guide,
/// "Tag naming limits and requirements".
namespace gantry::service {

inline constexpr std::size_t kMaxTags = 50;       ///< of a resource, AWS's own not among them
inline constexpr std::size_t kMaxTagKey = 128;    ///< characters
inline constexpr std::size_t kMaxTagValue = 256;  ///< characters

/// Keys that are AWS's own to write: the prefix "aws:" in any letter case.
inline bool is_reserved_tag_key(std::string_view key) {
    constexpr std::string_view kPrefix = "aws:";
    return std::ranges::equal(key.substr(0, kPrefix.size()), kPrefix, {}, [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
}

/// A key that is there more than once.
template <class Tags>
std::optional<std::string> find_repeated_key(const Tags& tags) {
    std::set<std::string> keys;
    for (const auto& tag : tags) {
        std::string key = tag.key.value_or("");
        if (!keys.insert(key).second) return key;
    }
    return std::nullopt;
}

/// How many of them count against the limit.
template <class Tags>
std::size_t count_user_tags(const Tags& tags) {
    return static_cast<std::size_t>(std::ranges::count_if(tags, [](const auto& tag) {
        return !is_reserved_tag_key(tag.key.value_or(""));
    }));
}

/// `current` with each of `added` set, new keys last. A tag without a value gets an empty one.
template <class Tags>
Tags merge_tags(Tags current, const Tags& added) {
    for (const auto& tag : added) {
        const auto same = std::ranges::find_if(current, [&tag](const auto& other) {
            return other.key == tag.key;
        });
        auto& target = same == current.end() ? current.emplace_back() : *same;
        target = {.key = tag.key, .value = tag.value.value_or("")};
    }
    return current;
}

/// `current` without the given keys; AWS's own stay.
template <class Tags>
Tags remove_tags(Tags current, const std::vector<std::string>& keys) {
    std::erase_if(current, [&keys](const auto& tag) {
        const std::string key = tag.key.value_or("");
        return !is_reserved_tag_key(key) && std::ranges::find(keys, key) != keys.end();
    });
    return current;
}

}  // namespace gantry::service
