#include <algorithm>
#include <array>
#include <charconv>

#include "base/log.h"
#include "control/admission.h"
#include "control/api_frontend.h"
#include "control/aws_exchange.h"
#include "control/http_failure.h"
#include "control/http_view.h"
#include "control/other_services.h"
#include "service/query_string.h"
#include "service/signed_body.h"
#include "service/unsigned_call.h"
#include "wire/error_codec.h"
#include "wire/other_service.h"
#include "wire/sigv2.h"

/// What of the front end judges heads: nothing of a body has been read.
namespace gantry::control {

namespace {

constexpr std::string_view kPages = "/_gantry/";
/// For everybody: they say nothing that has to be kept, and are asked before there is trust.
constexpr std::array<std::string_view, 2> kOpenPages{"/_gantry/health", "/_gantry/ca"};

/// Of a body; 0 where the head does not tell.
std::uint64_t told_length(const net::HttpRequest& head) {
    const std::string* text = head.headers.find("content-length");
    std::uint64_t length = 0;
    if (text != nullptr) std::from_chars(text->data(), text->data() + text->size(), length);
    return length;
}

/// What a body may come to, as far as the head tells.
std::uint64_t body_bytes(const net::HttpRequest& head) {
    return head.headers.find("transfer-encoding") != nullptr ? UINT64_MAX : told_length(head);
}

/// The most that the server holds of one body in memory.
std::uint64_t max_held_bytes() {
    static const std::uint64_t kMost = net::HttpServerOptions{}.max_body_bytes;
    return kMost;
}

/// The most that one payload is, and what its chunks take. Source: S3 User Guide, "Uploading
/// objects".
constexpr std::uint64_t kMaxPayloadBytes = (5ULL << 30U) + (64ULL << 20U);

}  // namespace

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
    const std::string host_prefix = door_.host_prefix(head);
    if (is_own_page(request, host_prefix)) {
        if (std::ranges::find(kOpenPages, path_of(request.target)) != kOpenPages.end()) {
            if (body_bytes(head) > 0) return on_failure(413);  // nobody's body takes no memory
            return net::ReadBody{};
        }
        auto reader = identity_.judge_reader(request, RealClock{}.now());
        if (!reader) return refuse_reader(reader.error());
        return net::ReadBody{std::move(*reader)};
    }
    if (service::Site* site = find_site(request)) return site->on_head(request);
    if (may_be_unsigned_upgrade(request)) return net::ReadBody{Admission{}};
    if (may_be_unsigned_call(request)) return judge_unsigned_call(head);
    return judge_call(request, host_prefix);
}

/// Below a bucket's host such a path is the key of an object.
bool ApiFrontend::is_own_page(const net::HttpRequest& request, const std::string& host_prefix)
    const {
    if (!request.target.starts_with(kPages)) return false;
    const service::Service* service = host_prefix.empty() ? nullptr : find_service(request);
    return service == nullptr || service->target_meant == nullptr ||
           service->target_meant(host_prefix, request.target) == request.target;
}

net::HeadVerdict ApiFrontend::judge_call(
    const net::HttpRequest& request, const std::string& host_prefix
) {
    const service::Service* service = find_service(request);
    if (service == nullptr) {
        if (auto refusal = refuse_other_service(request, services_, new_request_id()))
            return *refusal;
    }
    net::HttpRequest meant;
    const bool names_more = service != nullptr && service->target_meant != nullptr;
    if (names_more) {
        meant = request;
        meant.target = service->target_meant(host_prefix, std::move(meant.target));
    }
    const net::HttpRequest& what = names_more ? meant : request;
    auto claimant = judge_signature(request, what, service);
    if (!claimant) return refuse_caller(service, what, claimant.error());
    return take_body(what, service, std::move(*claimant));
}

/// What is no operation of ours is told so to those who sign, for whatever.
/// @param meant the request with the target that it means, which older signatures are of
/// @param service null: none of ours
Result<Claimant> ApiFrontend::judge_signature(
    const net::HttpRequest& request, const net::HttpRequest& meant, const service::Service* service
) const {
    const SysTime now = RealClock{}.now();
    if (service == nullptr) return identity_.judge_head(request, {}, now);
    const bool is_s3 = service->model().protocol == api::Protocol::S3;
    if (is_s3 && wire::is_signed_v2(view_of(request))) return identity_.judge_v2(meant, now);
    return identity_.judge_head(request, service->model().signing_name, now, service->signing);
}

