#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Checksums of what is put together, from those of its pieces. Only CRCs can do that.
namespace gantry::s3 {

class CombinedCrc {
  public:
    /// @param algorithm "CRC32", "CRC32C" or "CRC64NVME"
    explicit CombinedCrc(std::string_view algorithm);

    /// Puts a piece behind the others. @param checksum base64
    void add(std::string_view checksum, std::int64_t bytes);
    /// In base64; empty where one was none, or for other algorithms.
    [[nodiscard]] std::string text() const;

  private:
    static constexpr std::size_t kMostBits = 64;
    /// A linear map of remainders: what becomes of each bit.
    using Map = std::array<std::uint64_t, kMostBits>;

    static std::uint64_t apply(const Map& map, std::uint64_t to);
    static Map compose(const Map& second, const Map& first);
    void add_power();
    void append_zeros(std::uint64_t bytes);

    std::size_t bytes_ = 0;  ///< of the checksum; 0: it is none
    std::uint64_t polynomial_ = 0;
    std::uint64_t sum_ = 0;
    /// What 1, 2, 4, … zero bytes do to a remainder, as far as they were needed.
    std::vector<Map> powers_;
};

}  // namespace gantry::s3
