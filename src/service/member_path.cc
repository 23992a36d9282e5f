#include "service/member_path.h"

#include <algorithm>

namespace gantry::service {

using reflect::FieldInfo;
using reflect::Kind;
using reflect::TypeInfo;

std::optional<MemberPath> MemberPath::find(const TypeInfo& from, std::string_view path) {
    MemberPath found;
    const TypeInfo* type = &from;
    while (true) {
        const std::size_t end = std::min(path.find_first_of(".["), path.size());
        const auto field = std::ranges::find(type->fields, path.substr(0, end), &FieldInfo::name);
        if (field == type->fields.end()) return std::nullopt;
        found.steps_.push_back(&*field);
        type = &field->type();
        path.remove_prefix(end);
        if (path.empty()) return found;
        for (; path.starts_with("[]"); path.remove_prefix(2)) {
            if (type->kind != Kind::List) return std::nullopt;
            type = &type->element();
        }
        if (path.empty()) return found;  // the elements themselves
        if (!path.starts_with('.') || type->kind != Kind::Structure) return std::nullopt;
        path.remove_prefix(1);
    }
}

}  // namespace gantry::service
