#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "net/http.h"
#include "services/ecs/model/arn.h"

namespace gantry::control {

/// Who is calling, as far as requests are told apart by it.
struct Caller {
    ecs::Scope scope;
    std::string principal;  ///< ARN
    std::string access_key_id;
};

enum class AuthMode {
    Any,     ///< dev: every credential is accepted; a 12-digit access key id names the account
    Verify,  ///< signatures are verified against the known keys
};

/// One access key that --auth verify accepts.
struct AccessKey {
    std::string id;
    std::string secret;
    std::string account;
};

/// Tells who sent a request. Pure.
class Identity {
  public:
    Identity(AuthMode mode, std::vector<AccessKey> keys) : mode_(mode), keys_(std::move(keys)) {}

    /// @param signing_name the service the signature must be for, e.g. "ecs"
    /// Errors (Verify only): the gateway errors of AWS: MissingAuthenticationTokenException,
    /// IncompleteSignatureException, UnrecognizedClientException, InvalidSignatureException.
    [[nodiscard]] Result<Caller> identify(
        const net::HttpRequest& request, std::string_view signing_name, SysTime now
    ) const;

  private:
    [[nodiscard]] const AccessKey* find_key(std::string_view id) const;

    AuthMode mode_;
    std::vector<AccessKey> keys_;
};

/// The account of requests that name none, and of `gantry dev` itself.
inline constexpr const char* kDefaultAccount = "000000000000";
inline constexpr const char* kDefaultRegion = "us-east-1";

}  // namespace gantry::control
