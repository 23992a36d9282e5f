#include "services/iam/access/last_uses.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace gantry::iam {

void LastUses::note(std::string_view who, LastUse use) {
    const auto found = uses_.find(who);
    if (found != uses_.end()) {
        found->second = std::move(use);
        return;
    }
    if (uses_.size() >= kMax) forget_half();
    uses_.emplace(who, std::move(use));
}

const LastUse* LastUses::find(std::string_view who) const {
    const auto found = uses_.find(who);
    return found == uses_.end() ? nullptr : &found->second;
}

void LastUses::forget_half() {
    std::vector<SysTime> times;
    for (const auto& [who, use] : uses_) times.push_back(use.when);
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::ranges::nth_element(times, middle);
    std::erase_if(uses_, [&](const auto& one) { return one.second.when <= *middle; });
}

}  // namespace gantry::iam
