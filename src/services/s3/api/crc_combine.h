#pragma once

#include <cstdint>
#include <string>
#include <string_view>

/// Checksums of what is put together, from those of its pieces. Only CRCs can do that.
namespace gantry::s3 {

/// The checksum of one text and another behind it.
/// @param algorithm "CRC32", "CRC32C" or "CRC64NVME"
/// @param second_bytes how long the other is
/// Both checksums and the result are base64; empty where one is none, or for other algorithms.
std::string combine_crcs(
    std::string_view algorithm,
    std::string_view first,
    std::string_view second,
    std::int64_t second_bytes
);

}  // namespace gantry::s3
