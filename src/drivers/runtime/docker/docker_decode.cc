#include "drivers/runtime/docker/docker_decode.h"

#include <charconv>

#include "api/docker/error_response.h"
#include "wire/json_codec.h"

namespace gantry::runtime {

namespace {

/// Docker writes "0001-01-01T00:00:00Z" for "never".
std::optional<SysTime> to_time(const std::optional<std::string>& text) {
    SysTime time;
    if (!text || text->starts_with("0001-") || !parse_iso8601(*text, time)) return std::nullopt;
    return time;
}

Health to_health(std::string_view text) {
    if (text == "healthy") return Health::Healthy;
    if (text == "unhealthy") return Health::Unhealthy;
    if (text == "starting") return Health::Starting;
    return Health::None;
}

ContainerPhase to_phase(std::string_view state) {
    if (state == "created") return ContainerPhase::Created;
    if (state == "running" || state == "paused" || state == "restarting")
        return ContainerPhase::Running;
    return ContainerPhase::Exited;
}

std::uint16_t to_port(std::string_view text) {
    std::uint16_t port = 0;
    std::from_chars(text.data(), text.data() + text.size(), port);
    return port;
}

std::string without_slash(std::string name) {
    if (name.starts_with('/')) name.erase(0, 1);
    return name;
}

void set_ports(ContainerStatus& status, const api::docker::NetworkSettings& network) {
    if (network.ports) {
        for (const auto& [container_side, bindings] : *network.ports) {  // "8080/tcp"
            const auto slash = container_side.find('/');
            for (const auto& binding : bindings) {
                const std::string host = binding.host_ip.value_or("");
                if (host.find(':') != std::string::npos) continue;
                status.ports.push_back(PortBinding{
                    host,
                    to_port(binding.host_port.value_or("")),
                    to_port(container_side.substr(0, slash)),
                    slash == std::string::npos ? "tcp" : container_side.substr(slash + 1),
                });
            }
        }
    }
    if (network.networks) {
        for (const auto& [name, endpoint] : *network.networks) {
            status.ip_by_network[name] = endpoint.ip_address.value_or("");
        }
    }
}

void set_state(ContainerStatus& status, const api::docker::ContainerState& state) {
    status.phase = to_phase(state.status.value_or(""));
    status.exit_code = state.exit_code.value_or(0);
    status.oom_killed = state.oom_killed.value_or(false);
    status.error = state.error.value_or("");
    status.pid = state.pid.value_or(0);
    status.started_at = to_time(state.started_at);
    status.finished_at = to_time(state.finished_at);
    if (!state.health) return;
    status.health = to_health(state.health->status.value_or(""));
    if (state.health->log && !state.health->log->empty()) {
        status.health_output = state.health->log->back().output.value_or("");
        status.health_exit_code = state.health->log->back().exit_code.value_or(0);
    }
}

/// True when the text is a run of whole multiplexing frames: stream number, three zeros, length.
bool is_framed(std::string_view answer) {
    std::size_t at = 0;
    while (at < answer.size()) {
        if (answer.size() - at < 8) return false;
        const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(answer[at + i]); };
        if (byte(0) > 2 || byte(1) != 0 || byte(2) != 0 || byte(3) != 0) return false;
        const std::size_t length = (std::size_t{byte(4)} << 24U) | (std::size_t{byte(5)} << 16U) |
                                   (std::size_t{byte(6)} << 8U) | std::size_t{byte(7)};
        at += 8 + length;
    }
    return at == answer.size();
}

std::string unframed(std::string_view answer) {
    std::string text;
    while (!answer.empty()) {
        const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(answer[i]); };
        const std::size_t length = (std::size_t{byte(4)} << 24U) | (std::size_t{byte(5)} << 16U) |
                                   (std::size_t{byte(6)} << 8U) | std::size_t{byte(7)};
        text += answer.substr(8, length);
        answer.remove_prefix(8 + length);
    }
    return text;
}

}  // namespace

ContainerStatus to_status(const api::docker::ContainerInspect& inspect) {
    ContainerStatus status;
    status.id = inspect.id.value_or("");
    status.name = without_slash(inspect.name.value_or(""));
    status.image_id = inspect.image.value_or("");
    status.created_at = to_time(inspect.created);
    if (inspect.config && inspect.config->labels) status.labels = *inspect.config->labels;
    if (inspect.state) set_state(status, *inspect.state);
    if (inspect.network_settings) set_ports(status, *inspect.network_settings);
    return status;
}

