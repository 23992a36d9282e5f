#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace gantry::aws {

/// An ARN taken apart, of any service: `arn:<partition>:<service>:<region>:<account>:<resource>`.
/// Region and account are empty where a service's ARNs have none. What the resource means is its
/// service's to say. Source: General Reference, "Amazon Resource Names (ARNs)".
struct Arn {
    std::string partition = "aws";
    std::string service;
    std::string region;
    std::string account;
    std::string resource;  ///< all behind the fifth colon: "role/path/name", "cluster/default"

    /// Errors: InvalidArgument (no AWS name) for texts that have not six parts, are over 2,048
    /// characters long, or hold blanks or control characters.
    static Result<Arn> parse(std::string_view text);
    [[nodiscard]] std::string str() const;
    friend bool operator==(const Arn&, const Arn&) = default;
};

/// True for texts that claim to be an ARN ("arn:…").
bool looks_like_arn(std::string_view text);

}  // namespace gantry::aws
