#pragma once

#include <string>
#include <string_view>

#include "wire/json_codec.h"

namespace gantry::ec2 {

/// A text in 16 hexadecimal digits (FNV-1a): to tell requests apart, not to prove anything.
std::string fingerprint(std::string_view text);

/// A request that comes with a client token, in short. One that was tried with DryRun first is the
/// same request.
template <class Input>
std::string request_fingerprint(Input input) {
    if constexpr (requires { input.dry_run; }) input.dry_run.reset();
    return fingerprint(wire::encode_json(input));
}

}  // namespace gantry::ec2
