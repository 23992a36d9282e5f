#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "net/http.h"
#include "service/service.h"

namespace gantry::control {

/// The refusal of a request that is for an AWS service which is not among `ours`, readable by that
/// service's clients; nothing for all other requests. Pure; needs no more than the headers of
/// signed requests.
std::optional<net::HttpResponse> refuse_other_service(
    const net::HttpRequest& request,
    std::span<const service::Service* const> ours,
    std::string_view request_id
);

}  // namespace gantry::control
