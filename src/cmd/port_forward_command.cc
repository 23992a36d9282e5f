// `gantry port-forward`: a port of a task's container, on this machine.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "cmd/command.h"
#include "cmd/exec_target.h"

namespace gantry::cmd {
namespace {

/// Connections at once; more wait to be accepted.
constexpr int kMaxConnections = 16;
constexpr Duration kFullPause{50};

struct ForwardOptions {
    PageAccess access;
    ExecTarget target;
    std::string ports;
    std::string address = "127.0.0.1";
};

struct Ports {
    std::uint16_t local = 0;
    std::uint16_t remote = 0;
};

std::optional<std::uint16_t> read_port(std::string_view text) {
    unsigned value = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || rest != end || value > 0xFFFF) return std::nullopt;
    return static_cast<std::uint16_t>(value);
}

/// "8080:80", "80"; a local port of 0 is any free one.
std::optional<Ports> read_ports(const std::string& text) {
    const std::size_t colon = text.find(':');
    const std::string_view local = std::string_view(text).substr(0, colon);
    const std::string_view remote =
        colon == std::string::npos ? local : std::string_view(text).substr(colon + 1);
    const auto from = read_port(local);
    const auto to = read_port(remote);
    if (!from || !to || *to == 0) return std::nullopt;
    return Ports{*from, *to};
}

/// A connection of this machine, and the session behind it; a thread reads it.
class Forwarded {
  public:
    Forwarded(int socket, std::atomic<int>& count) : socket_(socket), count_(count) { ++count_; }
    ~Forwarded() {
        ::close(socket_);
        --count_;
    }
    Forwarded(const Forwarded&) = delete;
    Forwarded& operator=(const Forwarded&) = delete;

    void run(ExecOpener& opener, std::mutex& one_at_a_time, std::uint16_t port) {
        std::unique_ptr<SessionClient> session;
        {
            const std::lock_guard lock(one_at_a_time);
            auto opened = opener.open(
                {"gantry", "port-forward", std::to_string(port)},
                {.tty = false, .exit_code = true, .port = port},
                {.on_output = [this](bool, const std::string& bytes) { return send(bytes); }}
            );
            if (!opened) {
                print_error(opened.error());
                return;
            }
            session = std::move(*opened);
            // A container has few sessions that are promised and not yet begun.
            session->wait_open();
        }
        std::thread reader([this, &session] { read(*session); });
        const SessionClient::End end = session->wait();
        ::shutdown(socket_, SHUT_RDWR);
        reader.join();
        if (end.exit_code || end.words.empty()) return;
        std::fprintf(stderr, "gantry: port %u: %s\n", port, end.words.c_str());
    }

  private:
    void read(SessionClient& session) const {
        char buffer[16U << 10U];
        while (true) {
            const ssize_t count = ::recv(socket_, buffer, sizeof buffer, 0);
            if (count < 0 && errno == EINTR) continue;
            if (count <= 0) return session.end_input();
            if (!session.write({buffer, static_cast<std::size_t>(count)})) return;
        }
    }
    /// @return false: its program has gone
    [[nodiscard]] bool send(const std::string& bytes) const {
        std::size_t done = 0;
        while (done < bytes.size()) {
            const ssize_t count =
                ::send(socket_, bytes.data() + done, bytes.size() - done, MSG_NOSIGNAL);
            if (count < 0 && errno != EINTR) return false;
            if (count > 0) done += static_cast<std::size_t>(count);
        }
        return true;
    }

    const int socket_;
    std::atomic<int>& count_;
};

/// @return a listening socket, and in `port` where; −1: errno says why not
int listen_at(const std::string& address, std::uint16_t& port) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (socket < 0) return -1;
    const int yes = 1;
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_port = htons(port);
    if (::inet_pton(AF_INET, address.c_str(), &at.sin_addr) != 1) {
        ::close(socket);
        errno = EINVAL;
        return -1;
    }
    socklen_t length = sizeof at;
    const bool good = ::bind(socket, reinterpret_cast<sockaddr*>(&at), sizeof at) == 0 &&
                      ::listen(socket, kMaxConnections) == 0 &&
                      ::getsockname(socket, reinterpret_cast<sockaddr*>(&at), &length) == 0;
    if (!good) {
        ::close(socket);
        return -1;
    }
    port = ntohs(at.sin_port);
    return socket;
}

int run_forward(const ForwardOptions& options) {
    auto ports = read_ports(options.ports);
    if (!ports) {
        std::fprintf(stderr, "gantry: ports are LOCAL:REMOTE, such as 8080:80\n");
        return 2;
    }
    auto opener = ExecOpener::find(options.access, options.target);
    if (!opener) return print_error(opener.error());
    const int listener = listen_at(options.address, ports->local);
    if (listener < 0) {
        std::fprintf(
            stderr,
            "gantry: %s:%u: %s\n",
            options.address.c_str(),
            ports->local,
            std::strerror(errno)
        );
        return 1;
    }
    std::printf(
        "Forwarding %s:%u to port %u of task %s; Ctrl-C ends it\n",
        options.address.c_str(),
        ports->local,
        ports->remote,
        opener->task().c_str()
    );
    std::fflush(stdout);
    std::mutex one_at_a_time;
    std::atomic<int> connections = 0;
    // Until a signal ends the program, and with it whatever is open.
    while (true) {
        if (connections >= kMaxConnections) {
            std::this_thread::sleep_for(kFullPause);
            continue;
        }
        const int socket = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket < 0) continue;
        auto forwarded = std::make_shared<Forwarded>(socket, connections);
        std::thread([&, forwarded, port = ports->remote] {
            forwarded->run(*opener, one_at_a_time, port);
        }).detach();
    }
}

}  // namespace

void add_port_forward_command(Program& program) {
    auto options = std::make_shared<ForwardOptions>();
    CLI::App* command = program.app.add_subcommand(
        "port-forward",
        "Reach a port of a task from this machine\n\n"
        "  gantry port-forward web 8080:80          then: curl http://127.0.0.1:8080/\n"
        "  gantry port-forward db -c postgres 5432\n\n"
        "Connections are made inside the container's network, so that ports which are not mapped,\n"
        "or listened at on loopback only, are reached too. As gantry exec otherwise."
    );
    command->add_option("target", options->target.text, "A service or a task: name, id or ARN")
        ->required();
    command->add_option("ports", options->ports, "LOCAL:REMOTE, or one for both")->required();
    command->add_option("--address", options->address, "Where to listen")->capture_default_str();
    add_target_options(*command, options->target);
    add_page_access(*command, options->access);
    command->callback([&program, options] {
        program.run = [options] { return run_forward(*options); };
    });
}

}  // namespace gantry::cmd
