#include "drivers/network/acceptor.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <system_error>

namespace gantry::network {
namespace {

Error socket_failed(const char* what) {
    return unavailable(std::string(what) + ": " + std::generic_category().message(errno));
}

}  // namespace

Result<Descriptor> listen_here(Address address, std::uint16_t port) {
    Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!socket) return socket_failed("socket");
    const int on = 1;
    (void)::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    (void)::setsockopt(socket.get(), IPPROTO_IP, IP_FREEBIND, &on, sizeof on);
    sockaddr_in name{};
    name.sin_family = AF_INET;
    name.sin_port = htons(port);
    name.sin_addr.s_addr = htonl(address.bits);
    if (::bind(socket.get(), reinterpret_cast<const sockaddr*>(&name), sizeof name) != 0)
        return socket_failed("bind");
    if (::listen(socket.get(), SOMAXCONN) != 0) return socket_failed("listen");
    return socket;
}

Acceptor::Acceptor()
    : poll_(::epoll_create1(EPOLL_CLOEXEC)), wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = wake_.get();
    (void)::epoll_ctl(poll_.get(), EPOLL_CTL_ADD, wake_.get(), &event);
    thread_ = std::thread([this] { run(); });
}

Acceptor::~Acceptor() {
    const std::uint64_t one = 1;
    (void)!::write(wake_.get(), &one, sizeof one);
    thread_.join();
}

Result<void> Acceptor::add(const std::string& group, Descriptor listening, Accepted accepted) {
    const int socket = listening.get();
    const std::lock_guard lock(mutex_);
    listening_[socket] = {group, std::move(listening), std::move(accepted)};
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = socket;
    if (::epoll_ctl(poll_.get(), EPOLL_CTL_ADD, socket, &event) == 0) return {};
    listening_.erase(socket);
    return socket_failed("epoll");
}

void Acceptor::close(const std::string& group) {
    const std::lock_guard lock(mutex_);
    std::erase_if(listening_, [&](const auto& entry) { return entry.second.group == group; });
}

void Acceptor::run() {
    std::array<epoll_event, 64> events{};
    for (;;) {
        const int count =
            ::epoll_wait(poll_.get(), events.data(), static_cast<int>(events.size()), -1);
        for (int i = 0; i < count; ++i) {
            const int socket = events.at(static_cast<std::size_t>(i)).data.fd;
            if (socket == wake_.get()) return;
            accept_all(socket);
        }
    }
}

void Acceptor::accept_all(int socket) {
    constexpr int kAtOnce = 64;  // others have their turn
    for (int i = 0; i < kAtOnce; ++i) {
        Accepted accepted;
        sockaddr_in name{};
        socklen_t size = sizeof name;
        Descriptor connection;
        {
            const std::lock_guard lock(mutex_);
            const auto at = listening_.find(socket);
            if (at == listening_.end()) return;
            connection = Descriptor(::accept4(
                socket, reinterpret_cast<sockaddr*>(&name), &size, SOCK_CLOEXEC | SOCK_NONBLOCK
            ));
            accepted = at->second.accepted;
        }
        if (!connection) {
            // Without descriptors left the socket stays readable: not at once again.
            if (errno == EMFILE || errno == ENFILE)
                std::this_thread::sleep_for(std::chrono::milliseconds(50));
            return;
        }
        accepted(std::move(connection), to_text(Address{ntohl(name.sin_addr.s_addr)}));
    }
}

}  // namespace gantry::network
