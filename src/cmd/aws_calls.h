#pragma once

#include <string>

#include "base/result.h"
#include "wire/json_codec.h"

namespace gantry::cmd {

/// Answers calls of AWS's JSON protocols, one after the other: a running Gantry (api_client.h), or
/// a script in tests.
class AwsCalls {
  public:
    virtual ~AwsCalls() = default;

    /// @param service "ecs" or "logs"
    /// @param region empty: the client's own
    /// Errors: the API's, with its exception name as code; Unavailable when nobody answers.
    virtual Result<std::string> call_json(
        const std::string& service,
        const std::string& operation,
        std::string body,
        const std::string& region = {}
    ) = 0;

    template <class Output, class Input>
    Result<Output> call(
        const std::string& service,
        const std::string& operation,
        const Input& input,
        const std::string& region = {}
    ) {
        const auto body = call_json(service, operation, wire::encode_json(input), region);
        if (!body) return body.error();
        return wire::decode_json<Output>(*body);
    }
};

}  // namespace gantry::cmd
