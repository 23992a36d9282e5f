#include "services/ssm/managed/machine_site.h"

#include <charconv>

#include "base/log.h"
#include "service/registry.h"
#include "services/ssm/api/errors.h"
#include "services/ssm/managed/registration.h"
#include "wire/error_codec.h"
#include "wire/json_codec.h"

namespace gantry::ssm {
namespace {

/// Of one address; many machines may be behind one. Each asks once in five minutes.
constexpr SourceLimits::Rate kMachinesOfAddress{.per_second = 5, .burst = 50};
constexpr const char* kJson = "application/json";

net::HttpResponse machine_answer(int status, std::string body) {
    net::HttpResponse response;
    response.status = status;
    response.headers.add("Content-Type", kJson);
    response.headers.add("Cache-Control", "no-store");
    response.body = std::move(body);
    return response;
}

net::HttpResponse machine_refusal(const Error& why) {
    const wire::EncodedError encoded = wire::encode_error(why);
    return machine_answer(encoded.status, encoded.body);
}

std::string_view path_in(std::string_view target) {
    return target.substr(0, target.find('?'));
}

/// "10.0.0.7" of "10.0.0.7:51234".
std::string address_of(const std::string& peer) {
    return peer.substr(0, peer.rfind(':'));
}

/// Nothing where the head does not say it.
std::optional<std::size_t> length_of(const net::HttpRequest& head) {
    const std::string* text = head.headers.find("content-length");
    if (text == nullptr || head.headers.find("transfer-encoding") != nullptr) return std::nullopt;
    std::size_t length = 0;
    const char* end = text->data() + text->size();
    const auto [at, error] = std::from_chars(text->data(), end, length);
    return error == std::errc{} && at == end ? std::optional(length) : std::nullopt;
}

}  // namespace

MachineSite::MachineSite(const service::Surroundings& around, const Tables& tables)
    : around_(around), tables_(tables), limits_(kMachinesOfAddress) {}

MachineSite::~MachineSite() = default;

bool MachineSite::claims(const net::HttpRequest& head) const {
    const std::string_view path = path_in(head.target);
    return path == kRegisterPath || path == kCredentialsPath;
}

net::HeadVerdict MachineSite::on_head(const net::HttpRequest& head) {
    if (head.method != "POST") return machine_refusal(validation("Machines send POST."));
    // What web pages can send without being asked about it is something else.
    const std::string* type = head.headers.find("content-type");
    if (type == nullptr || *type != kJson) {
        return machine_refusal(validation("Content-Type has to be application/json."));
    }
    const auto length = length_of(head);
    if (!length || *length > kMaxMachineMessage) {
        return machine_refusal(validation("Content-Length has to say 8192 bytes at most."));
    }
    return net::ReadBody{};
}

void MachineSite::on_request(net::HttpRequest request, net::Respond respond) {
    around_.loop.post([this,
                       alive = std::weak_ptr(alive_),
                       request = std::move(request),
                       respond = std::move(respond)] {
        if (alive.lock()) judge(request, respond);
    });
}

void MachineSite::judge(const net::HttpRequest& request, const net::Respond& respond) {
    if (!limits_.allow(address_of(request.peer), around_.loop.mono())) {
        return respond(machine_refusal(Error{
            ErrorKind::Throttled, "ThrottlingException", "Rate exceeded; try again later.", {}
        }));
    }
    if (!around_.core->writable()) {
        return respond(machine_refusal(unavailable("Nothing can be written at the moment.")));
    }
    core::Transaction tx;
    const MachineDesk desk{
        .tables = tables_,
        .services = around_.services,
        .settings = around_.settings,
        .ids = around_.ids,
        .now = around_.loop.now(),
        .tx = tx,
    };
    Result<MachineCredentials> answer = validation("The body is no such message.");
    const bool registers = path_in(request.target) == kRegisterPath;
    if (registers) {
        if (auto asked = wire::decode_json<RegisterMachine>(request.body)) {
            answer = register_machine(desk, *asked);
        }
    } else if (auto asked = wire::decode_json<AskForCredentials>(request.body)) {
        answer = renew_machine(desk, *asked);
    }
    if (!answer) {
        log_warn(
            "machine_refused",
            {{"peer", request.peer}, {"code", answer.error().code}, {"why", answer.error().message}}
        );
        return respond(machine_refusal(answer.error()));
    }
    if (registers) {
        log_info("machine_registered", {{"instance", answer->instance_id}, {"peer", request.peer}});
    }
    const std::string cause =
        (registers ? "RegisterManagedInstance " : "RenewManagedInstance ") + answer->instance_id;
    around_.core->commit(
        std::move(tx),
        cause,
        [respond, answer = *std::move(answer)](const Result<void>& durable) {
            respond(
                durable ? machine_answer(200, wire::encode_json(answer))
                        : machine_refusal(durable.error())
            );
        }
    );
}

}  // namespace gantry::ssm
