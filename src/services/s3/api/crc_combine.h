#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

/// Checksums of what is put together, from those of its pieces. Only CRCs can do that.
namespace gantry::s3 {

class CombinedCrc {
  public:
    /// @param algorithm "CRC32", "CRC32C" or "CRC64NVME"
    explicit CombinedCrc(std::string_view algorithm);

    /// Puts a piece behind the others. @param checksum base64. Quick where pieces are of one size.
    void add(std::string_view checksum, std::int64_t bytes);
    /// In base64; empty where one was none, or for other algorithms.
    [[nodiscard]] std::string text() const;

  private:
    static constexpr std::size_t kMostBits = 64;
    /// A linear map of remainders: what becomes of each bit.
    using Map = std::array<std::uint64_t, kMostBits>;

    static std::uint64_t apply(const Map& map, std::uint64_t to);
    static Map compose(const Map& second, const Map& first);
    [[nodiscard]] Map of_zeros(std::uint64_t bytes) const;

    std::size_t bytes_ = 0;  ///< of the checksum; 0: it is none
    std::uint64_t polynomial_ = 0;
    std::uint64_t sum_ = 0;
    std::int64_t mapped_bytes_ = -1;  ///< what map_ is of
    Map map_{};
};

}  // namespace gantry::s3
