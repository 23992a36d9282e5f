#include "control/front_door.h"

#include <algorithm>

#include "net/text.h"

namespace gantry::control {
namespace {

std::string lower(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(), net::to_lower);
    return out;
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

/// Every browser's begins so, whatever else it calls itself; old ones of Opera by its name.
bool is_browser(std::string_view user_agent) {
    return user_agent.empty() || user_agent.starts_with("Mozilla/") ||
           user_agent.starts_with("Opera/");
}

}  // namespace

FrontDoor::FrontDoor(std::string_view address, const std::vector<std::string>& host_names)
    : names_(address, host_names), unix_socket_(address.starts_with("unix://")) {}

Result<void> FrontDoor::check_unsigned(const net::HttpRequest& head) {
    if (head.headers.find("x-amz-target") != nullptr) return {};
    const std::string* agent = head.headers.find("user-agent");
    if (agent != nullptr && !is_browser(*agent)) return {};
    return denied(
        "Gantry takes unsigned calls from clients that name themselves in User-Agent, and from no "
        "web page."
    );
}

std::string FrontDoor::host_prefix(const net::HttpRequest& head) const {
    const std::string* host = head.headers.find("host");
    const std::string_view in_target = authority_of(head.target);
    const std::string_view meant = host != nullptr && in_target.empty() ? *host : in_target;
    const auto parts = names_.take_apart(meant);
    return parts ? parts->prefix : std::string();
}

Result<void> FrontDoor::check(const net::HttpRequest& head) const {
    const std::string* host = head.headers.find("host");
    if (!unix_socket_) {
        if (host != nullptr && !names_.take_apart(*host)) return foreign_host(*host);
        const std::string_view in_target = authority_of(head.target);
        if (!in_target.empty() && !names_.take_apart(in_target)) return foreign_host(in_target);
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
