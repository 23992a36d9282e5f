#include "cmd/endpoint_host.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "base/log.h"
#include "base/log_burst.h"
#include "cmd/addresses.h"
#include "cmd/relay/local_peers.h"

namespace gantry::cmd {
namespace {

constexpr const char* kOperatorsAddress = "127.0.0.1";
constexpr std::uint16_t kOperatorsPort = 51678;

/// Registered where the endpoint is up: placement sends tasks with roles to such instances only.
/// Source: ECS agent protocol, capabilities.
constexpr const char* kTaskRole = "com.amazonaws.ecs.capability.task-iam-role";
constexpr const char* kTaskRoleInHostMode =
    "com.amazonaws.ecs.capability.task-iam-role-network-host";

std::string how_to_get_it(const Error& why) {
    switch (why.kind) {
        case ErrorKind::Denied:
            return "Run as root or with CAP_NET_ADMIN (systemd: AmbientCapabilities=CAP_NET_ADMIN)";
        case ErrorKind::Conflict: return "One agent a machine can have the address";
        case ErrorKind::NotFound: return "Install iproute2 (ip) and iptables";
        default: return "See the log";
    }
}

Error cannot_listen(std::uint16_t port, const std::string& words) {
    const bool denied = words.find("ermission denied") != std::string::npos;
    return {
        denied ? ErrorKind::Denied : ErrorKind::Conflict,
        {},
        fmt::format(
            "{} at {}:{} ({})",
            denied ? "this process may not listen" : "another process answers",
            network::kTaskAddress,
            port,
            words
        ),
        {}
    };
}

/// Whether somebody listens there.
bool answers_at(const std::string& address, std::uint16_t port) {
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_port = htons(port);
    inet_pton(AF_INET, address.c_str(), &at.sin_addr);
    const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (probe < 0) return false;
    const bool answers = ::connect(probe, reinterpret_cast<sockaddr*>(&at), sizeof at) == 0;
    ::close(probe);
    return answers;
}

/// Whether that is an address of this machine.
bool is_here(const std::string& host) {
    return is_loopback(host) || std::ranges::any_of(local_addresses(), [&](const auto& local) {
               return network::to_text(local.address) == host;
           });
}

}  // namespace

EndpointHost::EndpointHost(
    Console& console, std::string program, const AgentFlags& flags, const std::string& docker
)
    : console_(console), program_(std::move(program)) {
    if (flags.introspection) open_for_operators();
    if (flags.task_endpoint == "off") return;
    const auto opened = open_for_tasks(docker);
    for_tasks_ = static_cast<bool>(opened);
    if (for_tasks_) return;
    link_.reset();
    console_.warn(fmt::format(
        "{}: tasks get no metadata, and none with a task role is placed here: {}. {}; "
        "--task-endpoint off does without.",
        program_,
        opened.error().message,
        how_to_get_it(opened.error())
    ));
}

EndpointHost::~EndpointHost() = default;

Result<void> EndpointHost::open_for_tasks(const std::string& docker) {
    if (!docker.starts_with("unix://")) {
        return Error{ErrorKind::Conflict, {}, "the containers of " + docker + " are elsewhere", {}};
    }
    auto link = network::LinkLocal::open();
    if (!link) return link.error();
    link_ = std::move(*link);
    const auto listening = server_.listen_for_tasks(network::kTaskAddress, link_->port());
    if (!listening) return cannot_listen(link_->port(), listening.error().message);
    if (auto held = link_->hold(); !held) return held;
    log_info("task_endpoint_up", {{"address", network::kTaskAddress}, {"port", link_->port()}});
    return {};
}

void EndpointHost::open_for_operators() {
    const auto listening = server_.listen_for_operators(kOperatorsAddress, kOperatorsPort);
    for_operators_ = static_cast<bool>(listening);
    if (for_operators_) return;
    console_.warn(
        fmt::format("{}: there is no introspection: {}", program_, listening.error().message)
    );
}

void EndpointHost::serve(NetworkHost& network) {
    if (!network.works()) return;
    network_ = &network;
    if (!for_tasks_) return;
    network.listen(
        network::kTaskAddress,
        network::kTaskPort,
        [this](int descriptor, const std::string& peer) { server_.adopt(descriptor, peer); }
    );
}

void EndpointHost::relay_api(const std::string& url, bool wanted) {
    if (!wanted || !for_tasks_) return;  // what does not work was said already
    const auto endpoint = net::parse_endpoint(url);
    if (!endpoint || !endpoint->unix_path.empty()) return;
    if (endpoint->tls) {
        console_.warn(fmt::format(
            "{}: containers are not given AWS_ENDPOINT_URL: {} speaks TLS under a name that they "
            "do "
            "not reach; set it in their task definitions, with the authority in their images.",
            program_,
            url
        ));
        return;
    }
    relay_ = net::make_tcp_relay({.to = {*endpoint}, .name = "api-relay"});
    const auto listening = open_api_door(endpoint->port);
    // A control plane of this machine that listens at every address answers there by itself; where
    // it is another machine's, a stranger does.
    const bool answers =
        listening || (is_here(endpoint->host) && answers_at(network::kTaskAddress, endpoint->port));
    if (!answers) {
        relay_.reset();
        console_.warn(fmt::format(
            "{}: containers are not given AWS_ENDPOINT_URL: {}:{}: {}; end what listens there, or "
            "say --no-give-endpoint",
            program_,
            network::kTaskAddress,
            endpoint->port,
            listening.error().message
        ));
        return;
    }
    api_url_ = fmt::format("http://{}:{}", network::kTaskAddress, endpoint->port);
    if (network_ == nullptr) return;
    network_->listen(
        network::kTaskAddress,
        endpoint->port,
        [this](int descriptor, const std::string& peer) { relay_->adopt(descriptor, peer); }
    );
}

Result<void> EndpointHost::open_api_door(std::uint16_t port) {
    auto socket = network::listen_here(*network::parse_address(network::kTaskAddress), port);
    if (!socket) return socket.error();
    api_door_ = std::make_unique<network::Acceptor>();
    return api_door_->add(
        "api",
        std::move(*socket),
        [this](network::Descriptor connection, const std::string& peer) {
            if (is_of_this_machine(local_addresses(), peer)) {
                return relay_->adopt(connection.release(), peer);
            }
            const MonoTime now{std::chrono::steady_clock::now().time_since_epoch()};
            if (const auto count = refused_.add(now)) {
                log_warn("api_relay_refused", {{"peer", peer}, {"count", *count}});
            }
        }
    );
}

void EndpointHost::join(AgentHostOptions& host) {
    host.network = network_;
    host.agent.api_url = api_url_;
    if (for_tasks_ || for_operators_) host.task_endpoint = &server_;
    if (!for_tasks_) return;
    host.agent.task_endpoint = true;
    host.agent.extra_capabilities.emplace_back(kTaskRole);
    host.agent.extra_capabilities.emplace_back(kTaskRoleInHostMode);
}

}  // namespace gantry::cmd
