#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

/// Signed statements of somebody about somebody: JSON web tokens (RFC 7519, 7515), and the keys
/// that they are verified with (RFC 7517). RS256, RS384, RS512, ES256, ES384, ES512; nothing that
/// needs a shared secret, and never "none".
namespace gantry::wire {

inline constexpr std::size_t kMaxWebToken = 20'000;  ///< characters
inline constexpr std::size_t kMaxKeySet = std::size_t{64} << 10U;

/// The public keys of one issuer. Cheap to copy; any thread.
class KeySet {
  public:
    /// Keys for other purposes and of other kinds are left out.
    /// Errors: InvalidArgument: no JWK set, too large, no key that can be used, an RSA key below
    /// 2048 bits, a private or shared key.
    static Result<KeySet> read(std::string_view json);

    [[nodiscard]] std::size_t size() const { return keys_.size(); }

  private:
    friend class WebToken;
    struct Key;
    std::vector<std::shared_ptr<const Key>> keys_;
};

/// A token taken apart. Nothing that it says is true before verify() said so.
class WebToken {
  public:
    /// Errors: InvalidArgument for what is no signed token of one of the algorithms above.
    static Result<WebToken> read(std::string_view compact);

    /// Whether one of the keys made the signature: the one of the token's `kid` where it has one.
    [[nodiscard]] bool verify(const KeySet& keys) const;

    [[nodiscard]] const std::string& claims() const { return claims_; }  ///< the JSON of an object

  private:
    struct Parsed;
    std::shared_ptr<Parsed> parsed_;
    std::string claims_;
};

}  // namespace gantry::wire
