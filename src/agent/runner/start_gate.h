#pragma once

#include <functional>
#include <string>

#include "base/result.h"

namespace gantry::agent {

/// Asked before a container is started for the first time.
class StartGate {
  public:
    virtual ~StartGate() = default;
    /// @param go once, maybe within this call: the container may start, or the words of why it
    /// fails
    virtual void before_start(
        const std::string& task, const std::string& container, std::function<void(Result<void>)> go
    ) = 0;
};

}  // namespace gantry::agent
