#include "sim/workload/administrator.h"

#include <fmt/format.h>

#include <utility>

namespace gantry::sim {
namespace {

constexpr int kChangeTriesMax = 20;
constexpr Duration kChangeAgain{500};
constexpr std::int64_t kShortestPause = 200;
constexpr std::int64_t kLongestPause = 3'000;
constexpr std::size_t kIdentitiesMax = 4;

}  // namespace

Administrator::Administrator(ManualLoop& world, Network& network, Random random)
    : world_(world), network_(network), random_(random) {
    root_.scope = {aws::kDefaultAccount, aws::kDefaultRegion};
    root_.principal = aws::root_arn(root_.scope);
}

void Administrator::schedule_next() {
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

void Administrator::done() {
    busy_ = false;
    if (acting_ || !queue_.empty()) schedule_next();
}

void Administrator::ask(Asked asked, int tries, Outcome outcome) {
    busy_ = true;
    ++known_.calls;
    Asked now = asked;
    network_.call(
        std::move(now),
        [this, asked = std::move(asked), tries, outcome = std::move(outcome)](
            const Result<std::string>& answer
        ) {
            if (outcome_is_unknown(answer) && tries > 1) {
                world_.call_after(kChangeAgain, [this, asked, tries, outcome] {
                    ask(asked, tries - 1, outcome);
                });
                return;
            }
            if (outcome_is_unknown(answer) && expects_answers_) {
                known_.wrong_answers.push_back(
                    asked.operation + " fails though nothing is wrong: " + answer.error().message
                );
            }
            outcome(answer);
            done();
        }
    );
}

Asked Administrator::as_root(
    const std::string& service, const std::string& operation, std::string body
) const {
    return {
        .from = "client",
        .caller = root_,
        .service = service,
        .operation = operation,
        .body = std::move(body),
    };
}

void Administrator::change(
    const std::string& operation, std::string body, Known& fact, bool after
) {
    fact.reset();
    ask(as_root("iam", operation, std::move(body)),
        kChangeTriesMax,
        [this, operation, &fact, after](const Result<std::string>& answer) {
            if (outcome_is_unknown(answer)) return;
            // A change that was asked for twice may find itself done.
            const std::string code = answer ? "" : answer.error().code;
            if (answer || (after && code == "EntityAlreadyExistsException") ||
                (!after && code == "NoSuchEntityException")) {
                fact = after;
            } else if (code == "DeleteConflictException") {
                fact = true;
            } else if (code == "NoSuchEntityException") {
                fact = false;
            } else {
                known_.wrong_answers.push_back(operation + " is refused: " + code);
            }
        });
}

/// The cluster's name says who asked for it.
void Administrator::try_key(const KnownKey& key) {
    const std::string name = fmt::format("by-{}-{}", key.holder, known_.next_number++);
    const Known may = known_.may(key);
    if (may == false) known_.forbidden.insert(name);
    Asked asked = as_root("ecs", "CreateCluster", R"({"clusterName":")" + name + "\"}");
    asked.credentials = key.credentials;
    ask(std::move(asked), 1, [this, name, may](const Result<std::string>& answer) {
        note_try(name, may, answer);
    });
}

void Administrator::note_try(
    const std::string& name, Known may, const Result<std::string>& answer
) {
    if (answer) {
        known_.made.insert(name);
        if (may == false) known_.wrong_answers.push_back(name + " was made without a right");
        return;
    }
    const std::string& code = answer.error().code;
    const bool denied = code == "AccessDeniedException" || code == "UnrecognizedClientException";
    if (!denied) return;
    ++known_.denials;
    known_.forbidden.insert(name);
    if (may == true) {
        known_.wrong_answers.push_back(
            name + " was denied to somebody with a right: " + answer.error().message
        );
    }
}

void Administrator::try_everything() {
    expects_answers_ = true;
    for (const KnownKey& key : known_.keys) {
        queue_.emplace_back([this, key] { try_key(key); });
    }
    schedule_next();
}

void Administrator::act() {
    if (known_.policy == false || random_.chance(0.03)) return create_policy();
    std::vector<KnownIdentity*> there;
    for (auto& [name, identity] : known_.all) {
        if (identity.exists != false) there.push_back(&identity);
    }
    if (there.empty() || (there.size() < kIdentitiesMax && random_.chance(0.15))) {
        return create_identity();
    }
    KnownIdentity& one = *there[random_.below(there.size())];
    KnownKey* key = known_.keys.empty() ? nullptr : &known_.keys[random_.below(known_.keys.size())];
    switch (random_.below(14)) {
        case 0: return give_inline(one);
        case 1: return take_inline(one);
        case 2: return attach(one);
        case 3: return detach(one);
        case 4: return delete_policy();
        case 5: return delete_identity(one);
        case 6:
            if (key != nullptr) return delete_key(*key);
            [[fallthrough]];
        case 7:
        case 8: return one.role ? assume(one) : make_key(one);
        default:
            if (key != nullptr) return try_key(*key);
    }
}

}  // namespace gantry::sim
