#pragma once

#include <mutex>
#include <string>
#include <string_view>

#include "base/random.h"

namespace gantry::s3 {

/// Names of bodies: 34 hexadecimal digits, those in front of all kinds, then eight of the process
/// that gave them. Any thread.
class BodyNames {
  public:
    BodyNames() : ids_(Random::from_system()), process_(ids_.hex(kProcessDigits)) {}

    std::string next() {
        const std::lock_guard lock(mutex_);
        return ids_.hex(kFrontDigits) + process_ + ids_.hex(kRestDigits);
    }
    /// Whether this process gave it.
    [[nodiscard]] bool are_ours(std::string_view name) const {
        return name.size() > kFrontDigits + kProcessDigits &&
               name.substr(kFrontDigits, kProcessDigits) == process_;
    }

    static constexpr int kFrontDigits = 2;

  private:
    static constexpr int kProcessDigits = 8;
    static constexpr int kRestDigits = 24;

    std::mutex mutex_;
    IdSource ids_;
    const std::string process_;
};

}  // namespace gantry::s3