ContainerStatus to_status(const api::docker::ContainerSummary& summary) {
    ContainerStatus status;
    status.id = summary.id.value_or("");
    if (summary.names && !summary.names->empty())
        status.name = without_slash(summary.names->front());
    if (summary.labels) status.labels = *summary.labels;
    status.phase = to_phase(summary.state.value_or(""));
    status.image_id = summary.image_id.value_or("");
    return status;
}

std::optional<RuntimeEvent> to_event(const api::docker::Event& event) {
    if (!event.action || !event.actor || event.type.value_or("container") != "container") {
        return std::nullopt;
    }
    RuntimeEvent out;
    out.container_id = event.actor->id.value_or("");
    if (event.actor->attributes) out.labels = *event.actor->attributes;
    out.time = SysTime{
        Duration{event.time_nano.value_or(event.time.value_or(0) * 1'000'000'000) / 1'000'000}
    };
    const std::string& action = *event.action;
    constexpr std::string_view kHealth = "health_status: ";
    if (action == "start") {
        out.kind = RuntimeEvent::Kind::Start;
    } else if (action == "die") {
        out.kind = RuntimeEvent::Kind::Die;
        const auto code = out.labels.find("exitCode");
        if (code != out.labels.end()) {
            std::int32_t value = 0;
            std::from_chars(code->second.data(), code->second.data() + code->second.size(), value);
            out.exit_code = value;
        }
    } else if (action == "oom") {
        out.kind = RuntimeEvent::Kind::OutOfMemory;
    } else if (action == "destroy") {
        out.kind = RuntimeEvent::Kind::Destroy;
    } else if (action.starts_with(kHealth)) {
        out.kind = RuntimeEvent::Kind::HealthChanged;
        out.health = to_health(std::string_view(action).substr(kHealth.size()));
    } else {
        return std::nullopt;
    }
    return out;
}

Error to_error(const net::HttpResponse& response) {
    std::string message;
    if (const auto body = wire::decode_json<api::docker::ErrorResponse>(response.body)) {
        message = body->message.value_or("");
    }
    if (message.empty())
        message = "the runtime answered with HTTP status " + std::to_string(response.status);
    ErrorKind kind = ErrorKind::Internal;
    if (response.status == 404) kind = ErrorKind::NotFound;
    if (response.status == 409) kind = ErrorKind::Conflict;
    if (response.status == 400) kind = ErrorKind::InvalidArgument;
    if (response.status == 503) kind = ErrorKind::Unavailable;
    return Error{kind, {}, std::move(message), {}};
}

std::vector<std::string> to_lines(std::string_view answer, std::size_t max_bytes) {
    const std::string text = is_framed(answer) ? unframed(answer) : std::string(answer);
    std::vector<std::string> lines;
    std::size_t begin = 0;
    while (begin < text.size()) {
        std::size_t end = text.find('\n', begin);
        if (end == std::string::npos) end = text.size();
        std::string line = text.substr(begin, end - begin);
        if (line.ends_with('\r')) line.pop_back();
        lines.push_back(std::move(line));
        begin = end + 1;
    }
    std::size_t bytes = 0;
    auto first = lines.end();
    while (first != lines.begin() && bytes + std::prev(first)->size() <= max_bytes) {
        --first;
        bytes += first->size();
    }
    lines.erase(lines.begin(), first);
    return lines;
}

std::string smaller_version(const std::string& theirs, const std::string& ours) {
    const auto parse = [](const std::string& text) -> std::pair<int, int> {
        int major = 0;
        int minor = 0;
        const auto dot = text.find('.');
        if (dot == std::string::npos) return {0, 0};
        std::from_chars(text.data(), text.data() + dot, major);
        std::from_chars(text.data() + dot + 1, text.data() + text.size(), minor);
        return {major, minor};
    };
    const auto their_parts = parse(theirs);
    return their_parts == std::pair{0, 0} || parse(ours) < their_parts ? ours : theirs;
}

std::string escape(std::string_view text) {
    constexpr char kHex[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == '~';
        if (plain) {
            out += c;
        } else {
            out += '%';
            out += kHex[byte >> 4U];
            out += kHex[byte & 15U];
        }
    }
    return out;
}

std::string base64url(std::string_view bytes) {
    constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const auto byte = [&](std::size_t at) -> unsigned {
            return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0U;
        };
        const unsigned group = (byte(i) << 16U) | (byte(i + 1) << 8U) | byte(i + 2);
        out += kDigits[group >> 18U];
        out += kDigits[(group >> 12U) & 63U];
        out += i + 1 < bytes.size() ? kDigits[(group >> 6U) & 63U] : '=';
        out += i + 2 < bytes.size() ? kDigits[group & 63U] : '=';
    }
    return out;
}

}  // namespace gantry::runtime
