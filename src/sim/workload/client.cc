#include "sim/workload/client.h"

#include <utility>

#include "services/ecs/model/arn.h"
#include "sim/workload/acts.h"

namespace gantry::sim {

namespace {

constexpr int kTriesMax = 20;
constexpr Duration kTryAgain{500};

}  // namespace

Client::Client(
    ManualLoop& world, Network& network, Random random, Memory& memory, WorkloadOptions options
)
    : world_(world), network_(network), random_(random), memory_(memory), options_(options) {
    caller_.scope = {aws::kDefaultAccount, aws::kDefaultRegion};
    caller_.principal = "arn:aws:iam::000000000000:root";
}

void Client::resume() {
    acting_ = true;
    if (!busy_) schedule_next();
}

void Client::schedule_next() {
    if (scheduled_) return;
    if (!queue_.empty()) {
        const auto next = std::move(queue_.front());
        queue_.erase(queue_.begin());
        next();
        if (!busy_) schedule_next();
        return;
    }
    scheduled_ = true;
    const Duration pause{random_.between(options_.pause_min.count(), options_.pause_max.count())};
    world_.call_after(pause, [this] {
        scheduled_ = false;
        if (!queue_.empty()) return schedule_next();
        if (acting_) act();
        if (!busy_) schedule_next();
    });
}

void Client::act() {
    do_something(*this);
}

void Client::done() {
    busy_ = false;
    schedule_next();
}

void Client::call(
    const std::string& operation, std::string body, Succeeded succeeded, Refused refused
) {
    busy_ = true;
    ++memory_.calls;
    network_.call(
        {
            .from = "client",
            .caller = caller_,
            .operation = operation,
            .body = std::move(body),
        },
        [this, operation, succeeded = std::move(succeeded), refused = std::move(refused)](
            const Result<std::string>& answer
        ) { finish(operation, answer, succeeded, refused); }
    );
}

void Client::call_other(
    const std::string& service, const std::string& operation, std::string body, Succeeded succeeded
) {
    busy_ = true;
    ++memory_.calls;
    network_.call(
        {
            .from = "client",
            .caller = caller_,
            .service = service,
            .operation = operation,
            .body = std::move(body),
        },
        [this, operation, succeeded = std::move(succeeded)](const Result<std::string>& answer) {
            finish(operation, answer, succeeded, {});
        }
    );
}

void Client::finish(
    const std::string& operation,
    const Result<std::string>& answer,
    const Succeeded& succeeded,
    const Refused& refused
) {
    if (answer && answer->find(ecs::kFargatePool) != std::string::npos) {
        memory_.acknowledged.wrong_answers.push_back(operation + " tells of machines of the pool");
    }
    if (answer) {
        succeeded(*answer);
    } else if (!outcome_is_unknown(answer)) {
        if (refused) refused(answer.error());
    } else if (expects_answers_) {
        memory_.acknowledged.wrong_answers.push_back(
            operation + " fails though nothing is wrong: " + answer.error().message
        );
    }
    done();
}

void Client::call_until_known(
    const std::string& operation, std::string body, Succeeded succeeded, Refused refused
) {
    busy_ = true;
    try_again(operation, body, succeeded, refused, kTriesMax);
}

void Client::try_again(
    const std::string& operation,
    const std::string& body,
    const Succeeded& succeeded,
    const Refused& refused,
    int tries
) {
    ++memory_.calls;
    network_.call(
        {.from = "client", .caller = caller_, .operation = operation, .body = body},
        [this, operation, body, succeeded, refused, tries](const Result<std::string>& answer) {
            if (outcome_is_unknown(answer) && tries > 1) {
                world_.call_after(kTryAgain, [this, operation, body, succeeded, refused, tries] {
                    try_again(operation, body, succeeded, refused, tries - 1);
                });
                return;
            }
            finish(operation, answer, succeeded, refused);
        }
    );
}

}  // namespace gantry::sim
