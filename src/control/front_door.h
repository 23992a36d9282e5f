#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "control/server_names.h"
#include "net/http.h"

namespace gantry::control {

/// Keeps web pages out: which requests may come in at all, whoever sends them. A browser on a
/// developer's machine sends what any page asks it to, also to loopback; what it cannot forge are
/// Host, Origin and Sec-Fetch-Site. Pure. Decision 0016 has the attacks.
///
/// Host must be the server's (server_names.h): a loopback address, the address that is listened on
/// (any address, where that is a wildcard: an address cannot be rebound, a name can), localhost,
/// one of the given names, or below one of these; ports do not matter. Nothing is asked of Host on
/// a unix socket, where no browser comes, nor of HTTP/1.0 without one, which none speaks. An Origin
/// must be the Host itself.
class FrontDoor {
  public:
    /// @param address what the server listens on, as HttpServerOptions has it
    /// @param host_names further names by which this server is reached
    FrontDoor(std::string_view address, const std::vector<std::string>& host_names);

    /// Errors: Denied, AccessDeniedException, with what is wrong and what to do.
    [[nodiscard]] Result<void> check(const net::HttpRequest& head) const;

    /// What is asked besides of a request without credentials, which a page could have a browser
    /// send as a form without asking first: that no browser sent it. Headers that forms cannot have
    /// prove that, X-Amz-Target, else the User-Agent. Errors: as check.
    static Result<void> check_unsigned(const net::HttpRequest& head);

    /// What stands before the server's name in the host that is asked for (server_names.h); a host
    /// in the target counts more than the header. Of requests that may come in.
    [[nodiscard]] std::string host_prefix(const net::HttpRequest& head) const;

  private:
    ServerNames names_;
    bool unix_socket_ = false;
};

}  // namespace gantry::control
