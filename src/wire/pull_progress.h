#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/reflect.h"

/// What agents tell the control plane of images on their way, beyond the protocol of Amazon's
/// agent.
namespace gantry::wire {

inline constexpr std::string_view kPullProgressMessage = "GantryPullProgress";

/// How far an agent has come with an image that it pulls, as it last told. Nobody waits for it and
/// it is no state: with the stream it is forgotten.
struct PullProgress {
    std::string image;  ///< as the task definition has it
    std::int64_t layers = 0;
    std::int64_t layers_done = 0;
    std::int64_t bytes = 0;  ///< of layers whose size is known
    std::int64_t bytes_done = 0;
    bool over = false;  ///< pulled, or given up

    friend bool operator==(const PullProgress&, const PullProgress&) = default;
    static const reflect::TypeInfo& type_info();
};

}  // namespace gantry::wire
