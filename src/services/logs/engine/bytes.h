#pragma once

#include <cstdint>
#include <string>
#include <string_view>

/// Numbers as bytes, of keys and values in the store.
namespace gantry::logs {

/// Eight bytes, the highest first, so that keys are in order of number.
inline void put_fixed(std::string& out, std::uint64_t value) {
    for (int shift = 56; shift >= 0; shift -= 8) {
        out += static_cast<char>(static_cast<unsigned char>(value >> shift));
    }
}
/// As many as it needs, seven bits each, the lowest first.
inline void put_varint(std::string& out, std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) {
        out += static_cast<char>(static_cast<unsigned char>(value | 0x80));
    }
    out += static_cast<char>(static_cast<unsigned char>(value));
}

/// Reads them back. What is not there is zero, and makes it no good for ever.
class ByteReader {
  public:
    explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

    std::uint64_t fixed() {
        std::uint64_t value = 0;
        for (int i = 0; i < 8; ++i) value = value << 8 | next();
        return value;
    }
    std::uint64_t varint() {
        std::uint64_t value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            const std::uint64_t byte = next();
            value |= (byte & 0x7F) << shift;
            if (byte < 0x80) return value;
        }
        good_ = false;
        return 0;
    }
    std::uint64_t next() {
        if (bytes_.empty()) {
            good_ = false;
            return 0;
        }
        const auto byte = static_cast<unsigned char>(bytes_.front());
        bytes_.remove_prefix(1);
        return byte;
    }
    [[nodiscard]] bool good() const { return good_; }
    [[nodiscard]] std::string_view rest() const { return bytes_; }

  private:
    std::string_view bytes_;
    bool good_ = true;
};

}  // namespace gantry::logs
