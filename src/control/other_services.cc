#include "control/other_services.h"

#include <utility>

#include "wire/other_service.h"

namespace gantry::control {

std::optional<net::HttpResponse> refuse_other_service(
    const net::HttpRequest& request, std::string_view request_id
) {
    const auto service =
        wire::find_other_service({request.method, request.target, request.headers.all(), ""});
    if (!service) return std::nullopt;
    wire::HttpAnswer error = wire::refuse_other_service(*service, request_id);
    net::HttpResponse response;
    response.status = error.status;
    for (auto& [name, value] : error.headers) response.headers.add(name, std::move(value));
    response.body = std::move(error.body);
    return response;
}

}  // namespace gantry::control
