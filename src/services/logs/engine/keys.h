#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "services/logs/engine/bytes.h"

/// Keys of the store. Ids hold no slash. Times before the epoch are not kept.
///
///     e<group>/<stream>/<first event's time, 8 bytes><sequence, 8 bytes>   a block of events
///     s<group>/<stream>                                                    StreamStats
///     msequence                                                            the last one drawn
///     mformat                                                              "1"
namespace gantry::logs {

inline constexpr std::string_view kSequenceKey = "msequence";
inline constexpr std::string_view kFormatKey = "mformat";
inline constexpr std::string_view kFormat = "1";

inline std::string group_prefix(char kind, std::string_view group) {
    return std::string(1, kind).append(group).append("/");
}
inline std::string stream_prefix(std::string_view group, std::string_view stream) {
    return group_prefix('e', group).append(stream).append("/");
}
inline std::string stats_key(std::string_view group, std::string_view stream) {
    return group_prefix('s', group).append(stream);
}
inline std::string block_key(
    std::string_view stream_prefix, std::int64_t first_ms, std::uint64_t sequence
) {
    std::string key(stream_prefix);
    put_fixed(key, static_cast<std::uint64_t>(first_ms));
    put_fixed(key, sequence);
    return key;
}
/// What comes behind all keys that begin so; a prefix ends with a slash.
inline std::string after_prefix(std::string prefix) {
    ++prefix.back();
    return prefix;
}

struct BlockName {
    std::string_view group;
    std::string_view stream;
    std::int64_t first_ms = 0;
    std::uint64_t sequence = 0;
};

/// Nothing for keys of another kind.
inline std::optional<BlockName> parse_block_key(std::string_view key) {
    if (key.size() < 18 || key.front() != 'e') return std::nullopt;
    const std::string_view ids = key.substr(1, key.size() - 17);
    ByteReader reader(key.substr(key.size() - 16));
    const std::size_t slash = ids.find('/');
    if (slash == std::string_view::npos || slash + 2 > ids.size()) return std::nullopt;
    BlockName name{ids.substr(0, slash), ids.substr(slash + 1, ids.size() - slash - 2)};
    name.first_ms = static_cast<std::int64_t>(reader.fixed());
    name.sequence = reader.fixed();
    return name;
}

}  // namespace gantry::logs
