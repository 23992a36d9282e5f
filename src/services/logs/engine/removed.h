#pragma once

#include <mutex>
#include <set>
#include <string>

#include "services/logs/engine/engine.h"

namespace gantry::logs {

/// Groups and streams that were removed, so that nothing is put to them any more: an append that
/// was let in just before the removal may come just behind it. As many of each kind are remembered
/// as kMost, the newest, and up to twice as many. Any thread.
class Removed {
  public:
    static constexpr std::size_t kMost = 50'000;

    void add_group(const std::string& group);
    void add_stream(const std::string& group, const std::string& stream);
    [[nodiscard]] bool has(const std::string& group, const std::string& stream) const;

  private:
    struct Recent {
        std::set<std::string> newest;
        std::set<std::string> before;

        void add(std::string key);
        [[nodiscard]] bool has(const std::string& key) const;
    };

    mutable std::mutex mutex_;
    Recent groups_;
    Recent streams_;
};

}  // namespace gantry::logs
