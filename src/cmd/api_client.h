#pragma once

#include <string>
#include <utility>

#include "base/result.h"
#include "cmd/aws_calls.h"
#include "cmd/page_client.h"
#include "cmd/signed_client.h"

namespace gantry::cmd {

/// Says on standard error what a call came to nothing for. @return 1
int print_error(const Error& why);

/// Calls a running Gantry's API, one call after the other, as any AWS client would.
class ApiClient final : public AwsCalls {
  public:
    /// Errors: InvalidArgument for an address or a key file that is none.
    static Result<ApiClient> make(const PageAccess& access, std::string region);

    /// See AwsCalls. Errors also: InvalidArgument for a service that it cannot call.
    Result<std::string> call_json(
        const std::string& service,
        const std::string& operation,
        std::string body,
        const std::string& region = {}
    ) override;

    /// One of Gantry's own pages. Errors: see SignedClient::ask.
    Result<std::string> page(const std::string& target);

  private:
    ApiClient(SignedClient client, std::string region)
        : client_(std::move(client)), region_(std::move(region)) {}

    SignedClient client_;
    std::string region_;
};

}  // namespace gantry::cmd
