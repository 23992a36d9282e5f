#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "cmd/page_client.h"
#include "net/http.h"
#include "wire/json_codec.h"

namespace gantry::cmd {

/// Calls a running Gantry's API, one call after the other, as any AWS client would.
class ApiClient {
  public:
    /// Errors: InvalidArgument for an address or a key file that is none.
    static Result<ApiClient> make(const PageAccess& access, std::string region);

    /// @param service "ecs" or "logs"
    /// @param region empty: the client's
    /// Errors: the API's, with its exception name as code; Unavailable when nobody answers.
    Result<std::string> call_json(
        const std::string& service,
        const std::string& operation,
        std::string body,
        const std::string& region = {}
    );
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

  private:
    ApiClient() = default;

    net::Endpoint endpoint_;
    std::string key_id_;
    std::string secret_;
    std::string region_;
    std::unique_ptr<net::HttpClient> http_;
};

}  // namespace gantry::cmd
