#include "services/ecs/api/unsupported.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "api/ecs/operations.h"
#include "services/ecs/api/errors.h"
#include "services/ecs/api/member_path.h"

namespace gantry::ecs {
namespace {

using reflect::FieldInfo;
using reflect::Kind;
using reflect::TypeInfo;

bool says_something(const TypeInfo& type, const void* value) {
    switch (type.kind) {
        case Kind::Boolean: return *static_cast<const bool*>(value);
        case Kind::Integer: return *static_cast<const std::int32_t*>(value) != 0;
        case Kind::Long: return *static_cast<const std::int64_t*>(value) != 0;
        case Kind::Double: return *static_cast<const double*>(value) != 0;
        case Kind::String: return !type.text(const_cast<void*>(value)).empty();
        case Kind::List:
        case Kind::Map: return type.size(value) != 0;
        case Kind::Structure:
            return std::ranges::any_of(type.fields, [value](const FieldInfo& field) {
                const void* member = field.get(value);
                return member != nullptr && says_something(field.type(), member);
            });
        case Kind::Blob:
        case Kind::Timestamp:
        case Kind::Enum:
        case Kind::RawJson: return true;
    }
    return true;
}

/// The text of an enum or a string; empty for everything else.
std::string_view text_of(const TypeInfo& type, const void* value) {
    if (type.kind == Kind::Enum) return type.enum_names[*static_cast<const std::uint8_t*>(value)];
    if (type.kind == Kind::String) return type.text(const_cast<void*>(value));
    return {};
}

/// Whether a text is the wanted one, or starts with it where that ends in '*'.
bool fits(std::string_view text, std::string_view wanted) {
    if (!wanted.ends_with('*')) return text == wanted;
    return text.starts_with(wanted.substr(0, wanted.size() - 1));
}

/// An entry with its path looked up; `wanted` empty means any value that says something.
struct Refusal {
    const UnsupportedMember* entry;
    MemberPath path;
    std::string_view wanted;

    [[nodiscard]] bool is_present(const void* input) const {
        return path.any_of(input, [this](const FieldInfo& field, const void* object) {
            const void* value = field.get(object);
            if (value == nullptr) return false;
            return wanted.empty() ? says_something(field.type(), value)
                                  : fits(text_of(field.type(), value), wanted);
        });
    }
};

/// The entries of an operation with this treatment, in the table's order.
std::vector<Refusal> refusals_of(
    std::string_view operation, Treatment treatment, const TypeInfo& type
) {
    std::vector<Refusal> refusals;
    for (const UnsupportedMember& entry : unsupported_members()) {
        if (entry.operation != operation || entry.treatment != treatment) continue;
        const std::size_t equals = std::min(entry.member.find('='), entry.member.size());
        auto path = MemberPath::find(type, entry.member.substr(0, equals));
        if (!path) continue;  // a test shows that every path leads somewhere
        const std::size_t wanted = std::min(equals + 1, entry.member.size());
        refusals.push_back({&entry, std::move(*path), entry.member.substr(wanted)});
    }
    return refusals;
}

/// Null where nothing of an input is refused.
const UnsupportedMember* first_present(const std::vector<Refusal>& refusals, const void* input) {
    const auto found = std::ranges::find_if(refusals, [input](const Refusal& refusal) {
        return refusal.is_present(input);
    });
    return found == refusals.end() ? nullptr : found->entry;
}

const std::vector<Refusal>& refused_at_once(const TypeInfo& input) {
    static const auto kByInput = [] {
        std::unordered_map<const TypeInfo*, std::vector<Refusal>> by_input;
        for (const api::ecs::OperationInfo& operation : api::ecs::operations()) {
            const TypeInfo& type = operation.input();
            by_input.emplace(&type, refusals_of(operation.name, Treatment::Refused, type));
        }
        return by_input;
    }();
    return kByInput.at(&input);
}

}  // namespace

Result<void> refuse_unsupported(
    std::string_view operation, const TypeInfo& type, const void* input
) {
    const UnsupportedMember* refused = first_present(refused_at_once(type), input);
    if (refused == nullptr) return {};
    return unsupported_feature(fmt::format(
        "Gantry does not support {} of {} yet; see docs/coverage.md", refused->member, operation
    ));
}

Result<void> refuse_unlaunchable(const api::ecs::TaskDefinition& definition) {
    // A definition has the members of the request it was made by, under the same names.
    static const std::vector<Refusal> kRefusals = refusals_of(
        "RegisterTaskDefinition",
        Treatment::RefusedAtLaunch,
        reflect::type_of<api::ecs::TaskDefinition>()
    );
    const UnsupportedMember* refused = first_present(kRefusals, &definition);
    if (refused == nullptr) return {};
    return unsupported_feature(
        fmt::format("Gantry does not run tasks with {} yet; see docs/coverage.md", refused->member)
    );
}

}  // namespace gantry::ecs
