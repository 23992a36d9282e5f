#include "control/api_frontend.h"

#include "base/log.h"
#include "base/thread_loop.h"
#include "control/agent_socket.h"
#include "control/http_failure.h"
#include "control/other_services.h"
#include "control/query_string.h"
#include "wire/error_codec.h"

namespace gantry::control {

namespace {

constexpr std::string_view kTargetPrefix = "AmazonEC2ContainerServiceV20141113.";
constexpr std::string_view kPages = "/_gantry/";
constexpr std::string_view kHealth = "/_gantry/health";
/// Bodies above this take long enough to decode that they wait for each other and not others for
/// them.
constexpr std::size_t kLargeBodyBytes = 64U << 10U;
constexpr Duration kRefusalsTold{10'000};
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

bool is_for_ecs(const net::HttpRequest& request) {
    const std::string* target = request.headers.find("x-amz-target");
    return target != nullptr && target->starts_with(kTargetPrefix);
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

ApiFrontend::ApiFrontend(
    ControlCore& control, GantryApi& gantry_api, Identity identity, FrontDoor door
)
    : control_(control),
      gantry_api_(gantry_api),
      identity_(std::move(identity)),
      door_(std::move(door)),
      refused_(kRefusalsTold),
      large_turns_(std::make_shared<LargeTurns>(control.core().loop())),
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

net::HeadVerdict ApiFrontend::on_head(const net::HttpRequest& head) {
    if (const auto open = door_.check(head); !open) return refuse_entry(head, open.error());
    // Signatures are of the path alone.
    net::HttpRequest own_form;
    const bool absolute = !head.target.starts_with('/');
    if (absolute) {
        own_form = head;
        own_form.target = origin_form(std::move(own_form.target));
    }
    const net::HttpRequest& request = absolute ? own_form : head;
    const std::string_view path = path_of(request.target);
    if (path == kHealth) return net::ReadBody{};
    const SysTime now = RealClock{}.now();
    if (path.starts_with(kPages)) {
        auto reader = identity_.judge_reader(request, now);
        if (!reader) return refuse_reader(reader.error());
        return net::ReadBody{std::move(*reader)};
    }
    const bool agents = request.headers.find("upgrade") != nullptr;
    if (!is_for_ecs(request) && !agents) {
        if (auto refusal = refuse_other_service(request, new_request_id())) return *refusal;
    }
    auto claimant = identity_.judge_head(request, "ecs", now);
    if (!claimant) return error_response(claimant.error(), new_request_id());
    return net::ReadBody{std::move(*claimant)};
}

/// Web pages get no answer that says anything; their owner's log does.
net::HttpResponse ApiFrontend::refuse_entry(const net::HttpRequest& head, const Error& why) {
    if (const auto count = refused_.add(RealClock{}.mono())) {
        log_warn("entry_refused", {{"count", *count}, {"peer", head.peer}, {"why", why.message}});
    }
    net::HttpResponse response = error_response(why, new_request_id());
    response.status = 403;
    return response;
}

net::HttpResponse ApiFrontend::refuse_reader(const Error& why) {
    net::HttpResponse response = error_response(why, new_request_id());
    if (identity_.mode() == AuthMode::Any) {
        response.status = 401;  // browsers then ask for a name
        response.headers.add("WWW-Authenticate", "Basic realm=\"Gantry\"");
    }
    return response;
}

void ApiFrontend::on_request(net::HttpRequest request, net::Respond respond) {
    request.target = origin_form(std::move(request.target));
    const std::string_view path = path_of(request.target);
    if (path.starts_with(kPages)) {
        on_gantry_request(std::move(request), std::move(respond));
        return;
    }
    const std::string request_id = new_request_id();
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
    if (!is_for_ecs(request)) {
        respond(error_response(other_service(), request_id));
        return;
    }
    std::string name = request.headers.find("x-amz-target")->substr(kTargetPrefix.size());
    on_operation(std::move(request), std::move(name), std::move(respond));
}

void ApiFrontend::on_operation(net::HttpRequest request, std::string name, net::Respond respond) {
    const std::string request_id = new_request_id();
    const std::size_t body_size = request.body.size();
    const auto caller = identity_.judge_body(request, std::any_cast<const Claimant&>(request.note));
    if (!caller) return respond(error_response(caller.error(), request_id));
    auto run = [this,
                alive = std::weak_ptr(alive_),
                name = std::move(name),
                request_id,
                who = *caller,
                client = request.client,
                body = std::make_shared<const std::string>(std::move(request.body)),
                respond = std::move(respond)] {
        if (alive.expired() || client.gone()) {
            respond(error_response(unavailable("Gantry is stopping."), request_id));
            return;
        }
        control_
            .call(who, name, request_id, *body, [respond, request_id](Result<std::string> answer) {
                respond(
                    answer ? json_response(200, std::move(*answer), request_id)
                           : error_response(answer.error(), request_id)
                );
            });
    };
    if (body_size > kLargeBodyBytes) {
        large_turns_->post(std::move(run));
    } else {
        control_.core().loop().post(std::move(run));
    }
}

void ApiFrontend::on_gantry_request(net::HttpRequest request, net::Respond respond) {
    if (const auto* reader = std::any_cast<Claimant>(&request.note)) {
        const auto caller = identity_.judge_body(request, *reader);
        if (!caller) return respond(refuse_reader(caller.error()));
    }
    control_.core().loop().post([this,
                                 alive = std::weak_ptr(alive_),
                                 what = std::move(request),
                                 respond = std::move(respond)] {
        if (alive.expired() || what.client.gone()) {
            respond(error_response(unavailable("Gantry is stopping."), ""));
            return;
        }
        gantry_api_.on_request(what, respond);
    });
}

void ApiFrontend::on_upgrade(net::HttpRequest request, Accept accept, net::Respond refuse) {
    request.target = origin_form(std::move(request.target));
    const auto* claimant = std::any_cast<Claimant>(&request.note);
    // Readers of pages, and of health without any credential, are no agents.
    const bool page = path_of(request.target).starts_with(kPages);
    if (page || claimant == nullptr) return refuse(net::HttpResponse{.status = 404});
    auto caller = identity_.judge_body(request, *claimant);
    if (!caller) return refuse(error_response(caller.error(), new_request_id()));
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
