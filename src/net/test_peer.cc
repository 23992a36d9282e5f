#include "net/test_peer.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

namespace gantry::net::test {
namespace {

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

sockaddr_un unix_address(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    return address;
}

template <class Address>
const sockaddr* generic(const Address& address) {
    return reinterpret_cast<const sockaddr*>(&address);
}

bool wait_readable(int fd, Duration patience = kPatience) {
    pollfd wanted{fd, POLLIN, 0};
    return ::poll(&wanted, 1, static_cast<int>(patience.count())) == 1;
}

}  // namespace

RawSocket RawSocket::connect(std::uint16_t port, const char* from) {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in own = loopback(0);
    inet_pton(AF_INET, from, &own.sin_addr);
    EXPECT_EQ(::bind(fd, generic(own), sizeof own), 0) << strerror(errno);
    const sockaddr_in address = loopback(port);
    EXPECT_EQ(::connect(fd, generic(address), sizeof address), 0) << strerror(errno);
    return RawSocket{fd};
}

RawSocket RawSocket::connect_unix(const std::string& path) {
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_un address = unix_address(path);
    EXPECT_EQ(::connect(fd, generic(address), sizeof address), 0) << strerror(errno);
    return RawSocket{fd};
}

void RawSocket::send(std::string_view bytes) const {
    while (!bytes.empty()) {
        const ssize_t n = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (n <= 0) return;  // the peer has closed; what it said is there to read
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
}

void RawSocket::shutdown_send() const {
    ::shutdown(fd_, SHUT_WR);
}

void RawSocket::close() {
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
}

void RawSocket::reset() {
    const linger at_once{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close();
}

void RawSocket::shrink_receive_buffer() const {
    const int bytes = 1;
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
}

bool RawSocket::fill() {
    if (!wait_readable(fd_)) {
        ADD_FAILURE() << "nothing to read in time";
        return false;
    }
    char bytes[64U << 10U];
    const ssize_t n = ::recv(fd_, bytes, sizeof bytes, 0);
    if (n <= 0) return false;
    buffer_.append(bytes, static_cast<std::size_t>(n));
    return true;
}

std::string RawSocket::read_until(std::string_view marker) {
    std::size_t at = 0;
    while ((at = buffer_.find(marker)) == std::string::npos) {
        if (!fill()) return {};
    }
    std::string taken = buffer_.substr(0, at + marker.size());
    buffer_.erase(0, taken.size());
    return taken;
}

std::string RawSocket::read_bytes(std::size_t n) {
    while (buffer_.size() < n && fill()) {
    }
    std::string taken = buffer_.substr(0, n);
    buffer_.erase(0, taken.size());
    return taken;
}

HttpResponse RawSocket::read_response(bool head_request) {
    ResponseReader reader{{.head_request = head_request}};
    for (;;) {
        buffer_.erase(0, reader.feed(buffer_));
        if (reader.state() == ResponseReader::State::Complete) return reader.response();
        if (reader.state() == ResponseReader::State::Failed) break;
        if (!fill()) {
            if (reader.finish_at_eof()) return reader.response();
            break;
        }
    }
    ADD_FAILURE() << "no complete answer";
    return {.status = 0};
}

bool RawSocket::closed_by_peer() {
    const bool more = !buffer_.empty() || fill();
    return !more;
}

bool RawSocket::gone(Duration patience) const {
    char next = 0;
    return wait_readable(fd_, patience) && ::recv(fd_, &next, 1, MSG_PEEK) <= 0;
}

RawListener::RawListener() : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address = loopback(0);
    EXPECT_EQ(::bind(fd_, generic(address), sizeof address), 0);
    EXPECT_EQ(::listen(fd_, 16), 0);
    socklen_t size = sizeof address;
    ::getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
}

RawListener::RawListener(const std::string& path)
    : fd_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)), path_(path) {
    const sockaddr_un address = unix_address(path);
    EXPECT_EQ(::bind(fd_, generic(address), sizeof address), 0) << strerror(errno);
    EXPECT_EQ(::listen(fd_, 16), 0);
}

RawListener::~RawListener() {
    ::close(fd_);
}

Endpoint RawListener::endpoint() const {
    if (!path_.empty()) return {.unix_path = path_};
    return {.host = "127.0.0.1", .port = port_};
}

RawSocket RawListener::accept() const {
    EXPECT_TRUE(wait_readable(fd_)) << "nobody connected in time";
    return RawSocket{::accept4(fd_, nullptr, nullptr, SOCK_CLOEXEC)};
}

bool RawListener::has_one(Duration patience) const {
    return wait_readable(fd_, patience);
}

bool eventually(const std::function<bool()>& is_so) {
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    while (!is_so()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        std::this_thread::yield();
    }
    return true;
}

TempDir::TempDir() : path_((std::filesystem::temp_directory_path() / "gantry-XXXXXX").string()) {
    EXPECT_NE(::mkdtemp(path_.data()), nullptr);
}

TempDir::~TempDir() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string TempDir::path(std::string_view name) const {
    return path_ + "/" + std::string{name};
}

Result<HttpResponse> fetch(
    HttpClient& client, const Endpoint& endpoint, HttpRequest request, Duration timeout
) {
    auto answer = std::make_shared<Expected<Result<HttpResponse>>>();
    client.request(endpoint, std::move(request), timeout, [answer](Result<HttpResponse> how) {
        answer->set(std::move(how));
    });
    return answer->get();
}

}  // namespace gantry::net::test
