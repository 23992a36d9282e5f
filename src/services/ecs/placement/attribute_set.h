#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/ecs/attribute.h"

namespace gantry::ecs::placement {

/// The attributes of a container instance by name; one without a value has "". Names are unique.
/// Immutable; made of a row it refers to the row's, so that views of many instances with many
/// attributes are cheap to make.
class AttributeSet {
  public:
    using Entry = std::pair<std::string, std::string>;

    AttributeSet() = default;
    /// Those of a row, which outlives the set: a view lives no longer than a turn of the core.
    explicit AttributeSet(const std::vector<api::ecs::Attribute>& of_row)
        : attributes_(std::shared_ptr<const void>{}, &of_row) {}
    /// Its own; copies share them.
    AttributeSet(std::initializer_list<Entry> entries) {
        std::vector<api::ecs::Attribute> own;
        for (const auto& [name, value] : entries) own.push_back({.name = name, .value = value});
        attributes_ = std::make_shared<const std::vector<api::ecs::Attribute>>(std::move(own));
    }

    /// The value, or null when there is no such attribute.
    [[nodiscard]] const std::string* find(std::string_view name) const {
        static const std::string kNoValue;
        if (!attributes_) return nullptr;
        for (const api::ecs::Attribute& attribute : *attributes_) {
            if (attribute.name != name) continue;
            return attribute.value ? &*attribute.value : &kNoValue;
        }
        return nullptr;
    }
    [[nodiscard]] bool contains(std::string_view name) const { return find(name) != nullptr; }

  private:
    std::shared_ptr<const std::vector<api::ecs::Attribute>> attributes_;
};

}  // namespace gantry::ecs::placement
