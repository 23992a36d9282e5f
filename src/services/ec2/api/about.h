#pragma once

#include <string>
#include <string_view>
#include <type_traits>

#include "service/operation.h"
#include "services/ec2/api/call.h"

/// What calls are about, for policies. Source: Service Authorization Reference, "Actions,
/// resources, and condition keys for Amazon EC2".
///
/// Each operation has one line of words (operation_table.cc):
///   "+subnet"       a new one, `subnet/*`; with tags, ec2:CreateTags on it is needed as well
///   "VpcId:vpc"     the thing whose id the member is, or those whose ids are in it
///   "?SubnetId:subnet"  the same; where nothing is given it is not asked about
///   "=group"        what is found by a way of its own (about_found.cc), say by a name
/// An empty text counts as absent. Without a word the resource is `*`. Every call has ec2:Region.
namespace gantry::ec2::about {

/// @param words as above
/// @param type, input the operation's input
void describe(
    const Call& call,
    std::string_view operation,
    std::string_view words,
    const reflect::TypeInfo& type,
    const void* input,
    service::Access& access
);

template <service::detail::Name Operation, service::detail::Name Words>
inline constexpr auto kAbout = [](const Call& call, const auto& input, service::Access& access) {
    using Input = std::remove_cvref_t<decltype(input)>;
    describe(call, Operation.view(), Words.view(), reflect::type_of<Input>(), &input, access);
};

/// Tags of things of every kind that are set or go.
void of_tags(
    const Call& call,
    const std::vector<std::string>& ids,
    const Tags& tags,
    bool with_values,
    service::Access& access
);

}  // namespace gantry::ec2::about
