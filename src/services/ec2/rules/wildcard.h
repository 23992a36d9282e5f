#pragma once

#include <string_view>

namespace gantry::ec2 {

/// Whether a text is what a filter's value asks for: `*` any characters, `?` one, `\` takes the
/// next as it is. Capitals matter. Source: EC2 API Reference, Filter. Takes no longer than both
/// lengths multiplied.
bool matches_wildcard(std::string_view pattern, std::string_view text);

}  // namespace gantry::ec2
