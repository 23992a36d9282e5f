#pragma once

#include <string>
#include <utility>
#include <vector>

#include "services/ecs/exec/relay.h"

namespace gantry::ecs::exec {

/// What the session plugin answers to a handshake.
inline constexpr const char* kPluginAnswer =
    R"({"ClientVersion":"1.2.0","ProcessedClientActions":[{"ActionType":"SessionType",)"
    R"("ActionStatus":1,"ActionResult":null,"Error":""}],"Errors":[]})";

inline Moment moment(std::int64_t ms) {
    return {from_epoch_ms(ms), MonoTime{milliseconds{ms}}};
}

/// What came out of a relay, gathered.
struct RelayOutput {
    std::vector<std::string> to_client;
    std::vector<wire::ExecFrame> to_agent;
    bool called = false;
    bool over = false;
    std::string transcript;

    void add(Relay::ToDo todo) {
        for (auto& frame : todo.to_client) to_client.push_back(std::move(frame));
        for (const auto& frame : todo.to_agent) {
            to_agent.push_back(*wire::decode_exec_frame(frame));
        }
        called |= todo.call_agent;
        over |= todo.over;
        transcript += todo.transcript;
    }
};

}  // namespace gantry::ecs::exec
