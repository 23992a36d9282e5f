#include "agent/endpoint/ask.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "agent/endpoint/query.h"
#include "base/reflect.h"
#include "wire/json_codec.h"

namespace gantry::agent::endpoint {
namespace {

using reflect::field;

struct CredentialsError {
    std::string code;
    std::string message;
    std::int32_t status = 0;

    static const reflect::TypeInfo& type_info() {
        using T = CredentialsError;
        static const reflect::TypeInfo info = reflect::structure<T>(
            "CredentialsError",
            {
                field<&T::code>("code"),
                field<&T::message>("message"),
                field<&T::status>("HTTPErrorCode"),
            }
        );
        return info;
    }
};

struct ApiError {
    std::string arn;
    std::string code;
    std::string message;

    static const reflect::TypeInfo& type_info() {
        using T = ApiError;
        static const reflect::TypeInfo info = reflect::structure<T>(
            "Error",
            {
                field<&T::arn>("Arn"),
                field<&T::code>("Code"),
                field<&T::message>("Message"),
            }
        );
        return info;
    }
};

struct ApiFailure {
    ApiError error;

    static const reflect::TypeInfo& type_info() {
        static const reflect::TypeInfo info =
            reflect::structure<ApiFailure>("Failure", {field<&ApiFailure::error>("error")});
        return info;
    }
};

using Segments = std::vector<std::string_view>;

/// Those of "/v4/id/task"; a slash at the end makes none.
Segments segments_of(std::string_view path) {
    Segments segments;
    while (!path.empty()) {
        path.remove_prefix(1);  // the slash
        const std::size_t end = std::min(path.find('/'), path.size());
        if (end > 0) segments.push_back(path.substr(0, end));
        path.remove_prefix(end);
    }
    return segments;
}

std::string without_double_slashes(std::string_view path) {
    std::string clean;
    for (const char c : path) {
        if (c != '/' || clean.empty() || clean.back() != '/') clean += c;
    }
    return clean;
}

Answer not_found() {
    return text_answer(404, "404 page not found");
}

Answer only(std::string_view methods) {
    Answer answer = text_answer(405, "method not allowed");
    answer.allow = methods;
    return answer;
}

std::variant<Ask, Answer> read_credentials(int version, std::string id) {
    if (id.empty()) {
        return credentials_error(version, 400, "NoIdInRequest", "No Credential ID in the request");
    }
    return Ask{.kind = AskKind::Credentials, .version = version, .id = std::move(id)};
}

std::optional<AskKind> metadata_kind(const Segments& path) {
    if (path.size() == 2) return AskKind::Container;
    if (path.size() == 3 && path[2] == "task") return AskKind::Task;
    if (path.size() == 3 && path[2] == "taskWithTags") return AskKind::TaskWithTags;
    if (path.size() == 3 && path[2] == "stats") return AskKind::Stats;
    if (path.size() == 4 && path[2] == "task" && path[3] == "stats") return AskKind::TaskStats;
    return std::nullopt;
}

/// "/v2/metadata", "/v2/stats", each for one container with its id at the runtime.
std::optional<Ask> read_version_2(const Segments& path) {
    if (path.size() < 2 || path.size() > 3 || path[0] != "v2") return std::nullopt;
    const bool one = path.size() == 3;
    Ask ask{.version = 2, .by_address = true};
    if (one) ask.runtime_id = path[2];
    if (path[1] == "metadata") {
        ask.kind = one ? AskKind::Container : AskKind::Task;
    } else if (path[1] == "metadataWithTags" && !one) {
        ask.kind = AskKind::TaskWithTags;
    } else if (path[1] == "stats") {
        ask.kind = one ? AskKind::Stats : AskKind::TaskStats;
    } else {
        return std::nullopt;
    }
    return ask;
}

/// The last two words. @return false: there is no such fault
bool read_fault_path(const Segments& path, Ask& ask) {
    using network::FaultKind;
    const auto is = [](std::string_view word, std::string_view name, auto value, auto& out) {
        if (word == name) out = value;
        return word == name;
    };
    return (is(path[4], "network-blackhole-port", FaultKind::BlackholePort, ask.fault) ||
            is(path[4], "network-latency", FaultKind::Latency, ask.fault) ||
            is(path[4], "network-packet-loss", FaultKind::PacketLoss, ask.fault)) &&
           (is(path[5], "start", FaultAction::Start, ask.fault_action) ||
            is(path[5], "stop", FaultAction::Stop, ask.fault_action) ||
            is(path[5], "status", FaultAction::Status, ask.fault_action));
}

/// Paths below /api/<container>.
std::variant<Ask, Answer> read_agent_api(std::string_view method, const Segments& path) {
    Ask ask{.version = 1, .id = std::string(path[1])};
    if (path.size() == 5 && path[2] == "task-protection" && path[3] == "v1" && path[4] == "state") {
        if (method != "GET" && method != "PUT") return only("GET, PUT");
        ask.kind = AskKind::Protection;
        ask.put = method == "PUT";
        return ask;
    }
    if (path.size() == 6 && path[2] == "fault" && path[3] == "v1" && read_fault_path(path, ask)) {
        if (method != "POST") return only("POST");
        ask.kind = AskKind::Fault;
        return ask;
    }
    return not_found();
}

std::variant<Ask, Answer> read_path(
    std::string_view method, const Segments& path, std::string_view query
) {
    if (path.size() >= 2 && path[0] == "api") return read_agent_api(method, path);
    if (method != "GET" && method != "HEAD") return only("GET, HEAD");
    if (path.size() == 2 && path[0] == "v1" && path[1] == "credentials") {
        return read_credentials(1, query_value(query, "id"));
    }
    if ((path.size() == 2 || path.size() == 3) && path[0] == "v2" && path[1] == "credentials") {
        return read_credentials(2, path.size() == 3 ? std::string(path[2]) : std::string());
    }
    if (const auto ask = read_version_2(path)) return *ask;
    if (path.size() >= 2 && (path[0] == "v3" || path[0] == "v4")) {
        const auto kind = metadata_kind(path);
        if (!kind) return not_found();
        return Ask{.kind = *kind, .version = path[0] == "v3" ? 3 : 4, .id = std::string(path[1])};
    }
    return not_found();
}

std::string_view handler_name(AskKind kind) {
    switch (kind) {
        case AskKind::Stats: return "container stats handler";
        case AskKind::TaskStats: return "task stats handler";
        case AskKind::Task:
        case AskKind::TaskWithTags: return "task metadata handler";
        default: return "container metadata handler";
    }
}

/// What could not be found by the id that was given.
std::string_view missing_thing(AskKind kind) {
    switch (kind) {
        case AskKind::Task:
        case AskKind::TaskWithTags:
        case AskKind::TaskStats: return "task ARN";
        default: return "container ID";
    }
}

}  // namespace

std::variant<Ask, Answer> read_ask(std::string_view method, std::string_view target) {
    const std::size_t mark = std::min(target.find('?'), target.size());
    const std::string_view path = target.substr(0, mark);
    const std::string_view query = target.substr(std::min(mark + 1, target.size()));
    if (!path.starts_with('/')) return not_found();
    if (path.find("//") != std::string_view::npos) {
        Answer answer{.status = 301, .body = {}};
        answer.location = without_double_slashes(path) + std::string(target.substr(mark));
        return answer;
    }
    return read_path(method, segments_of(path), query);
}

Answer unknown_id(const Ask& ask) {
    switch (ask.kind) {
        case AskKind::Credentials:
            return credentials_error(
                ask.version, 400, "InvalidIdInRequest", "Credentials not found"
            );
        case AskKind::Protection:
            return protection_error(
                404, {}, "ResourceNotFoundException", "Failed to find a task for the request"
            );
        case AskKind::Fault:
            return {.status = 404, .body = R"({"Error":"no container has this endpoint id"})"};
        default: break;
    }
    return text_answer(
        404,
        fmt::format(
            "V{} {}: unable to get {} from request: no container has this endpoint ID",
            ask.version,
            handler_name(ask.kind),
            missing_thing(ask.kind)
        )
    );
}

Answer not_ready(const Ask& ask) {
    if (ask.kind == AskKind::Credentials) {
        return credentials_error(
            ask.version, 503, "CredentialsUninitialized", "Credentials uninitialized for ID"
        );
    }
    return text_answer(503, "the agent has just begun; ask again in a moment");
}

Answer too_many() {
    return text_answer(429, "You have reached maximum request limit.");
}

Answer text_answer(int status, std::string_view text) {
    Answer answer{.status = status, .body = {}};
    wire::append_json_string(answer.body, text);
    return answer;
}

Answer credentials_error(int version, int status, std::string code, std::string_view text) {
    const CredentialsError error{
        std::move(code), fmt::format("CredentialsV{}Request: {}", version, text), status
    };
    return {.status = status, .body = wire::encode_json(error)};
}

Answer protection_error(int status, std::string arn, std::string code, std::string message) {
    const ApiFailure failure{{std::move(arn), std::move(code), std::move(message)}};
    return {.status = status, .body = wire::encode_json(failure)};
}

}  // namespace gantry::agent::endpoint
