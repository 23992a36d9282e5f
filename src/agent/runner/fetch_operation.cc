#include "agent/firelens/log_router.h"
#include "agent/resources/fetch_plan.h"
#include "agent/runner/operation.h"
#include "agent/runner/task_resources.h"
#include "base/log.h"

namespace gantry::agent {
namespace {

/// How long a call is tried again while whom it asks is away.
constexpr Duration kFetchPatience = minutes{5};

/// Whether the answer may be another one the next time.
bool is_passing(const Error& why) {
    switch (why.kind) {
        case ErrorKind::Unavailable:
        case ErrorKind::Throttled:
        case ErrorKind::Internal: return true;
        default: break;
    }
    // New ones are on their way.
    return why.code == "ExpiredTokenException" || why.code == "ExpiredToken";
}

/// Action FetchResources: one call after the other; ends with TaskFailed, or with what was fetched
/// at hand.
class FetchOperation final : public Operation {
  public:
    FetchOperation(OperationTools tools, std::string task)
        : Operation(tools, std::move(task), "", Duration::zero()) {}

  private:
    void attempt() override {
        const TaskBook::Entry* task = entry();
        if (task == nullptr || !still_wanted()) return end();
        if (!planned_) {
            auto plan = plan_fetches(*task->payload, tools_.config.region);
            if (!plan) return end_with(event::TaskFailed{plan.error().message});
            fetches_ = std::move(*plan);
            planned_ = true;
        }
        if (done_ == fetches_.size()) return finish(*task->payload);
        call(fetches_[done_]);
    }

    void call(const Fetch& fetch) {
        ServiceCall call{fetch.service, fetch.operation, fetch.region, fetch.body, {}};
        if (fetch.as_execution_role) {
            const auto* credentials = tools_.resources.credentials(task_);
            if (credentials == nullptr) return wait_for_credentials();
            call.credentials = *credentials;
        }
        if (fetch.kind == Fetch::Kind::EcrToken) {
            login_key_ = fetch.key + "\n" + call.credentials.role_arn.value_or("");
            const auto* login = tools_.resources.find_login(login_key_, tools_.loop.mono());
            if (login != nullptr) {
                fetched_.logins.insert_or_assign(fetch.key, *login);
                return next();
            }
        }
        tools_.resources.link().call_service(
            call,
            then<std::string>([this](const Result<std::string>& answer) { on_answer(answer); })
        );
    }

    /// The control plane sends them with the task, and again whenever a control stream opens.
    void wait_for_credentials() {
        if (!std::exchange(said_that_it_waits_, true)) {
            log_info("task_waits_for_credentials", {{"task", task_}});
        }
        try_again();
    }

    void on_answer(const Result<std::string>& answer) {
        const Fetch& fetch = fetches_[done_];
        if (!answer) return on_refusal(fetch, answer.error());
        if (auto kept = keep_answer(fetch, *answer, fetched_); !kept) {
            return end_with(event::TaskFailed{kept.error().message});
        }
        if (fetch.kind == Fetch::Kind::EcrToken) {
            tools_.resources.keep_login(
                login_key_, fetched_.logins.at(fetch.key), tools_.loop.mono()
            );
        }
        next();
    }

    void on_refusal(const Fetch& fetch, const Error& why) {
        // Without a role the image may be one that everybody may pull.
        if (!fetch.as_execution_role && why.kind == ErrorKind::Denied) return next();
        const MonoTime now = tools_.loop.mono();
        if (!failing_since_) failing_since_ = now;
        if (is_passing(why) && now - *failing_since_ < kFetchPatience) {
            ++retries_;
            return try_again();
        }
        log_warn(
            "task_resource_not_fetched",
            {{"task", task_}, {"what", fetch.what}, {"code", why.code}, {"why", why.message}}
        );
        end_with(event::TaskFailed{failure_reason(fetch, why, retries_)});
    }

    void next() {
        ++done_;
        retries_ = 0;
        failing_since_.reset();
        attempt();
    }

    void finish(const api::acs::Task& task) {
        std::map<std::string, ContainerResources> by_container;
        for (const auto& container : *task.containers) {
            auto resources = container_resources(container, fetched_, tools_.config.region);
            if (!resources) return end_with(event::TaskFailed{resources.error().message});
            by_container.emplace(container.name.value_or(""), *std::move(resources));
        }
        if (const auto* router = log_router_of(task)) {
            const Environment secrets = router_secrets(task, by_container);
            auto& its = by_container[router->name.value_or("")].secrets;
            for (const auto& [name, value] : secrets) its.insert_or_assign(name, value);
        }
        tools_.resources.put(task_, std::move(by_container));
        end();
    }

    void on_limit() override {}

    bool planned_ = false;
    bool said_that_it_waits_ = false;
    std::vector<Fetch> fetches_;
    std::size_t done_ = 0;
    Fetched fetched_;
    std::string login_key_;  ///< of the token that is asked for
    int retries_ = 0;        ///< of the call at hand
    std::optional<MonoTime> failing_since_;
};

}  // namespace

std::shared_ptr<Operation> make_fetch_operation(OperationTools tools, std::string task) {
    return std::make_shared<FetchOperation>(tools, std::move(task));
}

}  // namespace gantry::agent
