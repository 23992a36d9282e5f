#include "control/control_core.h"

#include "base/log.h"
#include "base/sabotage.h"
#include "services/ecs/api/operation_table.h"
#include "services/ecs/reconcile/service_controller.h"
#include "services/ecs/reconcile/task_controller.h"
#include "services/ecs/reconcile/task_definition_gc.h"

namespace gantry::control {

namespace {

constexpr Duration kTrimInterval = minutes{10};

/// How often a read is made anew when what it saw turned out not to be durable.
constexpr int kReadAttempts = 4;

/// Whether agents call it: nobody sees a refusal but a log on some machine.
bool is_an_agents(std::string_view operation) {
    return operation == "RegisterContainerInstance" || operation.starts_with("Submit");
}

}  // namespace

ControlCore::ControlCore(
    Loop& loop, core::Journal& journal, IdSource ids, ControlCoreOptions options
)
    : loop_(loop),
      ids_(std::move(ids)),
      options_(std::move(options)),
      core_(loop, journal, tables_.all()),
      fleet_(core_, tables_, ids_, options_.fleet) {}

ControlCore::~ControlCore() {
    stop();
}

Result<void> ControlCore::start() {
    if (auto opened = core_.open(); !opened) return opened.error();
    controllers_.push_back(
        std::make_unique<ecs::ServiceController>(tables_, ids_, options_.scheduler)
    );
    controllers_.push_back(
        std::make_unique<ecs::TaskController>(tables_, options_.stopped_task_retention)
    );
    controllers_.push_back(std::make_unique<ecs::TaskDefinitionGc>(tables_));
    std::vector<core::Controller*> controllers;
    for (const auto& controller : controllers_) controllers.push_back(controller.get());
    runner_ = std::make_unique<core::ControllerRunner>(core_, std::move(controllers));
    fleet_.start();
    runner_->start();
    trim_timer_ = loop_.call_after(kTrimInterval, [this] { trim_journal(); });
    return {};
}

void ControlCore::stop() {
    alive_.reset();
    loop_.cancel(trim_timer_);
    if (runner_) runner_->stop();
    fleet_.stop();
}

void ControlCore::ensure_default_cluster(const ecs::Scope& scope) {
    const std::string key = ecs::cluster_key(scope, "default");
    if (tables_.clusters.find(key)) return;
    const Caller self{scope, ecs::root_arn(scope), ""};
    call(self, "CreateCluster", ids_.uuid(), "{}", [](const Result<std::string>& created) {
        if (!created) log_error("default_cluster_not_created", {{"why", created.error().message}});
    });
}

void ControlCore::call(
    const Caller& caller,
    const std::string& operation,
    const std::string& request_id,
    const std::string& body,
    Answer answer
) {
    attempt(
        std::make_shared<Request>(caller, operation, request_id, body, std::move(answer)),
        kReadAttempts
    );
}

void ControlCore::attempt(const std::shared_ptr<Request>& request, int attempts) {
    if (!core_.available()) {
        request->answer(Error{
            ErrorKind::Internal,
            "ServerException",
            "The state store cannot be read at the moment; Gantry keeps trying. Its log says why.",
            {},
        });
        return;
    }
    ecs::Call call{
        .scope = request->caller.scope,
        .principal = request->caller.principal,
        .request_id = request->id,
        .now = loop_.now(),
        .tables = tables_,
        .ids = ids_,
        .settings = options_.settings,
        .tx = {},
    };
    Result<std::string> result = ecs::run_operation(request->operation, call, request->body);
    if (!result && is_an_agents(request->operation)) {
        const Error& why = result.error();
        log_warn(
            "agent_call_refused",
            {{"operation", request->operation}, {"code", why.code}, {"why", why.message}}
        );
    }
    const bool writes = result.has_value() && !call.tx.empty();
    // Errors and reads wait too: what they tell of other rows must be durable. Where it turned out
    // not to be, they are made anew from what is.
    auto release = [this, request, attempts, writes, result = std::move(result)](
                       const Result<void>& durable
                   ) mutable {
        if (durable) {
            request->answer(std::move(result));
        } else if (!writes && attempts > 1) {
            attempt(request, attempts - 1);
        } else {
            request->answer(durable.error());
        }
    };
    if (writes && sabotaged(Sabotage::AnswerEarly)) {
        core_.commit(std::move(call.tx), request->operation + " " + request->id);
        release({});
    } else if (writes) {
        std::string cause = request->operation + " " + request->id;
        core_.commit(std::move(call.tx), std::move(cause), std::move(release));
    } else {
        core_.after_durable(std::move(release));
    }
}

void ControlCore::trim_journal() {
    const SysTime before = loop_.now() - options_.journal_retention;
    core_.journal().trim(
        before,
        [this, alive = std::weak_ptr(alive_)](const Result<std::size_t>& trimmed) {
            if (alive.expired()) return;
            if (!trimmed) {
                log_warn("journal_not_trimmed", {{"why", trimmed.error().message}});
            } else if (*trimmed > 0) {
                log_info("journal_trimmed", {{"records", *trimmed}});
            }
            trim_timer_ = loop_.call_after(kTrimInterval, [this] { trim_journal(); });
        }
    );
}

}  // namespace gantry::control
