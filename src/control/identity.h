#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aws/caller.h"
#include "base/result.h"
#include "base/time.h"
#include "control/access_key.h"
#include "control/known_sessions.h"
#include "net/http.h"
#include "wire/sigv4.h"

namespace gantry::control {

using aws::Caller;

enum class AuthMode {
    Any,     ///< dev: every credential is accepted, though there must be one; a 12-digit access
             ///< key id names the account
    Verify,  ///< signatures are verified against the known keys
};

/// Who a request is from, as far as its head tells.
struct Claimant {
    Caller caller;
    std::optional<wire::HeadSignature> signature;  ///< Verify: what the body is still to bear out
};

/// Tells who sent a request. Any thread.
class Identity {
  public:
    /// @param keys outlives it
    /// @param secret the installation's, which session tokens are sealed with
    Identity(AuthMode mode, const service::KeyRing& keys, std::string secret);

    /// Judges all that can be judged before the body is read. In Any: an Authorization header of
    /// Signature Version 4 whose Credential can be read, or but for POST the same in the query (a
    /// page can make a browser post to any query, but not with a header nor with other methods).
    /// @param signing_name the service the signature must be for, e.g. "ecs"; empty: any
    /// Errors: the gateway errors of AWS: MissingAuthenticationTokenException,
    /// IncompleteSignatureException, InvalidSignatureException (also for what is no Region's name),
    /// and in Verify UnrecognizedClientException (unknown keys, and session tokens that were not
    /// issued here) and ExpiredTokenException.
    [[nodiscard]] Result<Claimant> judge_head(
        const net::HttpRequest& head,
        std::string_view signing_name,
        SysTime now,
        const wire::SigningRules& rules = {}
    ) const;
    /// The same of a request that is signed by version 2 (sigv2.h), whose target names the bucket.
    /// Errors: as there, and as judge_head.
    [[nodiscard]] Result<Claimant> judge_v2(const net::HttpRequest& head, SysTime now) const;
    /// The same request with its body. Errors: InvalidSignatureException.
    [[nodiscard]] Result<Caller> judge_body(
        const net::HttpRequest& request, const Claimant& claimant
    ) const;
    /// Whether a reader of Gantry's own pages may see them: as judge_head, and in Any by whatever
    /// name and password (HTTP Basic) too, for curl and browsers: the default account's root.
    [[nodiscard]] Result<Claimant> judge_reader(const net::HttpRequest& head, SysTime now) const;

    [[nodiscard]] AuthMode mode() const { return mode_; }

  private:
    [[nodiscard]] Result<Claimant> claimant_of(wire::HeadSignature verified) const;
    [[nodiscard]] Result<Claimant> believe(const net::HttpRequest& head, SysTime now) const;
    [[nodiscard]] std::optional<wire::SigningKey> find_signing_key(
        std::string_view id, std::string_view session_token
    ) const;
    [[nodiscard]] Result<Caller> caller_of(
        const std::string& access_key_id, const std::string& region, std::string_view session_token
    ) const;

    AuthMode mode_;
    const service::KeyRing& keys_;
    std::shared_ptr<KnownSessions> sessions_;
};

}  // namespace gantry::control
