#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "services/logs/engine/engine.h"

/// Positions as clients see them: 56 digits, of which the last 16 are of the stream or the group,
/// so that one is no good elsewhere.
namespace gantry::logs {

/// @param owner an id: 16 hex digits
std::string position_text(const Position& position, std::string_view owner);
/// Nothing for texts that are none of this owner.
std::optional<Position> parse_position(std::string_view text, std::string_view owner);

/// A token of GetLogEvents: "f/" or "b/" and a position, beyond which it goes on.
struct DirectedToken {
    bool backward = false;
    Position position;
};
std::string directed_token(const DirectedToken& token, std::string_view stream_id);
std::optional<DirectedToken> parse_directed(std::string_view text, std::string_view stream_id);

}  // namespace gantry::logs
