#pragma once

#include <cstdint>
#include <string>

#include "base/reflect.h"

namespace gantry::fleet {

/// How far an agent has come with an image that it pulls, as it last told (GantryPullProgress, a
/// message of ours). Nobody waits for it and it is no state: with the stream it is forgotten.
struct PullProgress {
    std::string image;  ///< as its payload had it (image_to_pull)
    std::int64_t layers = 0;
    std::int64_t layers_done = 0;
    std::int64_t bytes = 0;  ///< of layers whose size is known
    std::int64_t bytes_done = 0;
    bool over = false;  ///< pulled, or given up

    friend bool operator==(const PullProgress&, const PullProgress&) = default;
    static const reflect::TypeInfo& type_info();
};

}  // namespace gantry::fleet
