#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// How a body lies in its file: its bytes, and behind them what they must hash to.
///
///     bytes │ XXH3 of each block of 256 KiB │ count of bytes │ XXH3 of sums and count │ "GANTRYS3"
///           │ 8 bytes each                  │ 8              │ 8                      │ 8
///
/// Numbers are little-endian. So any part can be read and checked without the rest, and whoever
/// has lost everything else finds an object's bytes at the beginning of its file.
namespace gantry::s3 {

inline constexpr std::size_t kBlockBytes = 256U << 10U;
inline constexpr std::size_t kFooterBytes = 24;

std::uint64_t hash_of(std::string_view bytes);

/// What stands behind a body. @param sums of its blocks
std::string write_tail(const std::vector<std::uint64_t>& sums, std::uint64_t bytes);

/// How long what stands behind a body of so many bytes is.
std::uint64_t tail_bytes(std::uint64_t bytes);

/// Of a file's last kFooterBytes. @return false: it is none
bool read_footer(std::string_view footer, std::uint64_t& bytes);

/// @param tail all that stands behind a body of `bytes` @return false: it is not what was written
bool read_tail(std::string_view tail, std::uint64_t bytes, std::vector<std::uint64_t>& sums);

}  // namespace gantry::s3
