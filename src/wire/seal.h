#pragma once

#include <optional>
#include <string>
#include <string_view>

/// Texts that others keep for us, and can neither read nor change: AES-256-GCM under a key that is
/// derived from a secret and a purpose, so that what was sealed for one purpose opens for no other.
namespace gantry::wire {

/// @param nonce drawn for this text alone, of 96 bits or more of chance; any characters
/// @return the base64 of URLs
std::string seal(
    std::string_view secret, std::string_view purpose, std::string_view nonce, std::string_view text
);

/// Nothing for what was not sealed with this secret for this purpose, or was changed since.
std::optional<std::string> unseal(
    std::string_view secret, std::string_view purpose, std::string_view sealed
);

/// A secret that needs no keeping: `length` characters (up to 43) of the base64 of URLs, the same
/// for the same three, and unknown to who does not have `secret`.
std::string derived_secret(
    std::string_view secret, std::string_view purpose, std::string_view name, std::size_t length
);

}  // namespace gantry::wire
