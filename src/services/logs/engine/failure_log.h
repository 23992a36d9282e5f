#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "base/loop.h"

namespace gantry::logs {

/// Says in the process's log why something cannot be done: the same once a minute at most, however
/// often it fails. Any thread.
class FailureLog {
  public:
    static constexpr std::chrono::minutes kEvery{1};

    /// @param clock outlives this
    explicit FailureLog(const Clock& clock) : clock_(clock) {}

    /// @param what "open", "append", …
    void add(std::string_view what, const std::string& why);

  private:
    struct Told {
        std::string why;
        MonoTime when{};
        std::uint64_t since = 0;  ///< how often that was not said
    };

    const Clock& clock_;
    std::mutex mutex_;
    std::map<std::string, Told, std::less<>> told_;  ///< by what
};

}  // namespace gantry::logs
