#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "net/http.h"

namespace gantry::control {

/// Keeps web pages out: which requests may come in at all, whoever sends them. A browser on a
/// developer's machine sends what any page asks it to, also to loopback; what it cannot forge are
/// Host, Origin and Sec-Fetch-Site. Pure. Decision 0016 has the attacks.
///
/// Host must be a loopback address, the address that is listened on (any address, where that is a
/// wildcard: an address cannot be rebound, a name can), localhost or a name below it, or one of the
/// given names; ports do not matter. Nothing is asked of Host on a unix socket, where no browser
/// comes, nor of HTTP/1.0 without one, which none speaks. An Origin must be the Host itself.
class FrontDoor {
  public:
    /// @param address what the server listens on, as HttpServerOptions has it
    /// @param host_names further names by which this server is reached
    FrontDoor(std::string_view address, std::vector<std::string> host_names);

    /// Errors: Denied, AccessDeniedException, with what is wrong and what to do.
    [[nodiscard]] Result<void> check(const net::HttpRequest& head) const;

  private:
    [[nodiscard]] bool is_ours(std::string_view host) const;

    std::string address_;  ///< bytes of the address listened on; empty for names and sockets
    bool wildcard_ = false;
    bool unix_socket_ = false;
    std::vector<std::string> names_;
};

/// Whether `text` can be the name of a host: letters, digits, dashes, underscores and dots.
bool is_host_name(std::string_view text);

}  // namespace gantry::control
