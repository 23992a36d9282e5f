#include "control/api_frontend.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/log.h"
#include "base/thread_loop.h"
#include "control/aws_exchange.h"
#include "control/http_failure.h"
#include "control/http_view.h"
#include "control/other_services.h"
#include "service/query_string.h"
#include "service/router.h"
#include "service/unsigned_call.h"
#include "wire/error_codec.h"

namespace gantry::control {

namespace {

constexpr std::string_view kPages = "/_gantry/";
/// For everybody: they say nothing that has to be kept, and are asked before there is trust.
constexpr std::array<std::string_view, 2> kOpenPages{"/_gantry/health", "/_gantry/ca"};
/// Bodies above this take too long to decode for the network thread.
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

std::string_view path_of(std::string_view target) {
    return target.substr(0, target.find('?'));
}

/// What a body may come to, as far as the head tells.
std::uint64_t body_bytes(const net::HttpRequest& head) {
    if (head.headers.find("transfer-encoding") != nullptr) return UINT64_MAX;
    const std::string* text = head.headers.find("content-length");
    std::uint64_t length = 0;
    if (text != nullptr) std::from_chars(text->data(), text->data() + text->size(), length);
    return length;
}

bool speaks_json(const service::Service& service) {
    const api::Protocol protocol = service.model().protocol;
    return protocol == api::Protocol::AwsJson10 || protocol == api::Protocol::AwsJson11;
}

Error stopping() {
    return unavailable("Gantry is stopping.");
}

/// For what is no operation of any service.
Error no_operation() {
    return Error{
        ErrorKind::NotFound,
        "UnknownOperationException",
        "AWS operations are POST / with an X-Amz-Target header; Gantry's own pages are under "
        "/_gantry/.",
        {}
    };
}

}  // namespace

ApiFrontend::ApiFrontend(
    ControlCore& control,
    GantryApi& gantry_api,
    RequestMeters& meters,
    Identity identity,
    FrontDoor door,
    Loop& workers
)
    : control_(control),
      gantry_api_(gantry_api),
      meters_(meters),
      identity_(std::move(identity)),
      door_(std::move(door)),
      refused_(kRefusalsTold),
      workers_(workers),
      request_ids_(Random::from_system()),
      alive_(std::make_shared<bool>(true)),
      watch_(alive_) {
    for (const auto& entry : control.services().entries()) services_.push_back(entry.service);
}

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
        own_form.target = service::origin_form(std::move(own_form.target));
    }
    const net::HttpRequest& request = absolute ? own_form : head;
    const std::string_view path = path_of(request.target);
    if (std::ranges::find(kOpenPages, path) != kOpenPages.end()) {
        if (body_bytes(head) > 0) return on_failure(413);  // nobody's body takes no memory
        return net::ReadBody{};
    }
    const SysTime now = RealClock{}.now();
    if (path.starts_with(kPages)) {
        auto reader = identity_.judge_reader(request, now);
        if (!reader) return refuse_reader(reader.error());
        return net::ReadBody{std::move(*reader)};
    }
    if (may_be_unsigned_call(request)) return judge_unsigned_call(head);
    const service::Service* service = find_service(request);
    if (service == nullptr) {
        if (auto refusal = refuse_other_service(request, new_request_id())) return *refusal;
    }
    // What is no operation of ours is told so to those who sign, for whatever.
    auto claimant =
        service == nullptr
            ? identity_.judge_head(request, {}, now)
            : identity_.judge_head(request, service->model().signing_name, now, service->signing);
    if (!claimant) return refuse_caller(service, request, claimant.error());
    return net::ReadBody{std::move(*claimant)};
}

bool ApiFrontend::may_be_unsigned_call(const net::HttpRequest& head) const {
    const wire::HttpView view = view_of(head);
    return head.headers.find("upgrade") == nullptr && !wire::has_credentials(view) &&
           service::may_be_unsigned_call(services_, view);
}

/// The caller is nobody, which the dispatcher lets do unsigned calls alone.
net::HeadVerdict ApiFrontend::judge_unsigned_call(const net::HttpRequest& head) {
    if (const auto open = FrontDoor::check_unsigned(head); !open) {
        return refuse_entry(head, open.error());
    }
    if (body_bytes(head) > service::kMaxUnsignedBytes) return on_failure(413);
    Claimant nobody;
    const std::string prefix = door_.host_prefix(head);
    const std::string_view region = region_in(prefix);
    nobody.caller.scope.region = region.empty() ? aws::kDefaultRegion : region;
    return net::ReadBody{std::move(nobody)};
}

