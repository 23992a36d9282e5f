#include "control/front_door.h"

#include <arpa/inet.h>

#include <algorithm>

#include "net/text.h"

namespace gantry::control {
namespace {

std::string lower(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(), net::to_lower);
    return out;
}

/// The bytes of an address, 4 or 16; empty when `text` is none. An IPv4 address written as IPv6 is
/// the IPv4 address.
std::string address_bytes(std::string_view text) {
    const std::string host(text);
    in_addr v4{};
    if (inet_pton(AF_INET, host.c_str(), &v4) == 1) {
        return {reinterpret_cast<const char*>(&v4), sizeof v4};
    }
    in6_addr v6{};
    if (inet_pton(AF_INET6, host.c_str(), &v6) != 1) return {};
    const std::string bytes{reinterpret_cast<const char*>(&v6), sizeof v6};
    constexpr std::string_view kMapped{"\0\0\0\0\0\0\0\0\0\0\xff\xff", 12};
    return bytes.starts_with(kMapped) ? bytes.substr(kMapped.size()) : bytes;
}

bool is_loopback(std::string_view bytes) {
    if (bytes.size() == 4) return bytes.front() == '\x7f';
    return bytes == std::string(15, '\0') + '\x01';
}

/// "host:port", "[v6]:port" or "host", without what is not the host; empty when it is none of them.
std::string host_of(std::string_view authority) {
    std::string_view host;
    std::string_view port;
    if (authority.starts_with('[')) {
        const std::size_t end = authority.find(']');
        if (end == std::string_view::npos) return {};
        host = authority.substr(1, end - 1);
        port = authority.substr(end + 1);
    } else {
        host = authority.substr(0, authority.find(':'));
        port = authority.substr(host.size());
    }
    if (!port.empty() && (port.front() != ':' || !std::ranges::all_of(port.substr(1), [](char c) {
                              return c >= '0' && c <= '9';
                          }))) {
        return {};
    }
    if (host.ends_with('.')) host.remove_suffix(1);
    return lower(host);
}

/// Without the port that need not be written.
std::string_view without_default_port(std::string_view authority) {
    for (const std::string_view port : {":80", ":443"}) {
        if (authority.ends_with(port)) return authority.substr(0, authority.size() - port.size());
    }
    return authority;
}

/// What "http://host:port/path" says of the host; empty where a target is only a path.
std::string_view authority_of(std::string_view url) {
    const std::size_t scheme_end = url.find("://");
    if (url.starts_with('/') || scheme_end == std::string_view::npos) return {};
    url.remove_prefix(scheme_end + 3);
    return url.substr(0, url.find_first_of("/?#"));
}

bool is_same_origin(std::string_view origin, std::string_view host) {
    const std::string lowered = lower(origin);
    if (!lowered.starts_with("http://") && !lowered.starts_with("https://")) return false;
    return without_default_port(authority_of(lowered)) == without_default_port(lower(host));
}

Error denied(std::string message) {
    return Error{ErrorKind::Denied, "AccessDeniedException", std::move(message), {}};
}

Error foreign_host(std::string_view host) {
    return denied(
        "Gantry does not answer to the host name '" + std::string(host) +
        "', which a web page may have pointed here. Use an address or localhost, or start Gantry "
        "with --host-name and that name."
    );
}

Error foreign_page(std::string_view what, std::string_view value) {
    return denied(
        "Gantry does not answer web pages (" + std::string(what) + ": " + std::string(value) + ")."
    );
}

}  // namespace

bool is_host_name(std::string_view text) {
    return !text.empty() && text.size() <= 253 && text.front() != '.' &&
           std::ranges::all_of(text, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '-' || c == '_' || c == '.';
           });
}

FrontDoor::FrontDoor(std::string_view address, std::vector<std::string> host_names)
    : address_(address_bytes(address)),
      wildcard_(!address_.empty() && address_.find_first_not_of('\0') == std::string::npos),
      unix_socket_(address.starts_with("unix://")) {
    for (const std::string& name : host_names) names_.push_back(host_of(name));
}

bool FrontDoor::is_ours(std::string_view authority) const {
    const std::string host = host_of(authority);
    if (host == "localhost" || host.ends_with(".localhost")) return true;
    if (const std::string bytes = address_bytes(host); !bytes.empty()) {
        return wildcard_ || bytes == address_ || is_loopback(bytes);
    }
    return !host.empty() && std::ranges::find(names_, host) != names_.end();
}

Result<void> FrontDoor::check(const net::HttpRequest& head) const {
    const std::string* host = head.headers.find("host");
    if (!unix_socket_) {
        if (host != nullptr && !is_ours(*host)) return foreign_host(*host);
        const std::string_view in_target = authority_of(head.target);
        if (!in_target.empty() && !is_ours(in_target)) return foreign_host(in_target);
    }
    for (const auto& [name, value] : head.headers.all()) {
        if (net::equals_ignoring_case(name, "origin")) {
            if (host == nullptr || !is_same_origin(value, *host)) {
                return foreign_page("Origin", value);
            }
        } else if (net::equals_ignoring_case(name, "sec-fetch-site")) {
            if (value != "same-origin" && value != "none") {
                return foreign_page("Sec-Fetch-Site", value);
            }
        }
    }
    return {};
}

}  // namespace gantry::control
