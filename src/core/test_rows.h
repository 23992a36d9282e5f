#pragma once

#include <charconv>
#include <string>
#include <string_view>

#include "core/table.h"

namespace gantry::core {

/// The simplest row there is, for tests: a number, stored as a JSON number.
struct NumberRow {
    int value = 0;
    friend bool operator==(const NumberRow&, const NumberRow&) = default;
};

inline std::string encode_number(const NumberRow& row) {
    return std::to_string(row.value);
}

inline Result<NumberRow> decode_number(std::string_view text) {
    NumberRow row;
    const auto [end, error] = std::from_chars(text.begin(), text.end(), row.value);
    if (error != std::errc{} || end != text.end()) return invalid_argument("not a number");
    return row;
}

inline constexpr RowCodec<NumberRow> kNumberCodec{.encode = encode_number, .decode = decode_number};

using NumberTable = Table<NumberRow>;

}  // namespace gantry::core
