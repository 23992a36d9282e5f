#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "agent/endpoint/ask.h"
#include "agent/endpoint/directory.h"

/// What operators of an instance ask on the instance itself. Pure.
/// Source: ECS Developer Guide, "Amazon ECS container introspection".
namespace gantry::agent::endpoint {

struct OperatorsAsk {
    bool tasks = false;     ///< else who the agent is
    std::string task;       ///< only this one
    std::string container;  ///< only the task of this one: a start of its id will do
};

std::variant<OperatorsAsk, Answer> read_operators_ask(
    std::string_view method, std::string_view target
);
/// @param about of all agents of the process; of several the first says who it is
Answer operators_answer(const OperatorsAsk& ask, const std::vector<Answerer::About>& about);

}  // namespace gantry::agent::endpoint
