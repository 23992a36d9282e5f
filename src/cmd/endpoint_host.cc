#include "cmd/endpoint_host.h"

#include <fmt/format.h>

#include "base/log.h"

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

void EndpointHost::join(AgentHostOptions& host) {
    if (for_tasks_ || for_operators_) host.task_endpoint = &server_;
    if (!for_tasks_) return;
    host.agent.task_endpoint = true;
    host.agent.extra_capabilities.emplace_back(kTaskRole);
    host.agent.extra_capabilities.emplace_back(kTaskRoleInHostMode);
}

}  // namespace gantry::cmd
