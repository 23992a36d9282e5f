#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/ec2/api/kind_table.h"

/// What calls are about where no id of it is given: found as the handlers find it.
namespace gantry::ec2::about {

const reflect::FieldInfo* find_field(const reflect::TypeInfo& type, std::string_view name);

/// An operation's input, whatever its type.
struct Given {
    const reflect::TypeInfo& type;
    const void* input;

    /// Null where it is absent, or the input has no such member.
    [[nodiscard]] const void* member(std::string_view name) const;
    /// Empty where it is absent.
    [[nodiscard]] std::string text(std::string_view name) const;
};

struct Found {
    std::string_view type;  ///< as in ARNs
    std::string id;
};

/// One way of finding.
struct Way {
    std::string_view name;
    std::string_view type;  ///< as in ARNs; asked about as `*` where the call is about nothing else
    std::vector<Found> (*find)(const Call& call, const Given& given);
};
/// Null for a name that none has.
const Way* find_way(std::string_view name);

}  // namespace gantry::ec2::about
