#include "control/other_services.h"

#include "control/aws_exchange.h"
#include "wire/other_service.h"

namespace gantry::control {

std::optional<net::HttpResponse> refuse_other_service(
    const net::HttpRequest& request,
    std::span<const service::Service* const> ours,
    std::string_view request_id
) {
    std::vector<std::string_view> names;
    for (const service::Service* service : ours) names.push_back(service->model().signing_name);
    const auto service = wire::find_other_service(
        {request.method, request.target, request.headers.all(), ""}, names
    );
    if (!service) return std::nullopt;
    return to_response(wire::refuse_other_service(*service, request_id));
}

}  // namespace gantry::control
