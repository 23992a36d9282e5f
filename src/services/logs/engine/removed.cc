#include "services/logs/engine/removed.h"

#include <utility>

namespace gantry::logs {

void Removed::Recent::add(std::string key) {
    newest.insert(std::move(key));
    if (newest.size() < kMost) return;
    before = std::exchange(newest, {});
}

bool Removed::Recent::has(const std::string& key) const {
    return newest.contains(key) || before.contains(key);
}

void Removed::add_group(const std::string& group) {
    const std::lock_guard lock(mutex_);
    groups_.add(group);
}

void Removed::add_stream(const std::string& group, const std::string& stream) {
    const std::lock_guard lock(mutex_);
    streams_.add(group + "/" + stream);
}

bool Removed::has(const std::string& group, const std::string& stream) const {
    const std::lock_guard lock(mutex_);
    return groups_.has(group) || streams_.has(group + "/" + stream);
}

}  // namespace gantry::logs
