#pragma once

#include <string>
#include <string_view>

#include "services/logs/engine/engine.h"

namespace gantry::logs {

/// Adds a batch, which is not empty, to what is known of its stream.
void count(const Batch& batch, StreamStats& stats);

/// The same as bytes, and back. @return false: they are none
std::string encode(const StreamStats& stats);
bool decode(std::string_view bytes, StreamStats& stats);

}  // namespace gantry::logs
