#include "agent/endpoint/fault_request.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <map>
#include <optional>
#include <vector>

#include "agent/engine/names.h"
#include "drivers/network/fault_rules.h"
#include "wire/json_codec.h"

namespace gantry::agent::endpoint {
namespace {

using network::Fault;
using network::FaultKind;

constexpr const char* kMissing = "required parameter {} is missing";
constexpr const char* kInvalid = "invalid value {} for parameter {}";
constexpr std::uint16_t kAgentPort = 80;

const char* kind_name(FaultKind kind) {
    switch (kind) {
        case FaultKind::BlackholePort: return "network-blackhole-port";
        case FaultKind::Latency: return "network-latency";
        case FaultKind::PacketLoss: return "network-packet-loss";
    }
    return "";
}

/// What Go calls the request; its errors name it.
const char* go_name(FaultKind kind) {
    switch (kind) {
        case FaultKind::BlackholePort: return "NetworkBlackholePortRequest";
        case FaultKind::Latency: return "NetworkLatencyRequest";
        case FaultKind::PacketLoss: return "NetworkPacketLossRequest";
    }
    return "";
}

bool same_name(std::string_view one, std::string_view other) {
    return std::ranges::equal(one, other, [](unsigned char a, unsigned char b) {
        return std::tolower(a) == std::tolower(b);
    });
}

/// How Go calls a JSON value of the wrong kind.
std::string go_value(const std::string& json) {
    switch (json.empty() ? ' ' : json.front()) {
        case '"': return "string";
        case '{': return "object";
        case '[': return "array";
        case 't':
        case 'f': return "bool";
        default: return "number " + json;
    }
}

/// The members of a request, read one by one; the first that cannot be is the error.
class FaultMembers {
  public:
    FaultMembers(FaultKind kind, const std::string& body) : kind_(kind) {
        auto read = wire::decode_json<std::map<std::string, reflect::RawJson>>(body);
        if (read) {
            all_ = std::move(*read);
        } else if (body.find_first_not_of(" \t\r\n") == std::string::npos) {
            error_ = "required request body is missing";
        } else {
            error_ = read.error().message;
        }
    }

    template <class Number>
    std::optional<Number> number(const char* name, const char* go_type) {
        const std::string* json = find(name);
        if (json == nullptr) return std::nullopt;
        Number value{};
        const char* const end = json->data() + json->size();
        const auto read = std::from_chars(json->data(), end, value);
        if (read.ec == std::errc{} && read.ptr == end) return value;
        cannot(name, *json, go_type);
        return std::nullopt;
    }

    std::string text(const char* name) {
        const std::string* json = find(name);
        if (json == nullptr) return {};
        auto value = wire::decode_json<std::string>(*json);
        if (value) return *std::move(value);
        cannot(name, *json, "string");
        return {};
    }

    std::vector<std::string> texts(const char* name) {
        const std::string* json = find(name);
        if (json == nullptr) return {};
        const auto elements = wire::decode_json<std::vector<reflect::RawJson>>(*json);
        if (!elements) {
            cannot(name, *json, "[]*string");
            return {};
        }
        std::vector<std::string> values;
        for (const auto& element : *elements) {
            auto value = element.text == "null" ? Result<std::string>(std::string())
                                                : wire::decode_json<std::string>(element.text);
            if (!value) cannot(name, element.text, "string");
            values.push_back(value ? *std::move(value) : std::string());
        }
        return values;
    }

    [[nodiscard]] const std::string& error() const { return error_; }

  private:
    [[nodiscard]] const std::string* find(const char* name) const {
        for (const auto& [known, json] : all_) {
            if (same_name(known, name)) return json.text == "null" ? nullptr : &json.text;
        }
        return nullptr;
    }

    void cannot(const char* name, const std::string& json, const char* go_type) {
        if (!error_.empty()) return;
        error_ = fmt::format(
            "json: cannot unmarshal {} into Go struct field {}.{} of type {}",
            go_value(json),
            go_name(kind_),
            name,
            go_type
        );
    }

