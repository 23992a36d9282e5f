#include "control/api_frontend.h"

#include "base/thread_loop.h"
#include "control/admission.h"
#include "control/aws_exchange.h"
#include "control/event_answer.h"
#include "control/http_failure.h"
#include "control/http_view.h"
#include "control/other_services.h"
#include "service/query_string.h"
#include "service/router.h"
#include "service/unsigned_call.h"
#include "wire/aws_chunked.h"
#include "wire/error_codec.h"
#include "wire/other_service.h"
#include "wire/sigv4_canonical.h"
#include "wire/stated_sums.h"

namespace gantry::control {

namespace {

/// Bodies above this take too long to decode for the network thread.
constexpr std::size_t kLargeBodyBytes = 64U << 10U;
constexpr Duration kRefusalsTold{10'000};

bool speaks_json(const service::Service& service, const net::HttpRequest& request) {
    const api::Protocol protocol = wire::protocol_of(service.model(), view_of(request));
    return protocol == api::Protocol::AwsJson10 || protocol == api::Protocol::AwsJson11;
}

Error stopping() {
    return unavailable("Gantry is stopping.");
}

/// As a field of an answer says it: RFC 9110, section 14.4.
bool is_partial(const net::HttpResponse& response) {
    return response.headers.find("content-range") != nullptr;
}

/// Leaves of a body that came in chunks the data in them, which is what was signed.
/// Errors: as those of a body that is taken as it comes (signed_body.h).
Result<void> take_chunks(
    net::HttpRequest& request, const std::optional<wire::HeadSignature>& signature
) {
    const wire::HttpView view = view_of(request);
    if (wire::sigv4::find_header(view, "x-amz-content-sha256") == nullptr) return {};
    const auto payload = wire::read_payload(view);
    if (!payload) return payload.error();
    if (!wire::is_chunked(*payload)) return {};
    auto signer = signature ? wire::chunk_signer(*signature) : std::nullopt;
    auto data = wire::read_chunks(view, *payload, std::move(signer));
    if (!data) return data.error();
    request.body = *std::move(data);
    return {};
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
    for (const Entry& entry : control.services().entries()) {
        services_.push_back(entry.service);
        if (service::Site* site = entry.instance->site()) sites_.push_back(site);
    }
}

ApiFrontend::~ApiFrontend() = default;

void ApiFrontend::stop() {
    alive_.reset();
}

std::string ApiFrontend::new_request_id() {
    const std::lock_guard lock(request_ids_mutex_);
    return request_ids_.uuid();
}

void ApiFrontend::on_request(net::HttpRequest request, net::Respond respond) {
    const std::string host_prefix = door_.host_prefix(request);
    request.target = service::origin_form(std::move(request.target));
    const std::string_view path = path_of(request.target);
    if (is_own_page(request, host_prefix)) {
        on_gantry_request(std::move(request), std::move(respond));
        return;
    }
    if (service::Site* site = find_site(request)) {
        site->on_request(std::move(request), std::move(respond));
        return;
    }
    const bool anonymous =
        std::any_cast<const Admission&>(request.note).claimant.caller.anonymous();
    // A form shows only now what it asks for.
    const service::Service* service =
        anonymous ? service::find_service_unsigned(services_, view_of(request))
                  : find_service(request);
    if (service == nullptr && anonymous) return respond(refuse_unsigned(request));
    if (service == nullptr ||
        (speaks_json(*service, request) && (path != "/" || request.method != "POST"))) {
        net::HttpResponse response = error_response(no_operation(), new_request_id());
        response.status = 404;
        respond(std::move(response));
        return;
    }
    if (service->target_meant != nullptr) {
        request.target = service->target_meant(host_prefix, std::move(request.target));
    }
    on_operation(std::move(request), *service, std::move(respond));
}

/// What needs a signature after all, in the protocol that it seems to speak.
net::HttpResponse ApiFrontend::refuse_unsigned(const net::HttpRequest& request) {
    if (auto refusal = refuse_other_service(request, services_, new_request_id()))
        return std::move(*refusal);
    return refuse_caller(nullptr, request, wire::missing_authentication_token());
}

const service::Service* ApiFrontend::find_service(const net::HttpRequest& request) const {
    if (const Entry* opener = find_opener(request)) return opener->service;
    return service::find_service(services_, view_of(request));
}

/// Of an upgrade.
const ApiFrontend::Entry* ApiFrontend::find_opener(const net::HttpRequest& request) const {
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
    const auto admission = std::any_cast<Admission>(request.note);
    // A payload that is still to come is held against its signature as it comes (signed_body.h).
    const auto caller = admission.body ? Result<Caller>(admission.claimant.caller)
                                       : judge_body(request, service, admission.claimant);
    const auto client = request.client;
    const auto exchange =
        std::make_shared<const AwsExchange>(service, std::move(request), new_request_id());
    service::BodyKeeper* keeper = find_keeper(service);
    // It may outlive the front end, as requests do that wait for the disk.
    const Answer answer = [&meters = meters_,
                           &service,
                           keeper,
                           exchange,
                           begin = RealClock{}.mono(),
                           respond = std::move(respond)](Result<service::Output> output) {
        respond({.make = [&meters, &service, keeper, exchange, begin, output = std::move(output)] {
            net::HttpResponse response = exchange->answer(output);
            const auto* body = output ? output->body() : nullptr;
            if (body != nullptr && keeper != nullptr) response.stream = keeper->send(*body);
            if (output && is_partial(response)) response.status = 206;
            if (output) add_events(response, *output);
            const auto took = RealClock{}.mono() - begin;
            meters.add(service, exchange->operation(), response.status, took);
            return response;
        }});
    };
    if (!caller) return answer(caller.error());
    if (admission.body) return begin_with_body(exchange, admission, client, answer);
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

/// Of a body at hand, which is taken out of its chunks. One whose signature need not be of it is
/// held against what its head says.
Result<Caller> ApiFrontend::judge_body(
    net::HttpRequest& request, const service::Service& service, const Claimant& claimant
) const {
    auto caller = identity_.judge_body(request, claimant);
    if (!caller || !service.signing.unsigned_payload) return caller;
    if (auto good = take_chunks(request, claimant.signature); !good) return good.error();
    const std::string_view hash =
        claimant.signature ? std::string_view(claimant.signature->body_hash) : std::string_view{};
    if (auto good = wire::check_stated_sums(view_of(request), request.body, hash); !good) {
        return good.error();
    }
    return caller;
}

/// Of an operation whose payload is still to come.
void ApiFrontend::begin_with_body(
    const std::shared_ptr<const AwsExchange>& exchange,
    const Admission& admission,
    const net::ClientWatch& client,
    const Answer& answer
) {
    auto read = control_.dispatcher().read(exchange->request(admission.claimant.caller));
    if (!read) return answer(read.error());
    const auto request = std::make_shared<service::ReadRequest>(*std::move(read));
    control_.core().loop().post(
        [this, alive = watch_, request, body = admission.body, client, answer] {
            if (alive.expired() || client.gone()) return answer(stopping());
            control_.dispatcher().admit_body(
                request,
                [this, alive, request, body, client, answer](const Result<void>& admitted) {
                    if (!admitted) return answer(admitted.error());
                    if (alive.expired()) return answer(stopping());
                    run_with_body(request, *body, client, answer);
                }
            );
        }
    );
}

void ApiFrontend::run_with_body(
    const std::shared_ptr<service::ReadRequest>& request,
    BodyArrival& arrival,
    const net::ClientWatch& client,
    const Answer& answer
) {
    arrival.wait([this, alive = watch_, &loop = control_.core().loop(), request, client, answer](
                     Result<api::FileBody> came
                 ) {
        loop.post([this, alive, request, client, answer, came = std::move(came)] {
            if (!came) return answer(came.error());
            if (alive.expired()) return answer(stopping());
            service::BodyKeeper& keeper = *find_keeper(*request->service);
            const auto settled = [&keeper, body = *came, answer](Result<service::Output> output) {
                if (!output) keeper.discard(body);
                answer(std::move(output));
            };
            if (client.gone()) return settled(stopping());
            *request->body = *came;
            control_.dispatcher().run(*request, settled);
        });
    });
    arrival.let_in();
}

service::BodyKeeper* ApiFrontend::find_keeper(const service::Service& service) const {
    return control_.services().find(service.name)->instance->bodies();
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
    const auto* admission = std::any_cast<Admission>(&request.note);
    const Entry* opener = find_opener(request);
    // Readers of pages, and of health without any credential, are nobody's.
    if (opener == nullptr || admission == nullptr) {
        return refuse(net::HttpResponse{.status = 404});
    }
    auto caller = opener->instance->judges_callers_of(path_of(request.target))
                      ? Result<Caller>(Caller{})
                      : identity_.judge_body(request, admission->claimant);
    if (!caller) return refuse(error_response(caller.error(), new_request_id()));
    opener->instance->open({
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
