#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/loop.h"
#include "drivers/runtime/container_runtime.h"
#include "drivers/runtime/docker/docker_runtime.h"

namespace gantry::runtime {

/// What the progress of a pull has said so far. Pure.
class PullProgress {
  public:
    void add(std::string_view line);
    /// Once the stream has ended well. Errors: Internal with the daemon's words; Unavailable when
    /// nothing of the progress could be read.
    [[nodiscard]] Result<void> outcome() const;

  private:
    std::string error_;
    bool understood_ = false;
    bool garbled_ = false;
};

/// "name:tag" or "name@digest" as the API's query takes it: the tag apart, "latest" when there is
/// none (without a tag Docker would pull them all).
std::string pull_query(const std::string& image);

/// A pull under way.
struct DockerRuntime::Pull {
    Done<void> done;
    PullProgress progress;
    std::shared_ptr<void> stream;
    TimerId limit_timer = 0;
};

}  // namespace gantry::runtime
