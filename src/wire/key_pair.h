#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

/// Keys of Ed25519 (RFC 8032): who has the private half signs, and everybody with the public half
/// can tell.
namespace gantry::wire {

/// Cheap to copy; any thread.
class KeyPair {
  public:
    /// @param seed 32 bytes that nobody can guess. Errors: InvalidArgument for others.
    static Result<KeyPair> from_seed(std::string_view seed);

    /// Base64 of 32 bytes.
    [[nodiscard]] const std::string& public_key() const { return public_key_; }
    /// Base64 of 64 bytes.
    [[nodiscard]] std::string sign(std::string_view text) const;

  private:
    struct Key;
    KeyPair(std::shared_ptr<const Key> key, std::string public_key)
        : key_(std::move(key)), public_key_(std::move(public_key)) {}

    std::shared_ptr<const Key> key_;
    std::string public_key_;
};

/// Whether a text is a public key as KeyPair::public_key writes it.
bool is_public_key(std::string_view text);

/// Whether the owner of the key signed the text. False too for what is no key or signature.
bool is_signed_by(std::string_view public_key, std::string_view text, std::string_view signature);

}  // namespace gantry::wire
