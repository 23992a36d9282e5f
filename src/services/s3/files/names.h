#pragma once

#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "base/random.h"

namespace gantry::s3 {

/// Names of bodies: a mark, and 34 hexadecimal digits, those in front of all kinds, then eight of
/// the process that gave them. Any thread.
class BodyNames {
  public:
    /// @param mark of who gives them, where others may give names in the same place
    explicit BodyNames(std::string mark = {})
        : mark_(std::move(mark)), ids_(Random::from_system()), process_(ids_.hex(kProcessDigits)) {}

    std::string next() {
        const std::lock_guard lock(mutex_);
        return mark_ + ids_.hex(kFrontDigits) + process_ + ids_.hex(kRestDigits);
    }
    /// Whether it is one of ours, of this process or of one before it.
    [[nodiscard]] bool are_ours(std::string_view name) const {
        if (!name.starts_with(mark_)) return false;
        name.remove_prefix(mark_.size());
        return name.size() == kFrontDigits + kProcessDigits + kRestDigits &&
               name.find_first_not_of("0123456789abcdef") == std::string_view::npos;
    }
    /// Whether this process gave one that is ours.
    [[nodiscard]] bool are_fresh(std::string_view name) const {
        return name.substr(mark_.size() + kFrontDigits, kProcessDigits) == process_;
    }

    static constexpr int kFrontDigits = 2;

  private:
    static constexpr int kProcessDigits = 8;
    static constexpr int kRestDigits = 24;

    const std::string mark_;
    std::mutex mutex_;
    IdSource ids_;
    const std::string process_;
};

}  // namespace gantry::s3
