#include "sim/workload/administrator.h"

#include <fmt/format.h>

#include <utility>

namespace gantry::sim {
namespace {

constexpr int kChangeTriesMax = 20;
constexpr std::size_t kIdentitiesMax = 4;

}  // namespace

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
                wrong(operation + " is refused: " + code);
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
        if (may == false) wrong(name + " was made without a right");
        return;
    }
    const std::string& code = answer.error().code;
    const bool denied = code == "AccessDeniedException" || code == "UnrecognizedClientException";
    if (!denied) return;
    ++known_.denials;
    known_.forbidden.insert(name);
    if (may == true) {
        wrong(name + " was denied to somebody with a right: " + answer.error().message);
    }
}

void Administrator::try_everything() {
    expect_answers();
    for (const KnownKey& key : known_.keys) {
        queue([this, key] { try_key(key); });
    }
    schedule_next();
}

void Administrator::act() {
    if (known_.policy == false || random().chance(0.03)) return create_policy();
    std::vector<KnownIdentity*> there;
    for (auto& [name, identity] : known_.all) {
        if (identity.exists != false) there.push_back(&identity);
    }
    if (there.empty() || (there.size() < kIdentitiesMax && random().chance(0.15))) {
        return create_identity();
    }
    KnownIdentity& one = *there[random().below(there.size())];
    KnownKey* key =
        known_.keys.empty() ? nullptr : &known_.keys[random().below(known_.keys.size())];
    switch (random().below(14)) {
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