    FaultKind kind_;
    std::map<std::string, reflect::RawJson> all_;
    std::string error_;
};

std::string missing(const char* name) {
    return fmt::format(fmt::runtime(kMissing), name);
}

std::string invalid(const std::string& value, const char* name) {
    return fmt::format(fmt::runtime(kInvalid), value, name);
}

/// @return the error; empty: all are good
std::string check_sources(const std::vector<std::string>& sources, const char* name) {
    for (const std::string& source : sources) {
        if (!network::is_block(source)) return invalid(source, name);
    }
    return {};
}

std::string read_port(FaultMembers& members, Fault& fault) {
    const auto port = members.number<std::uint16_t>("Port", "uint16");
    const std::string protocol = members.text("Protocol");
    const std::string traffic = members.text("TrafficType");
    fault.spared = members.texts("SourcesToFilter");
    if (!members.error().empty()) return members.error();
    if (!port) return missing("Port");
    if (protocol.empty()) return missing("Protocol");
    if (traffic.empty()) return missing("TrafficType");
    if (protocol != "tcp" && protocol != "udp") return invalid(protocol, "Protocol");
    if (traffic != "ingress" && traffic != "egress") return invalid(traffic, "TrafficType");
    fault.port = {traffic == "egress", protocol == "udp", *port};
    if (auto bad = check_sources(fault.spared, "SourcesToFilter"); !bad.empty()) return bad;
    // The agent stays within reach.
    const std::string agent = std::string(kTaskEndpointUrl).substr(std::string("http://").size());
    if (fault.port.egress && fault.port.port == kAgentPort &&
        std::ranges::find(fault.spared, agent) == fault.spared.end()) {
        fault.spared.push_back(agent);
    }
    return {};
}

/// What latency and loss have in common.
std::string read_flows(FaultMembers& members, Fault& fault) {
    fault.sources = members.texts("Sources");
    fault.spared = members.texts("SourcesToFilter");
    const auto flows = members.number<int>("FlowsPercent", "int");
    if (!members.error().empty()) return members.error();
    if (fault.sources.empty()) return missing("Sources");
    if (auto bad = check_sources(fault.sources, "Sources"); !bad.empty()) return bad;
    if (auto bad = check_sources(fault.spared, "SourcesToFilter"); !bad.empty()) return bad;
    if (flows && (*flows <= 0 || *flows > 100)) {
        return invalid(std::to_string(*flows), "flowsPercent");
    }
    fault.flows_percent = flows.value_or(100);
    return {};
}

std::string read_latency(FaultMembers& members, Fault& fault) {
    const auto delay = members.number<std::uint64_t>("DelayMilliseconds", "uint64");
    const auto jitter = members.number<std::uint64_t>("JitterMilliseconds", "uint64");
    std::string flows = read_flows(members, fault);
    if (!members.error().empty()) return members.error();
    if (!delay) return missing("DelayMilliseconds");
    if (!jitter) return missing("JitterMilliseconds");
    if (*delay == 0 && *jitter == 0) {
        return "required either DelayMilliseconds or JitterMilliseconds to be non-zero";
    }
    fault.delay_ms = *delay;
    fault.jitter_ms = *jitter;
    return flows;
}

std::string read_loss(FaultMembers& members, Fault& fault) {
    const auto loss = members.number<std::uint64_t>("LossPercent", "uint64");
    std::string flows = read_flows(members, fault);
    if (!members.error().empty()) return members.error();
    if (!loss) return missing("LossPercent");
    if (*loss < 1 || *loss > 100) return invalid(std::to_string(*loss), "LossPercent");
    fault.loss_percent = static_cast<int>(*loss);
    return flows;
}

}  // namespace

std::string name_of_fault(const Ask& ask) {
    const char* action = "check status";
    if (ask.fault_action == FaultAction::Start) action = "start";
    if (ask.fault_action == FaultAction::Stop) action = "stop";
    return fmt::format("{} {}", action, kind_name(ask.fault));
}

std::variant<Fault, Answer> read_fault(const Ask& ask) {
    Fault fault{.kind = ask.fault};
    if (ask.fault != FaultKind::BlackholePort && ask.fault_action != FaultAction::Start) {
        return fault;
    }
    FaultMembers members(ask.fault, ask.body);
    std::string error = members.error();
    if (error.empty()) {
        switch (ask.fault) {
            case FaultKind::BlackholePort: error = read_port(members, fault); break;
            case FaultKind::Latency: error = read_latency(members, fault); break;
            case FaultKind::PacketLoss: error = read_loss(members, fault); break;
        }
    }
    if (!error.empty()) return fault_error(400, error);
    return fault;
}

Answer fault_status(std::string_view status) {
    const std::map<std::string, std::string> body{{"Status", std::string(status)}};
    return {.status = 200, .body = wire::encode_json(body)};
}

Answer fault_error(int status, std::string_view error) {
    const std::map<std::string, std::string> body{{"Error", std::string(error)}};
    return {.status = status, .body = wire::encode_json(body)};
}

Answer fault_conflict(FaultKind running) {
    return fault_error(
        409,
        running == FaultKind::Latency ? "There is already one network latency fault running"
                                      : "There is already one network packet loss fault running"
    );
}

Answer too_many_faults() {
    return {
        .status = 429,
        .body = "You have reached maximum request limit",
        .content_type = "text/plain; charset=utf-8",
    };
}

}  // namespace gantry::agent::endpoint
