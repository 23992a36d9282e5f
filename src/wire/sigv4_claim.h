#pragma once

#include <optional>
#include <string>
#include <vector>

#include "wire/sigv4_canonical.h"

namespace gantry::wire::sigv4 {

/// What a request says of its signature, before anything of it is believed.
struct Claim {
    std::string access_key_id;
    std::string scope_date;
    SigningScope scope;
    std::string terminator;
    std::vector<std::string> signed_headers;
    std::string signature;
    std::string amz_date;
    SysTime signed_at{};
    std::string session_token;
    std::optional<Seconds> valid_for;  ///< presigned requests only
    Query query;                       ///< of the request, without X-Amz-Signature if presigned
};

/// Reads the claim from the Authorization header, or else from the query.
/// Errors: MissingAuthenticationTokenException, IncompleteSignatureException.
Result<Claim> read_claim(const HttpView& request);

/// Only key, scope and token of the claim, from requests that may be wrong in every other way.
std::optional<Claim> read_claimed_credential(const HttpView& request);

}  // namespace gantry::wire::sigv4
