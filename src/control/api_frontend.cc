#include "control/api_frontend.h"

#include "base/thread_loop.h"
#include "control/agent_socket.h"
#include "control/http_failure.h"
#include "control/other_services.h"
#include "control/query_string.h"
#include "wire/error_codec.h"

namespace gantry::control {

namespace {

constexpr std::string_view kTargetPrefix = "AmazonEC2ContainerServiceV20141113.";
constexpr const char* kJsonType = "application/x-amz-json-1.1";

net::HttpResponse json_response(int status, std::string body, const std::string& request_id) {
    net::HttpResponse response;
    response.status = status;
    response.headers.add("Content-Type", kJsonType);
    response.headers.add("x-amzn-RequestId", request_id);
    response.body = std::move(body);
    return response;
}

net::HttpResponse error_response(const Error& error, const std::string& request_id) {
    const wire::EncodedError encoded = wire::encode_error(error);
    return json_response(encoded.status, encoded.body, request_id);
}

std::string_view path_of(std::string_view target) {
    return target.substr(0, target.find('?'));
}

/// For a target of another service, or none.
Error other_service() {
    return Error{
        ErrorKind::InvalidArgument,
        "UnknownOperationException",
        "Gantry answers Amazon ECS only.",
        {}
    };
}

}  // namespace

ApiFrontend::ApiFrontend(ControlCore& control, GantryApi& gantry_api, Identity identity)
    : control_(control),
      gantry_api_(gantry_api),
      identity_(std::move(identity)),
      request_ids_(Random::from_system()),
      alive_(std::make_shared<bool>(true)) {}

ApiFrontend::~ApiFrontend() = default;

void ApiFrontend::stop() {
    alive_.reset();
}

std::string ApiFrontend::new_request_id() {
    const std::lock_guard lock(request_ids_mutex_);
    return request_ids_.uuid();
}

void ApiFrontend::on_request(net::HttpRequest request, net::Respond respond) {
    request.target = origin_form(std::move(request.target));
    const std::string_view path = path_of(request.target);
    if (path.starts_with("/_gantry/")) {
        on_gantry_request(std::move(request), std::move(respond));
        return;
    }
    const std::string request_id = new_request_id();
    const std::string* target = request.headers.find("x-amz-target");
    const bool for_ecs = target != nullptr && target->starts_with(kTargetPrefix);
    if (!for_ecs) {
        if (auto refusal = refuse_other_service(request, request_id)) {
            respond(std::move(*refusal));
            return;
        }
    }
    if (path != "/" || request.method != "POST") {
        const Error wrong{
            ErrorKind::NotFound,
            "UnknownOperationException",
            "AWS operations are POST / with an X-Amz-Target header; Gantry's own pages are under "
            "/_gantry/.",
            {}
        };
        net::HttpResponse response = error_response(wrong, request_id);
        response.status = 404;
        respond(std::move(response));
        return;
    }
    if (!for_ecs) {
        respond(error_response(other_service(), request_id));
        return;
    }
    auto caller = identity_.identify(request, "ecs", RealClock{}.now());
    if (!caller) {
        respond(error_response(caller.error(), request_id));
        return;
    }
    const std::string name = target->substr(kTargetPrefix.size());
    control_.core().loop().post([this,
                                 alive = std::weak_ptr(alive_),
                                 name,
                                 request_id,
                                 who = std::move(*caller),
                                 body = std::move(request.body),
                                 respond = std::move(respond)] {
        if (alive.expired()) {
            respond(error_response(unavailable("Gantry is stopping."), request_id));
            return;
        }
        control_
            .call(who, name, request_id, body, [respond, request_id](Result<std::string> answer) {
                respond(
                    answer ? json_response(200, std::move(*answer), request_id)
                           : error_response(answer.error(), request_id)
                );
            });
    });
}

void ApiFrontend::on_gantry_request(net::HttpRequest request, net::Respond respond) {
    const bool open_to_all = path_of(request.target) == "/_gantry/health";
    if (!open_to_all) {
        const auto caller = identity_.identify(request, "ecs", RealClock{}.now());
        if (!caller) {
            respond(error_response(caller.error(), new_request_id()));
            return;
        }
    }
    control_.core().loop().post([this,
                                 alive = std::weak_ptr(alive_),
                                 what = std::move(request),
                                 respond = std::move(respond)] {
        if (alive.expired()) {
            respond(error_response(unavailable("Gantry is stopping."), ""));
            return;
        }
        gantry_api_.on_request(what, respond);
    });
}

void ApiFrontend::on_upgrade(net::HttpRequest request, Accept accept, net::Respond refuse) {
    request.target = origin_form(std::move(request.target));
    auto caller = identity_.identify(request, "ecs", RealClock{}.now());
    if (!caller) {
        refuse(error_response(caller.error(), new_request_id()));
        return;
    }
    open_agent_socket(
        {control_.core().loop(), control_.fleet(), alive_},
        std::move(*caller),
        std::move(request),
        std::move(accept),
        std::move(refuse)
    );
}

net::HttpResponse ApiFrontend::on_failure(int status) {
    net::HttpResponse response = error_response(http_failure(status), new_request_id());
    response.status = status;
    return response;
}

}  // namespace gantry::control
