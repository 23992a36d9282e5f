#pragma once

#include <string>

#include "base/result.h"
#include "cmd/console.h"
#include "net/http.h"

/// What people write where an address is wanted, and what is said when it is none.
namespace gantry::cmd {

/// --endpoint of a control plane: "http://127.0.0.1:4566".
Result<net::Endpoint> read_endpoint(const std::string& text);

/// What --ca-file is, wherever there is one.
inline constexpr const char* kCaFileHelp =
    "With https: trust this authority, PEM (a copy of the control plane's ca.crt); left out: the "
    "system's";

/// --docker and DOCKER_HOST: "unix:///var/run/docker.sock", "http://host:port" or, as Docker writes
/// it, "tcp://host:port".
Result<net::Endpoint> read_docker_address(std::string text);

/// An address to bind to, as a number: "0.0.0.0", "::1".
bool is_ip_address(const std::string& text);
/// Whether only this machine reaches what listens there.
bool is_loopback(const std::string& address);

/// Asks Docker for a sign of life and warns of what to do when there is none.
/// @return whether it answered
bool expect_docker(Console& console, net::HttpClient& client, const std::string& address);

}  // namespace gantry::cmd
