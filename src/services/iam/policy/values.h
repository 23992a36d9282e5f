#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

/// The values that conditions compare, read from their texts.
/// Source: IAM User Guide, "IAM JSON policy elements: Condition operators".
namespace gantry::iam::policy {

/// Decimal digits, with an optional sign, fraction and exponent.
std::optional<double> read_number(std::string_view text);

/// Milliseconds since the epoch, from a time of ISO 8601 (also a year, a month or a day alone, and
/// offsets without minutes) or from seconds since the epoch. Parts of a millisecond are cut off.
std::optional<std::int64_t> read_date(std::string_view text);

/// "true" and "false", in small letters or capitals.
std::optional<bool> read_truth(std::string_view text);

/// The addresses that share the first `bits` bits: 203.0.113.0/24, 2001:db8::/32; an address alone
/// is a range of one.
struct IpRange {
    bool is_v6 = false;
    std::array<std::uint8_t, 16> bytes{};  ///< of an IPv4 address, the first four
    int bits = 0;

    static std::optional<IpRange> read(std::string_view text);
    /// An address of the other family is in no range.
    [[nodiscard]] bool contains(const IpRange& other) const;
};

}  // namespace gantry::iam::policy
