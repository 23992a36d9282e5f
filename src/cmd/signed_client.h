#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "cmd/page_client.h"
#include "control/identity.h"
#include "net/http.h"
#include "wire/sigv4.h"

namespace gantry::cmd {

/// Asks a running Gantry, with signed requests, one after the other.
class SignedClient {
  public:
    /// Errors: InvalidArgument for an address or a key file that is none.
    static Result<SignedClient> make(const PageAccess& access);

    /// Signs and sends a request, and waits for its answer for a minute at most.
    /// @param request without Host; what else it has is signed with it
    /// @return the body of an answer 200. Errors: those of other answers; Unavailable when there is
    /// none. Where the caller could help it, the message says how.
    Result<std::string> ask(net::HttpRequest request, const wire::SigningScope& scope);
    /// The same, with the answer's head.
    Result<net::HttpResponse> ask_whole(net::HttpRequest request, const wire::SigningScope& scope);

  private:
    SignedClient() = default;

    net::Endpoint endpoint_;
    std::string address_;  ///< as it was given
    control::AccessKey key_;
    std::unique_ptr<net::HttpClient> http_;
};

}  // namespace gantry::cmd
