#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/result.h"

namespace gantry::agent {

using Environment = std::map<std::string, std::string>;

/// Adds what an environment file says to `environment`; what is there already stays: the first file
/// that defines a name wins, and within a file the last line.
///
/// A line is NAME=value, split at the first '='; all else in it is taken as it stands, quotes,
/// blanks and '$' included. Lines that begin with '#', have no '=', no name or no value are left
/// out, as Amazon's agent does.
///
/// Errors: InvalidArgument for text that is not UTF-8 or holds a NUL: no container could be given
/// it. The message tells nothing of the text. Source: ECS Developer Guide, environment files.
Result<void> read_env_file(std::string_view text, Environment& environment);

}  // namespace gantry::agent
