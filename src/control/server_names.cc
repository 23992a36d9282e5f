#include "control/server_names.h"

#include <arpa/inet.h>

#include <algorithm>

#include "aws/scope.h"
#include "net/text.h"

namespace gantry::control {
namespace {

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

/// Under which agents hand on what their tasks ask (AWS_ENDPOINT_URL).
constexpr std::string_view kAddressForTasks{"\xa9\xfe\xaa\x02", 4};  // 169.254.170.2

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
    std::string out(host);
    std::ranges::transform(out, out.begin(), net::to_lower);
    return out;
}

}  // namespace

bool is_host_name(std::string_view text) {
    return !text.empty() && text.size() <= 253 && text.front() != '.' &&
           std::ranges::all_of(text, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '-' || c == '_' || c == '.';
           });
}

std::string_view region_in(std::string_view prefix) {
    const std::size_t dot = prefix.rfind('.');
    if (dot == std::string_view::npos) return {};
    const std::string_view last = prefix.substr(dot + 1);
    const bool region = last.find('-') != std::string_view::npos && aws::is_region(last);
    return region ? last : std::string_view{};
}

ServerNames::ServerNames(std::string_view address, const std::vector<std::string>& names)
    : address_(address_bytes(address)),
      wildcard_(!address_.empty() && address_.find_first_not_of('\0') == std::string::npos) {
    names_.emplace_back("localhost");
    for (const std::string& name : names) {
        if (std::string host = host_of(name); !host.empty()) names_.push_back(std::move(host));
    }
    // "s3.gantry" before "gantry", where both are given.
    std::ranges::sort(names_, std::ranges::greater{}, &std::string::size);
}

bool ServerNames::is_own_address(std::string_view bytes) const {
    return wildcard_ || bytes == address_ || is_loopback(bytes) || bytes == kAddressForTasks;
}

std::optional<HostParts> ServerNames::take_apart(std::string_view authority) const {
    const std::string host = host_of(authority);
    if (const std::string bytes = address_bytes(host); !bytes.empty()) {
        if (!is_own_address(bytes)) return std::nullopt;
        return HostParts{"", host};
    }
    for (const std::string& name : names_) {
        if (host == name) return HostParts{"", name};
        if (host.size() <= name.size() + 1 || !host.ends_with(name)) continue;
        const std::size_t dot = host.size() - name.size() - 1;
        const std::string prefix = host.substr(0, dot);
        if (host[dot] == '.' && is_host_name(prefix)) return HostParts{prefix, name};
    }
    return std::nullopt;
}

}  // namespace gantry::control
