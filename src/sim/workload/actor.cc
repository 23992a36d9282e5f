#include "sim/workload/actor.h"

#include <utility>

namespace gantry::sim {
namespace {

constexpr Duration kAskedAgain{500};
constexpr std::int64_t kShortestPause = 200;
constexpr std::int64_t kLongestPause = 3'000;

}  // namespace

Actor::Actor(ManualLoop& world, Network& network, Random random)
    : world_(world), network_(network), random_(random) {
    root_.scope = {aws::kDefaultAccount, aws::kDefaultRegion};
    root_.principal = aws::root_arn(root_.scope);
}

void Actor::schedule_next() {
    if (scheduled_ || busy_) return;
    scheduled_ = true;
    const bool queued = !queue_.empty();
    const Duration pause{queued ? 0 : random_.between(kShortestPause, kLongestPause)};
    world_.call_after(pause, [this] {
        scheduled_ = false;
        if (!queue_.empty()) {
            const auto next = std::move(queue_.front());
            queue_.pop_front();
            next();
        } else if (acting_) {
            act();
        }
        if (acting_ || !queue_.empty()) schedule_next();
    });
}

void Actor::done() {
    busy_ = false;
    if (acting_ || !queue_.empty()) schedule_next();
}

void Actor::ask(Asked asked, int tries, Outcome outcome) {
    busy_ = true;
    ++calls_;
    Asked now = asked;
    network_.call(
        std::move(now),
        [this, asked = std::move(asked), tries, outcome = std::move(outcome)](
            const Result<std::string>& answer
        ) {
            if (outcome_is_unknown(answer) && tries > 1) {
                world_.call_after(kAskedAgain, [this, asked, tries, outcome] {
                    ask(asked, tries - 1, outcome);
                });
                return;
            }
            if (outcome_is_unknown(answer) && expects_answers_) {
                wrong(
                    asked.operation + " fails though nothing is wrong: " + answer.error().message
                );
            }
            outcome(answer);
            done();
        }
    );
}

Asked Actor::as_root(const std::string& service, const std::string& operation, std::string body)
    const {
    return {
        .from = "client",
        .caller = root_,
        .service = service,
        .operation = operation,
        .body = std::move(body),
    };
}

}  // namespace gantry::sim
