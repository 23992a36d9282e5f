#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/reflect.h"

namespace gantry::service {

/// The way from a request to a member of it, however deep: "a.b", "list[].member". Its names are
/// looked up in the descriptions once, so that following it compares none.
class MemberPath {
  public:
    /// Nothing where the descriptions have no such member. Every list on the way must be followed
    /// by "[]"; the member itself may be a list.
    static std::optional<MemberPath> find(const reflect::TypeInfo& from, std::string_view path);

    /// Shows every place of the member below `object`, in all elements of lists, as
    /// `visit(field, structure)`, up to the first for which that is true. Says whether one was.
    template <class Visit>
    bool any_of(const void* object, Visit&& visit) const {
        return any_from(0, object, visit);
    }

  private:
    template <class Visit>
    bool any_from(std::size_t step, const void* object, Visit& visit) const {
        const reflect::FieldInfo& field = *steps_[step];
        if (step + 1 == steps_.size()) return visit(field, object);
        const void* value = field.get(object);
        return value != nullptr && any_in(step + 1, field.type(), value, visit);
    }
    template <class Visit>
    bool any_in(std::size_t step, const reflect::TypeInfo& type, const void* value, Visit& visit)
        const {
        if (type.kind != reflect::Kind::List) return any_from(step, value, visit);
        for (std::size_t i = 0; i < type.size(value); ++i) {
            if (any_in(step, type.element(), type.at(value, i), visit)) return true;
        }
        return false;
    }

    std::vector<const reflect::FieldInfo*> steps_;
};

}  // namespace gantry::service
