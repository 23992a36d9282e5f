#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "core/journal.h"

/// Checksums of what lies on disk: they find damage, and are no defence against people. XXH3 of 64
/// bits, as SQLite keeps integers.
namespace gantry::store {

using Checksum = std::int64_t;

/// The chain before the first record, and wherever it begins anew.
inline constexpr Checksum kNoChain = 0;

/// Of one stored row, its name included. The exclusive or of all rows of a table of rows says
/// which rows there are, in any order.
Checksum checksum_of_row(std::string_view table, std::string_view key, std::string_view row);

/// Of a row's name alone. Rows of other names may have the same.
Checksum checksum_of_name(std::string_view table, std::string_view key);

/// Of one stored record and, through `before`, of all records before it.
/// @param before the checksum of the record before
Checksum checksum_of_record(
    Checksum before,
    core::Sequence sequence,
    std::int64_t time_ms,
    std::string_view cause,
    std::string_view changes
);

/// Of some numbers under a name.
Checksum checksum_of_numbers(std::string_view name, std::initializer_list<std::int64_t> numbers);

}  // namespace gantry::store