/// In the protocol of the service that is asked.
net::HttpResponse ApiFrontend::refuse_caller(
    const service::Service* service, const net::HttpRequest& head, const Error& why
) {
    if (service == nullptr) return error_response(why, new_request_id());
    const AwsExchange exchange(*service, head, new_request_id());
    net::HttpResponse response = exchange.refuse(why);
    meters_.add(*service, exchange.operation(), response.status, std::nullopt);
    return response;
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
    request.target = service::origin_form(std::move(request.target));
    const std::string_view path = path_of(request.target);
    if (path.starts_with(kPages)) {
        on_gantry_request(std::move(request), std::move(respond));
        return;
    }
    const bool anonymous = std::any_cast<const Claimant&>(request.note).caller.anonymous();
    // A form shows only now what it asks for.
    const service::Service* service =
        anonymous ? service::find_service_unsigned(services_, view_of(request))
                  : find_service(request);
    if (service == nullptr && anonymous) return respond(refuse_unsigned(request));
    if (service == nullptr ||
        (speaks_json(*service) && (path != "/" || request.method != "POST"))) {
        net::HttpResponse response = error_response(no_operation(), new_request_id());
        response.status = 404;
        respond(std::move(response));
        return;
    }
    on_operation(std::move(request), *service, std::move(respond));
}

/// What needs a signature after all, in the protocol that it seems to speak.
net::HttpResponse ApiFrontend::refuse_unsigned(const net::HttpRequest& request) {
    if (auto refusal = refuse_other_service(request, new_request_id())) return std::move(*refusal);
    return refuse_caller(nullptr, request, wire::missing_authentication_token());
}

const service::Service* ApiFrontend::find_service(const net::HttpRequest& request) const {
    if (const service::Registry::Entry* owner = find_owner(request)) return owner->service;
    return service::find_service(services_, view_of(request));
}

/// Of an upgrade.
const service::Registry::Entry* ApiFrontend::find_owner(const net::HttpRequest& request) const {
    if (request.headers.find("upgrade") == nullptr) return nullptr;
    for (const auto& entry : control_.services().entries()) {
        if (entry.instance->claims(path_of(request.target))) return &entry;
    }
    return nullptr;
}

void ApiFrontend::on_operation(
    net::HttpRequest request, const service::Service& service, net::Respond respond
) {
    const bool large = request.body.size() > kLargeBodyBytes;
    const auto caller = identity_.judge_body(request, std::any_cast<const Claimant&>(request.note));
    const auto client = request.client;
    const auto exchange =
        std::make_shared<const AwsExchange>(service, std::move(request), new_request_id());
    // It may outlive the front end, as requests do that wait for the disk.
    const Answer answer = [&meters = meters_,
                           &service,
                           exchange,
                           begin = RealClock{}.mono(),
                           respond = std::move(respond)](Result<service::Output> output) {
        respond({.make = [&meters, &service, exchange, begin, output = std::move(output)] {
            net::HttpResponse response = exchange->answer(output);
            const auto took = RealClock{}.mono() - begin;
            meters.add(service, exchange->operation(), response.status, took);
            return response;
        }});
    };
    if (!caller) return answer(caller.error());
    auto read = [this, alive = watch_, exchange, who = *caller, client, answer] {
        if (alive.expired() || client.gone()) return answer(stopping());
        run(control_.dispatcher().read(exchange->request(who)), client, answer);
    };
    if (large) {
        workers_.post(std::move(read));
    } else {
        read();
    }
}

void ApiFrontend::run(
    Result<service::ReadRequest> request, const net::ClientWatch& client, Answer answer
) {
    if (!request) return answer(request.error());
    control_.core().loop().post(
        [this, alive = watch_, request = *std::move(request), client, answer = std::move(answer)](
        ) mutable {
            if (alive.expired() || client.gone()) return answer(stopping());
            control_.dispatcher().run(std::move(request), std::move(answer));
        }
    );
}

void ApiFrontend::on_gantry_request(net::HttpRequest request, net::Respond respond) {
    Caller reader;
    if (const auto* claimant = std::any_cast<Claimant>(&request.note)) {
        const auto caller = identity_.judge_body(request, *claimant);
        if (!caller) return respond(refuse_reader(caller.error()));
        reader = *caller;
    }
    control_.core().loop().post([this,
                                 alive = watch_,
                                 reader = std::move(reader),
                                 what = std::move(request),
                                 respond = std::move(respond)] {
        if (alive.expired() || what.client.gone()) {
            respond(error_response(stopping(), ""));
            return;
        }
        gantry_api_.on_request(reader, what, respond);
    });
}

void ApiFrontend::on_upgrade(net::HttpRequest request, Accept accept, net::Respond refuse) {
    request.target = service::origin_form(std::move(request.target));
    const auto* claimant = std::any_cast<Claimant>(&request.note);
    const service::Registry::Entry* owner = find_owner(request);
    // Readers of pages, and of health without any credential, are nobody's.
    if (owner == nullptr || claimant == nullptr) return refuse(net::HttpResponse{.status = 404});
    auto caller = identity_.judge_body(request, *claimant);
    if (!caller) return refuse(error_response(caller.error(), new_request_id()));
    owner->instance->open({
        .caller = std::move(*caller),
        .request = std::move(request),
        .accept = std::move(accept),
        .refuse = std::move(refuse),
    });
}

net::HttpResponse ApiFrontend::on_plain_http() {
    net::HttpResponse response = error_response(http_on_tls_port(), new_request_id());
    response.status = 400;
    return response;
}

net::HttpResponse ApiFrontend::on_failure(int status) {
    net::HttpResponse response = error_response(http_failure(status), new_request_id());
    response.status = status;
    return response;
}

}  // namespace gantry::control
