#include "service/dispatcher.h"

#include <fmt/format.h>

#include "base/log.h"
#include "base/sabotage.h"

namespace gantry::service {
namespace {

/// How often a read is made anew when what it saw turned out not to be durable.
constexpr int kReadAttempts = 4;

Error not_loaded(const core::Core& core) {
    return Error{
        ErrorKind::Unavailable,
        "ServerException",
        core.closed()
            ? "This Gantry has ended its work: another one writes. " + core.closed()->message
            : "The state store cannot be read at the moment; Gantry keeps trying. Its log says "
              "why.",
        {},
    };
}

Error refusal(std::string_view code, std::string message) {
    return Error{ErrorKind::InvalidArgument, std::string(code), std::move(message), {}};
}

/// In the words of the service's protocol. @param service null: no service either
Error unknown_operation(const Service* service, std::string_view asked) {
    std::string message = fmt::format("Unknown operation: {}", asked);
    if (service != nullptr) {
        const api::ServiceInfo& model = service->model();
        if (model.protocol == api::Protocol::AwsQuery) {
            message =
                fmt::format("Could not find operation {} for version {}", asked, model.api_version);
        } else if (model.protocol == api::Protocol::Ec2Query) {
            message = fmt::format("The action {} is not valid for this web service.", asked);
        }
    }
    return refusal("UnknownOperationException", std::move(message));
}

void log_refusal(std::string_view operation, const Error& why) {
    log_warn(
        "agent_call_refused", {{"operation", operation}, {"code", why.code}, {"why", why.message}}
    );
}

}  // namespace

struct Dispatcher::Work {
    aws::Caller caller;
    std::string id;
    const Service* service = nullptr;
    const Instance* instance = nullptr;
    const Operation* operation = nullptr;
    const api::OperationInfo* info = nullptr;
    std::shared_ptr<void> input;
    Answer answer;

    [[nodiscard]] std::string cause() const { return fmt::format("{} {}", operation->name, id); }
};

Dispatcher::Dispatcher(
    const std::unique_ptr<core::Core>& core,
    const Registry& registry,
    IdSource& ids,
    const Settings& settings
)
    : core_(core), registry_(registry), ids_(ids), settings_(settings) {
    for (const Registry::Entry& entry : registry.entries()) {
        readers_.try_emplace(entry.service->name, *entry.service);
    }
}

Result<std::shared_ptr<Dispatcher::Work>> Dispatcher::prepare(Request& request) const {
    const Registry::Entry* entry = registry_.find(request.service);
    const std::string& name = request.operation;
    const auto* info = entry == nullptr ? nullptr : find_in_model(entry->service->model(), name);
    if (info == nullptr) {
        return unknown_operation(entry == nullptr ? nullptr : entry->service, name);
    }
    const Operation* operation = find_operation(*entry->service, name);
    if (operation == nullptr) {
        return refusal(
            entry->service->refusal_code,
            fmt::format("Gantry does not implement {} yet; see docs/coverage.md", name)
        );
    }
    auto input = info->make_input();
    const auto read = readers_.at(entry->service->name).read(*info, request.decode, input.get());
    if (!read) {
        if (operation->for_agents) log_refusal(name, read.error());
        return read.error();
    }
    return std::make_shared<Work>(
        std::move(request.caller),
        std::move(request.id),
        entry->service,
        entry->instance.get(),
        operation,
        info,
        std::move(input)
    );
}

void Dispatcher::run(Request request, Answer answer) {
    if (!core_->available()) return answer(not_loaded(*core_));
    auto work = prepare(request);
    if (!work) {
        // Like every error: after what was said before it.
        core_->after_durable([why = work.error(),
                              answer = std::move(answer)](const Result<void>& durable) {
            answer(durable ? why : durable.error());
        });
        return;
    }
    (*work)->answer = std::move(answer);
    attempt(*work, kReadAttempts);
}

void Dispatcher::attempt(const std::shared_ptr<Work>& work, int attempts) {
    if (!core_->available()) return work->answer(not_loaded(*core_));
    Call call{
        .caller = work->caller,
        .request_id = work->id,
        .now = core_->loop().now(),
        .ids = ids_,
        .settings = settings_,
        .services = registry_,
    };
    auto output = work->info->make_output();
    const auto allowed = authorize(*work, call);
    const auto done =
        allowed ? work->operation->invoke(*work->instance, call, work->input.get(), output.get())
                : allowed;
    Result<Output> result = Output{work->info, std::move(output)};
    if (!done) {
        result = done.error();
        if (work->operation->for_agents) log_refusal(work->operation->name, done.error());
    }
    commit(work, std::move(call), std::move(result), attempts);
}

Result<void> Dispatcher::authorize(const Work& work, const Call& call) const {
    Authorizer* const authorizer = registry_.authorizer();
    const Operation& operation = *work.operation;
    if (authorizer == nullptr || operation.for_everybody) return {};
    Access access;
    if (operation.describe != nullptr) operation.describe(call, work.input.get(), access);
    access.action = fmt::format("{}:{}", work.service->model().signing_name, operation.name);
    return authorizer->authorize(call.caller, access, call.now);
}

void Dispatcher::commit(
    const std::shared_ptr<Work>& work, Call call, Result<Output> result, int attempts
) {
    const bool writes = result.has_value() && !call.tx.empty();
    // Errors and reads wait too: what they tell of other rows must be durable. Where it turned out
    // not to be, they are made anew from what is.
    auto release = [this, work, attempts, writes, result = std::move(result)](
                       const Result<void>& durable
                   ) mutable {
        if (durable) {
            work->answer(std::move(result));
        } else if (!writes && attempts > 1) {
            attempt(work, attempts - 1);
        } else {
            work->answer(durable.error());
        }
    };
    if (writes && sabotaged(Sabotage::AnswerEarly)) {
        core_->commit(std::move(call.tx), work->cause());
        release({});
    } else if (writes) {
        core_->commit(std::move(call.tx), work->cause(), std::move(release));
    } else {
        core_->after_durable(std::move(release));
    }
}

void Dispatcher::run_json(
    aws::Caller caller,
    std::string service,
    std::string operation,
    std::string id,
    std::string body,
    JsonAnswer answer
) {
    const Registry::Entry* entry = registry_.find(service);
    const auto* info =
        entry == nullptr ? nullptr : find_in_model(entry->service->model(), operation);
    auto decode = [info, body = std::move(body)](void* input, wire::UnknownEnumValue* unknown) {
        return wire::decode_request_into(body, info->input(), input, unknown);
    };
    run({std::move(caller),
         std::move(id),
         std::move(service),
         std::move(operation),
         std::move(decode)},
        [answer = std::move(answer)](const Result<Output>& output) {
            if (!output) return answer(output.error());
            answer(wire::encode_json(output->operation->output(), output->value.get()));
        });
}

}  // namespace gantry::service
