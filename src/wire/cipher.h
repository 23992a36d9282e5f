#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "wire/digest.h"

/// AES-256-GCM (NIST SP 800-38D), and keys for it.
namespace gantry::wire {

inline constexpr std::size_t kCipherKeyBytes = 32;
inline constexpr std::size_t kCipherNonceBytes = 12;
inline constexpr std::size_t kCipherTagBytes = 16;

/// What a text is encrypted with.
struct CipherUse {
    std::string_view key;    ///< kCipherKeyBytes
    std::string_view nonce;  ///< kCipherNonceBytes; never twice with one key
    std::string_view bound;  ///< not kept with the text, but has to be the same when it is opened
};

/// @return as many bytes as `text`, and kCipherTagBytes
std::string encrypt(const CipherUse& use, std::string_view text);

/// Nothing for what was not encrypted so, or was changed since.
std::optional<std::string> decrypt(const CipherUse& use, std::string_view encrypted);

/// Chance good enough for keys and passwords: numbers that nobody can guess who does not have
/// `secret`, the same for the same three. HMAC-SHA256 in counter mode (NIST SP 800-108). `Random`
/// is not: whoever sees some of the ids that it gave knows those to come.
class SecretNumbers {
  public:
    /// @param name drawn for this once
    SecretNumbers(std::string_view secret, std::string_view purpose, std::string_view name);

    unsigned char next_byte();
    /// Uniform in [0, bound); bound must be > 0.
    std::uint32_t below(std::uint32_t bound);

  private:
    Sha256 key_;
    std::string name_;
    Sha256 block_{};
    std::size_t used_ = sizeof(Sha256);
    std::uint32_t counter_ = 0;
};

/// The first bytes of the same.
std::string derived_bytes(
    std::string_view secret, std::string_view purpose, std::string_view name, std::size_t length
);

/// The nonce that belongs to a text drawn for it, of 96 bits or more of chance.
std::string cipher_nonce(std::string_view drawn);

}  // namespace gantry::wire
