#include "service/operation_runner.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/assert.h"
#include "base/log.h"
#include "base/sabotage.h"
#include "base/turn_watch.h"
#include "wire/error_codec.h"
#include "wire/protocol/protocol.h"

namespace gantry::service {
namespace {

Error refusal(std::string_view code, std::string message) {
    return Error{ErrorKind::InvalidArgument, std::string(code), std::move(message), {}};
}

/// Whether a form is for a version that the service's model is not of.
bool asks_other_version(const Service& service, const Request& request) {
    return !request.version.empty() && request.version != service.model().api_version;
}

/// Of a service whose requests are forms. Source: IAM and EC2 API References, "Common errors".
Error unknown_action(const Service& service, const Request& request) {
    if (request.operation.empty()) {
        return refusal(
            "MissingAction", "The request is missing an action or a required parameter."
        );
    }
    const api::ServiceInfo& model = service.model();
    const bool other_version = asks_other_version(service, request);
    if (model.protocol == api::Protocol::Ec2Query && !other_version) {
        return refusal(
            "UnknownOperationException",
            fmt::format("The action {} is not valid for this web service.", request.operation)
        );
    }
    return refusal(
        "UnknownOperationException",
        fmt::format(
            "Could not find operation {} for version {}",
            request.operation,
            other_version ? std::string_view(request.version) : model.api_version
        )
    );
}

/// In the words of the service's protocol. @param service null: no service either
Error unknown_operation(const Service* service, const Request& request) {
    if (service != nullptr && wire::speaks_forms(service->model().protocol)) {
        return unknown_action(*service, request);
    }
    return refusal(
        "UnknownOperationException", fmt::format("Unknown operation: {}", request.operation)
    );
}

/// Agents' refusals are seen by nobody else.
Error refuse(const Operation& operation, const Error& why) {
    if (operation.for_agents) {
        log_warn(
            "agent_call_refused",
            {{"operation", operation.name}, {"code", why.code}, {"why", why.message}}
        );
    }
    return why;
}

api::FileBody* find_file_body(const reflect::TypeInfo& type, void* value) {
    const auto* field = file_body_field(type);
    return field == nullptr ? nullptr : static_cast<api::FileBody*>(field->emplace(value));
}

}  // namespace

const reflect::FieldInfo* file_body_field(const reflect::TypeInfo& type) {
    const auto found = std::ranges::find_if(type.fields, [](const reflect::FieldInfo& field) {
        return field.wire != nullptr && field.wire->streaming;
    });
    return found == type.fields.end() ? nullptr : &*found;
}

Request json_request(
    const Registry& registry,
    aws::Caller caller,
    std::string id,
    std::string service,
    std::string operation,
    std::string body
) {
    const Registry::Entry* entry = registry.find(service);
    const auto* info =
        entry == nullptr ? nullptr : find_in_model(entry->service->model(), operation);
    auto decode = [info, body = std::move(body)](void* input, wire::UnknownEnumValue* unknown) {
        return wire::decode_request_into(body, info->input(), input, unknown);
    };
    return {
        std::move(caller),
        std::move(id),
        std::move(service),
        std::move(operation),
        std::move(decode),
    };
}

std::string Output::json() const {
    return wire::encode_json(operation->output(), value.get());
}

const api::FileBody* Output::body() const {
    const auto* field = file_body_field(operation->output());
    return field == nullptr ? nullptr : static_cast<const api::FileBody*>(field->get(value.get()));
}

OperationRunner::OperationRunner(const Registry& registry, IdSource& ids, const Settings& settings)
    : registry_(registry), ids_(ids), settings_(settings) {
    for (const Registry::Entry& entry : registry.entries()) {
        readers_.try_emplace(entry.service->name, *entry.service);
    }
}

Result<ReadRequest> OperationRunner::read(Request request) const {
    const Registry::Entry* entry = registry_.find(request.service);
    const std::string& name = request.operation;
    const auto* info = entry == nullptr ? nullptr : find_in_model(entry->service->model(), name);
    const auto* operation = info == nullptr ? nullptr : find_operation(*entry->service, name);
    const bool needs_signature = operation == nullptr || !operation->is_unsigned;
    if (request.caller.anonymous() && needs_signature) return wire::missing_authentication_token();
    if (info == nullptr || asks_other_version(*entry->service, request)) {
        return unknown_operation(entry == nullptr ? nullptr : entry->service, request);
    }
    if (operation == nullptr) {
        return refusal(
            entry->service->refusal_code,
            fmt::format("Gantry does not implement {} yet; see docs/coverage.md", name)
        );
    }
    const TurnPart part(info->name, request.id);
    auto input = info->make_input();
    const auto good = readers_.at(entry->service->name).read(*info, request.decode, input.get());
    if (!good) return refuse(*operation, good.error());
    auto* const body = find_file_body(info->input(), input.get());
    return ReadRequest{
        .caller = std::move(request.caller),
        .id = std::move(request.id),
        .service = entry->service,
        .instance = entry->instance.get(),
        .operation = operation,
        .info = info,
        .input = std::move(input),
        .body = body,
        .host = std::move(request.host),
    };
}

Call OperationRunner::begin(const ReadRequest& request, SysTime now) const {
    return {
        .caller = request.caller,
        .request_id = request.id,
        .now = now,
        .ids = ids_,
        .settings = settings_,
        .services = registry_,
        .host = request.host,
    };
}

Result<RowlessCall> OperationRunner::admit(const ReadRequest& request, SysTime now) const {
    const TurnPart part(request.operation->name, request.id);
    Call call = begin(request, now);
    if (const auto allowed = authorize(request, call); !allowed) {
        return refuse(*request.operation, allowed.error());
    }
    return RowlessCall{
        .scope = request.caller.scope,
        .principal = request.caller.principal,
        .request_id = request.id,
        .now = now,
        .settings = settings_,
    };
}

Result<void> OperationRunner::admit_body(const ReadRequest& request, SysTime now) const {
    const TurnPart part(request.operation->name, request.id);
    Call call = begin(request, now);
    const auto allowed = authorize(request, call);
    return allowed ? allowed : refuse(*request.operation, allowed.error());
}

Result<Output> OperationRunner::run_rowless(const ReadRequest& request, const RowlessCall& call) {
    auto output = request.info->make_output();
    const auto done = request.operation->invoke_rowless(call, request.input.get(), output.get());
    if (!done) return refuse(*request.operation, done.error());
    return Output{request.info, std::move(output)};
}

Result<void> OperationRunner::decide(const ReadRequest& request, Call& call, Decided& decided) {
    const Operation& operation = *request.operation;
    const void* const input = request.input.get();
    if (operation.invoke != nullptr) {
        return operation.invoke(*request.instance, call, input, decided.output.get());
    }
    auto finish = operation.invoke_later(*request.instance, call, input);
    if (!finish) return finish.error();
    decided.finish = std::move(*finish);
    return {};
}

Result<Decided> OperationRunner::run(const ReadRequest& request, SysTime now, core::Transaction& tx)
    const {
    if (!request.needs_rows()) {
        const auto admitted = admit(request, now);
        if (!admitted) return admitted.error();
        auto output = run_rowless(request, *admitted);
        if (!output) return output.error();
        return Decided{request.info, std::const_pointer_cast<void>(output->value), {}};
    }
    const TurnPart part(request.operation->name, request.id);
    Call call = begin(request, now);
    Decided decided{request.info, request.info->make_output(), {}};
    const auto allowed = authorize(request, call);
    const bool runs = allowed.has_value() || sabotaged(Sabotage::DenyLate);
    const auto done = runs ? decide(request, call, decided) : allowed;
    if (!done) return refuse(*request.operation, done.error());
    tx = std::move(call.tx);
    if (!allowed) return allowed.error();
    return decided;
}

Result<void> OperationRunner::authorize(const ReadRequest& request, Call& call) const {
    if (auto good = registry_.check_session(call.caller, call.now); !good) return good;
    Authorizer* const authorizer = registry_.authorizer();
    const Operation& operation = *request.operation;
    if (authorizer == nullptr || operation.for_everybody) return {};
    Access access{
        .action = fmt::format("{}:{}", request.service->model().signing_name, operation.name)
    };
    if (operation.describe != nullptr) {
        operation.describe(*request.instance, call, request.input.get(), access);
        GANTRY_ASSERT(call.tx.empty());
    }
    return authorizer->authorize(call.caller, access, call.now);
}

}  // namespace gantry::service
