#pragma once

#include <algorithm>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gantry::ecs::placement {

/// The attributes of a container instance by name; one without a value has "". Immutable; copies
/// share one list, so that views of many instances with many attributes are cheap to make.
class AttributeSet {
  public:
    using Entry = std::pair<std::string, std::string>;

    AttributeSet() = default;
    AttributeSet(std::initializer_list<Entry> entries)
        : AttributeSet(std::vector<Entry>(entries)) {}
    /// Names are unique, in any order.
    explicit AttributeSet(std::vector<Entry> entries) {
        std::ranges::sort(entries, {}, &Entry::first);
        entries_ = std::make_shared<const std::vector<Entry>>(std::move(entries));
    }

    /// The value, or null when there is no such attribute.
    [[nodiscard]] const std::string* find(std::string_view name) const {
        if (!entries_) return nullptr;
        const auto at = std::ranges::lower_bound(*entries_, name, {}, &Entry::first);
        return at == entries_->end() || at->first != name ? nullptr : &at->second;
    }
    [[nodiscard]] bool contains(std::string_view name) const { return find(name) != nullptr; }

  private:
    std::shared_ptr<const std::vector<Entry>> entries_;
};

}  // namespace gantry::ecs::placement