/// @param service null: none of ours
net::HeadVerdict ApiFrontend::take_body(
    const net::HttpRequest& request, const service::Service* service, Claimant claimant
) {
    service::BodyKeeper* keeper = service == nullptr ? nullptr : find_keeper(*service);
    const bool takes_file = keeper != nullptr && AwsExchange::takes_file(*service, request);
    // The server would say so too, but in nobody's protocol.
    if (told_length(request) > (takes_file ? kMaxPayloadBytes : max_held_bytes())) {
        return refuse_caller(service, request, wire::request_too_large());
    }
    const net::FailBody fail = failing_for(service, request);
    if (!takes_file) return net::ReadBody{Admission{std::move(claimant), nullptr}, fail};
    const auto arrival = std::make_shared<BodyArrival>();
    const auto sum = service::sum_to_take(view_of(request));
    auto sink = service::signed_body(
        view_of(request),
        claimant.signature,
        sum,
        keeper->receive(request, sum, [arrival](auto body) { arrival->end(std::move(body)); })
    );
    if (!sink) return refuse_caller(service, request, sink.error());
    return net::TakeBody{
        .sink = arrival->gate(*std::move(sink)),
        .note = Admission{std::move(claimant), arrival},
        .max_bytes = kMaxPayloadBytes,
        .fail = fail,
    };
}

/// What is said to who does not send a body, or too much of it, in the protocol of the service or
/// that the head shows.
/// @param service null: none of ours
net::FailBody ApiFrontend::failing_for(
    const service::Service* service, const net::HttpRequest& head
) {
    const wire::HttpView view = view_of(head);
    const api::Protocol protocol =
        service == nullptr ? wire::shown_protocol(view) : wire::protocol_of(service->model(), view);
    return [this, service, protocol](int status) {
        const api::ServiceInfo model = service == nullptr ? api::ServiceInfo{} : service->model();
        net::HttpResponse response = to_response(wire::codec_of(protocol).encode_error(
            model, nullptr, http_failure(status), new_request_id()
        ));
        // These the protocols have; what is no HTTP they do not know.
        if (status != 408 && status != 413) response.status = status;
        return response;
    };
}

/// Who signs calls the AWS API, whatever its paths look like.
service::Site* ApiFrontend::find_site(const net::HttpRequest& head) const {
    if (sites_.empty() || wire::read_claimed_signature(view_of(head))) return nullptr;
    const auto found =
        std::ranges::find_if(sites_, [&head](service::Site* site) { return site->claims(head); });
    return found == sites_.end() ? nullptr : *found;
}

bool ApiFrontend::may_be_unsigned_call(const net::HttpRequest& head) const {
    const wire::HttpView view = view_of(head);
    return head.headers.find("upgrade") == nullptr && !wire::has_credentials(view) &&
           service::may_be_unsigned_call(services_, view);
}

/// Its service judges who may open it, by what it is told once it is open.
bool ApiFrontend::may_be_unsigned_upgrade(const net::HttpRequest& head) const {
    const Entry* opener = find_opener(head);
    return opener != nullptr && head.method == "GET" && body_bytes(head) == 0 &&
           opener->instance->judges_callers_of(path_of(head.target));
}

/// The caller is nobody, which the dispatcher lets do unsigned calls alone.
net::HeadVerdict ApiFrontend::judge_unsigned_call(const net::HttpRequest& head) {
    if (const auto open = FrontDoor::check_unsigned(head); !open) {
        return refuse_entry(head, open.error());
    }
    if (body_bytes(head) > service::kMaxUnsignedBytes) {
        return refuse_caller(nullptr, head, wire::request_too_large());
    }
    Claimant nobody;
    const std::string prefix = door_.host_prefix(head);
    const std::string_view region = region_in(prefix);
    nobody.caller.scope.region = region.empty() ? aws::kDefaultRegion : region;
    return net::ReadBody{Admission{std::move(nobody), nullptr}, failing_for(nullptr, head)};
}

/// In the protocol of the service that is asked, or that the head shows.
/// @param service null: none of ours
net::HttpResponse ApiFrontend::refuse_caller(
    const service::Service* service, const net::HttpRequest& head, const Error& why
) {
    if (service == nullptr) {
        const auto& codec = wire::codec_of(wire::shown_protocol(view_of(head)));
        return to_response(codec.encode_error({}, nullptr, why, new_request_id()));
    }
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

}  // namespace gantry::control
