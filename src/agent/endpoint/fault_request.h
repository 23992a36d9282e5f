#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "agent/endpoint/ask.h"
#include "drivers/network/fault.h"

/// What tasks ask for of faults in their network, and what is answered. Pure.
/// Source: ECS Developer Guide, fault injection; Amazon's agent, tmds/handlers/fault/v1, whose
/// sentences these are.
namespace gantry::agent::endpoint {

/// "start network-latency", as errors name it.
std::string name_of_fault(const Ask& ask);

/// What is to be started, stopped or looked for, checked as Amazon's agent does: of latency and
/// loss only a start's body is read. Or the answer where it cannot be used.
std::variant<network::Fault, Answer> read_fault(const Ask& ask);

/// {"Status":"running"}
Answer fault_status(std::string_view status);
/// {"Error":"…"}
Answer fault_error(int status, std::string_view error);
/// A latency or a loss runs already: only one of them can.
Answer fault_conflict(network::FaultKind running);
/// The same was asked for less than five seconds ago.
Answer too_many_faults();

}  // namespace gantry::agent::endpoint
