#include "net/socket_address.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/un.h>

#include <boost/asio/local/stream_protocol.hpp>
#include <cstring>

#include "net/text.h"

namespace gantry::net {
namespace {

constexpr int kKeepAliveIdleSeconds = 30;
constexpr int kKeepAliveIntervalSeconds = 10;
constexpr int kKeepAliveProbes = 3;
/// What the kernel holds for a peer beyond what is on its way to it: one that does not read takes
/// no more of its memory, which is megabytes else.
constexpr int kUnsentBytesMax = 256 << 10;

/// The bytes of `at` as the address type of its family.
template <class Address>
Address as(const SocketEndpoint& at) {
    Address address{};
    std::memcpy(&address, at.data(), std::min(at.size(), sizeof address));
    return address;
}

int family_of(const SocketEndpoint& at) {
    return at.data()->sa_family;
}

}  // namespace

std::string address_text(const SocketEndpoint& at) {
    char text[INET6_ADDRSTRLEN] = {};
    if (family_of(at) == AF_INET) {
        const auto address = as<sockaddr_in>(at);
        inet_ntop(AF_INET, &address.sin_addr, text, sizeof text);
        return fmt::format("{}:{}", text, ntohs(address.sin_port));
    }
    if (family_of(at) == AF_INET6) {
        const auto address = as<sockaddr_in6>(at);
        if (IN6_IS_ADDR_V4MAPPED(&address.sin6_addr)) {  // a client of a socket that serves both
            inet_ntop(AF_INET, &address.sin6_addr.s6_addr[12], text, sizeof text);
            return fmt::format("{}:{}", text, ntohs(address.sin6_port));
        }
        inet_ntop(AF_INET6, &address.sin6_addr, text, sizeof text);
        return fmt::format("[{}]:{}", text, ntohs(address.sin6_port));
    }
    return {};
}

std::uint16_t port_of(const SocketEndpoint& at) {
    if (family_of(at) == AF_INET) return ntohs(as<sockaddr_in>(at).sin_port);
    if (family_of(at) == AF_INET6) return ntohs(as<sockaddr_in6>(at).sin6_port);
    return 0;
}

std::string unix_path_of(const SocketEndpoint& at) {
    return family_of(at) == AF_UNIX ? as<sockaddr_un>(at).sun_path : std::string{};
}

std::optional<asio::ip::address> parse_address(const std::string& text) {
    if (equals_ignoring_case(text, "localhost")) return asio::ip::address_v4::loopback();
    ErrorCode error;
    asio::ip::address address = asio::ip::make_address(text, error);
    if (error) return std::nullopt;
    return address;
}

Result<SocketEndpoint> unix_endpoint(const std::string& path) {
    if (path.empty() || path.size() >= sizeof(sockaddr_un::sun_path)) {
        return invalid_argument(fmt::format("\"{}\" cannot be the path of a unix socket", path));
    }
    return SocketEndpoint{asio::local::stream_protocol::endpoint{path}};
}

void tune(Socket& socket, const SocketEndpoint& peer) {
    if (family_of(peer) == AF_UNIX) return;
    const int fd = socket.native_handle();
    const auto set = [fd](int level, int option, int value) {
        ::setsockopt(fd, level, option, &value, sizeof value);
    };
    set(IPPROTO_TCP, TCP_NODELAY, 1);
    set(SOL_SOCKET, SO_KEEPALIVE, 1);
    set(IPPROTO_TCP, TCP_KEEPIDLE, kKeepAliveIdleSeconds);
    set(IPPROTO_TCP, TCP_KEEPINTVL, kKeepAliveIntervalSeconds);
    set(IPPROTO_TCP, TCP_KEEPCNT, kKeepAliveProbes);
    set(IPPROTO_TCP, TCP_NOTSENT_LOWAT, kUnsentBytesMax);
}

}  // namespace gantry::net
