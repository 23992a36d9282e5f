#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "drivers/network/fault.h"

/// What tasks ask of their agent, and what it answers, before and after HTTP. Pure.
/// Source: ECS Developer Guide, "Task metadata endpoint version 4" and "3", "Task IAM role",
/// "Task scale-in protection endpoint"; ECS agent protocol, local endpoints.
namespace gantry::agent::endpoint {

enum class AskKind : std::uint8_t {
    Credentials,
    Container,
    Task,
    TaskWithTags,
    Stats,
    TaskStats,
    Protection,
    Fault,
};

enum class FaultAction : std::uint8_t { Start, Stop, Status };

struct Ask {
    AskKind kind = AskKind::Container;
    int version = 4;   ///< of the path: credentials 1 and 2, metadata 2 to 4, the agent API 1
    std::string id;    ///< the credentials' or the container's
    bool put = false;  ///< Protection: to be changed, rather than told
    std::string body;
    std::string peer;  ///< address of who asks; for the audit line
    /// Version 2 of the metadata has no id: who asks is known by the address of his task.
    bool by_address = false;
    std::string runtime_id{};    ///< with by_address: of one container; empty: all of the task
    network::FaultKind fault{};  ///< Fault
    FaultAction fault_action{};
};

struct Answer {
    int status = 200;
    std::string body;
    std::string content_type = "application/json";
    std::string location{};  ///< of a 301
    std::string allow{};     ///< of a 405
};

/// Reads the head of a request: an Ask, or the answer where there is nothing to look up.
/// @param target path and query, as sent
/// Of version 2 of the metadata `id` is left empty.
std::variant<Ask, Answer> read_ask(std::string_view method, std::string_view target);

/// Whoever asked named an id that is nobody's. 404, and 400 for credentials.
Answer unknown_id(const Ask& ask);
/// The ids are known, what they stand for is not yet: the agent has begun a moment ago.
Answer not_ready(const Ask& ask);
/// More than the source address may ask.
Answer too_many();

/// `text` as a JSON string: the form of errors about metadata.
Answer text_answer(int status, std::string_view text);
/// An error about credentials.
Answer credentials_error(int version, int status, std::string code, std::string_view text);
/// An error of the task protection API; `arn` is the task's, or empty.
Answer protection_error(int status, std::string arn, std::string code, std::string message);

}  // namespace gantry::agent::endpoint
