#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/ecs/attribute.h"
#include "base/result.h"

namespace gantry::ecs {

/// What a cloud's instance identity document says of a machine; empty texts where it is silent.
struct InstanceIdentity {
    std::string instance_id;
    std::string instance_type;
    std::string image_id;
    std::string architecture;  ///< "x86_64" or "arm64"
    std::string availability_zone;
};

/// Reads a document; anything that is none says nothing. The signature is not checked: whoever may
/// register a machine may say what it is.
InstanceIdentity read_identity_document(const std::optional<std::string>& document);

using Attributes = std::vector<api::ecs::Attribute>;

/// Null when there is none of that name.
const api::ecs::Attribute* find_attribute(const Attributes& attributes, std::string_view name);

/// The attributes of an instance after it registered: all that were sent, in their order; users'
/// own of before that were not sent again; and those that ECS knows and the agent did not say.
/// @param default_zone stands in when neither agent nor document name an availability zone.
/// Errors: InvalidParameterException for an attribute without a name, users' own of bad form or
/// given twice, and more of them than ten.
Result<Attributes> registered_attributes(
    const Attributes& sent,
    const Attributes& before,
    const InstanceIdentity& identity,
    const std::string& default_zone
);

}  // namespace gantry::ecs
