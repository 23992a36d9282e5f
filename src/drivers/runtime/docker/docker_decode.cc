#include "drivers/runtime/docker/docker_decode.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

#include "api/docker/error_response.h"

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

constexpr std::size_t kFrameHead = 8;

/// The text without its frames; unchanged when it is not a run of whole frames.
std::string unframed(std::string_view answer) {
    std::string text;
    for (std::string_view rest = answer; !rest.empty();) {
        const auto length = log_frame_length(rest);
        if (!length || rest.size() - kFrameHead < *length) return std::string(answer);
        text += rest.substr(kFrameHead, *length);
        rest.remove_prefix(kFrameHead + *length);
    }
    return text;
}

/// Unlimited memory is written as a number beyond all integers.
std::int64_t to_bytes(double number) {
    constexpr double kTooLarge = 9.2e18;
    if (!(number > 0)) return 0;
    return number < kTooLarge ? static_cast<std::int64_t>(number)
                              : std::numeric_limits<std::int64_t>::max();
}

void add_counter(std::int64_t& sum, std::optional<std::int64_t> counter) {
    const std::int64_t room = std::numeric_limits<std::int64_t>::max() - sum;
    sum += std::clamp<std::int64_t>(counter.value_or(0), 0, room);
}

std::optional<NetworkUsage> network_of(const api::docker::ContainerStats& stats) {
    if (!stats.networks || stats.networks->empty()) return std::nullopt;
    NetworkUsage sum;
    for (const auto& [name, one] : *stats.networks) {
        add_counter(sum.rx_bytes, one.rx_bytes);
        add_counter(sum.rx_packets, one.rx_packets);
        add_counter(sum.rx_errors, one.rx_errors);
        add_counter(sum.rx_dropped, one.rx_dropped);
        add_counter(sum.tx_bytes, one.tx_bytes);
        add_counter(sum.tx_packets, one.tx_packets);
        add_counter(sum.tx_errors, one.tx_errors);
        add_counter(sum.tx_dropped, one.tx_dropped);
    }
    return sum;
}

/// Absent where no device is named: none was used, or none is counted.
std::optional<StorageUsage> storage_of(const api::docker::ContainerStats& stats) {
    if (!stats.blkio_stats || !stats.blkio_stats->io_service_bytes_recursive) return std::nullopt;
    const auto& entries = *stats.blkio_stats->io_service_bytes_recursive;
    if (entries.empty()) return std::nullopt;
    StorageUsage sum;
    for (const api::docker::BlkioEntry& entry : entries) {
        const std::string op = entry.op.value_or("");
        if (op == "Read" || op == "read") add_counter(sum.read_bytes, entry.value);
        if (op == "Write" || op == "write") add_counter(sum.written_bytes, entry.value);
    }
    return sum;
}

std::pair<int, int> parse_version(const std::string& text) {
    int major = 0;
    int minor = 0;
    const auto dot = text.find('.');
    if (dot == std::string::npos) return {0, 0};
    std::from_chars(text.data(), text.data() + dot, major);
    std::from_chars(text.data() + dot + 1, text.data() + text.size(), minor);
    return {major, minor};
}

ErrorKind to_kind(int status) {
    switch (status) {
        case 404: return ErrorKind::NotFound;
        case 409: return ErrorKind::Conflict;
        case 503: return ErrorKind::Unavailable;
        default: return status / 100 == 4 ? ErrorKind::InvalidArgument : ErrorKind::Internal;
    }
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
        message =
            "the container runtime answered with HTTP status " + std::to_string(response.status);
    return Error{to_kind(response.status), {}, std::move(message), {}};
}

ContainerUsage to_usage(const api::docker::ContainerStats& stats) {
    ContainerUsage usage;
    usage.network = network_of(stats);
    usage.storage = storage_of(stats);
    if (stats.cpu_stats && stats.cpu_stats->cpu_usage) {
        usage.cpu_total_ns = stats.cpu_stats->cpu_usage->total_usage.value_or(0);
    }
    if (!stats.memory_stats) return usage;
    const auto& memory = *stats.memory_stats;
    usage.memory_bytes = memory.usage.value_or(0);
    usage.memory_limit_bytes = to_bytes(memory.limit.value_or(0));
    // Page cache: "cache" on cgroup v1, "inactive_file" on v2.
    for (const char* cache : {"cache", "inactive_file"}) {
        if (!memory.stats || !memory.stats->contains(cache)) continue;
        usage.memory_bytes -= to_bytes(memory.stats->at(cache));
        break;
    }
    usage.memory_bytes = std::max<std::int64_t>(usage.memory_bytes, 0);
    return usage;
}

std::optional<std::size_t> log_frame_length(std::string_view head) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(head[i]); };
    if (head.size() < kFrameHead || byte(0) > 2) return std::nullopt;
    if (byte(1) != 0 || byte(2) != 0 || byte(3) != 0) return std::nullopt;
    return (std::size_t{byte(4)} << 24U) | (std::size_t{byte(5)} << 16U) |
           (std::size_t{byte(6)} << 8U) | std::size_t{byte(7)};
}

std::vector<std::string> to_lines(
    std::string_view answer, std::size_t max_lines, std::size_t max_bytes
) {
    const std::string text = unframed(answer);
    std::vector<std::string> lines;
    std::string_view rest = text;
    while (!rest.empty() && lines.size() < max_lines && max_bytes > 0) {
        if (rest.ends_with('\n')) rest.remove_suffix(1);
        const auto before = rest.rfind('\n');
        const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
        std::string_view line = rest.substr(begin);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.size() > max_bytes) {
            if (!lines.empty()) break;
            line.remove_prefix(line.size() - max_bytes);
        }
        max_bytes -= line.size();
        lines.emplace_back(line);
        rest = rest.substr(0, begin);
    }
    std::ranges::reverse(lines);
    return lines;
}

std::string negotiated_version(
    const std::string& newest, const std::string& oldest, const std::string& ours
) {
    constexpr std::pair kUnknown{0, 0};
    const auto wanted = parse_version(ours);
    const auto last = parse_version(newest);
    if (last != kUnknown && last < wanted) return newest;
    const auto first = parse_version(oldest);
    return first != kUnknown && wanted < first ? oldest : ours;
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
