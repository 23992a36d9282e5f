#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gantry::control {

/// A Host that is this server's, taken apart: "data-servicediscovery.localhost:4566".
struct HostParts {
    std::string prefix;  ///< "data-servicediscovery", in lower case; empty for the name itself
    std::string name;    ///< "localhost"; of an address, its text
    friend bool operator==(const HostParts&, const HostParts&) = default;
};

/// By which hosts this server is reached: a loopback address, the address that agents give to
/// tasks, the one that is listened on (any address, where that is a wildcard), localhost, and the
/// names it was given; and whatever is below these names, for AWS puts buckets, accounts and parts
/// of services there. Pure.
class ServerNames {
  public:
    /// @param address what the server listens on, as HttpServerOptions has it
    /// @param names further names, as is_host_name has them
    ServerNames(std::string_view address, const std::vector<std::string>& names);

    /// @param authority "host", "host:port" or "[v6]:port"
    /// @return nothing for what is not this server's, or cannot be read
    [[nodiscard]] std::optional<HostParts> take_apart(std::string_view authority) const;

  private:
    [[nodiscard]] bool is_own_address(std::string_view bytes) const;

    std::string address_;  ///< bytes of the address listened on; empty for names and sockets
    bool wildcard_ = false;
    std::vector<std::string> names_;  ///< the longest first
};

/// The Region in a prefix, as in "sts.eu-west-1" and "bucket.s3.eu-west-1"; empty where it has
/// none.
std::string_view region_in(std::string_view prefix);

/// Whether `text` can be the name of a host: letters, digits, dashes, underscores and dots.
bool is_host_name(std::string_view text);

}  // namespace gantry::control
