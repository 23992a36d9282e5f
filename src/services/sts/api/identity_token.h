#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

/// What an identity token of OpenID Connect says. Source: OpenID Connect Core 1.0, "ID Token"; IAM
/// User Guide, "Pass session tags in AWS STS"; answers of STS.
namespace gantry::sts {

struct IdentityClaims {
    std::string issuer;
    std::string subject;
    std::vector<std::string> audiences;
    std::vector<std::string> methods;       ///< "amr": how the subject was authenticated
    std::optional<std::int64_t> expires_s;  ///< seconds since the epoch, as the next two
    std::optional<std::int64_t> not_before_s;
    std::optional<std::int64_t> issued_s;
    std::map<std::string, std::string> tags;  ///< of "https://aws.amazon.com/tags"
    std::vector<std::string> transitive_tags;
    std::string source_identity;  ///< "https://aws.amazon.com/source_identity"
};

/// Errors: InvalidIdentityToken, for what is no object, for claims of another type, and where one
/// of iss, sub, aud, exp and iat is missing.
Result<IdentityClaims> read_claims(std::string_view json);

/// Whether a token that its issuer signed is meant for one of these clients, and now. Clocks may
/// differ by five minutes, but for the end.
/// @return the audience that it is meant for
/// Errors: InvalidIdentityToken, ExpiredTokenException.
Result<std::string> check_claims(
    const IdentityClaims& claims, const std::vector<std::string>& client_ids, SysTime now
);

Error invalid_identity_token(std::string message);

}  // namespace gantry::sts
