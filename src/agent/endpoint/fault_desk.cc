#include "agent/endpoint/fault_desk.h"

#include "agent/endpoint/fault_request.h"
#include "agent/engine/names.h"
#include "base/log.h"

namespace gantry::agent::endpoint {
namespace {

constexpr Duration kBetween{5'000};  ///< two of one kind
constexpr Duration kLimit{5'000};
constexpr Duration kUntilEndedAgain{30'000};  ///< after faults could not be ended

const char* mode_name(Network mode) {
    switch (mode) {
        case Network::Bridge: return "bridge";
        case Network::Host: return "host";
        case Network::None: return "none";
        case Network::Vpc: return "awsvpc";
    }
    return "";
}

}  // namespace

FaultDesk::FaultDesk(const NodeView& view) : view_(view) {}

void FaultDesk::look_at(const std::string& task) {
    const TaskBook::Entry* entry = view_.book.find(task);
    const auto state = view_.book.state(task);
    if (entry == nullptr || !state || !state->stopped() || view_.network == nullptr) return;
    if (!entry->payload->enable_fault_injection || entry->spec.network != Network::Host) return;
    if (!ended_->insert(task).second) return;
    view_.network->end_faults(
        std::string(arn_id(task)),
        [this, task, mine = std::weak_ptr(ended_)](const Result<void>& how) {
            if (!how && !mine.expired()) end_again(task, how.error());
        }
    );
}

void FaultDesk::end_again(const std::string& task, const Error& why) {
    log_warn("faults_not_ended", {{"task", task}, {"why", why.message}});
    view_.loop.call_after(kUntilEndedAgain, [this, task, mine = std::weak_ptr(ended_)] {
        if (mine.expired()) return;
        ended_->erase(task);
        look_at(task);
    });
}

void FaultDesk::drop(const std::string& task) {
    ended_->erase(task);
    std::erase_if(asked_, [&](const auto& asked) { return asked.first.first == task; });
}

bool FaultDesk::asked_just_now(const Ask& ask, const std::string& task) {
    const MonoTime now = view_.loop.mono();
    const auto [known, first] = asked_.try_emplace({task, name_of_fault(ask)}, now);
    if (!first && now - known->second < kBetween) return true;
    known->second = now;
    return false;
}

std::variant<network::FaultPlace, Answer> FaultDesk::place_of(
    const Ask& ask, const std::string& task
) const {
    const TaskBook::Entry* entry = view_.book.find(task);
    const auto state = view_.book.state(task);
    // Of a task that has stopped nobody would end it.
    if (entry == nullptr || !state || state->stopped()) return unknown_id(ask);
    if (!entry->payload->enable_fault_injection) {
        return fault_error(400, "enableFaultInjection is not enabled for task: " + task);
    }
    const Network mode = entry->spec.network;
    if (mode != Network::Host && mode != Network::Vpc) {
        return fault_error(
            400,
            std::string(mode_name(mode)) +
                " mode is not supported. Please use either host or awsvpc mode."
        );
    }
    if (view_.network == nullptr || !view_.config.faults) {
        return fault_error(500, "internal error: this agent injects no faults");
    }
    network::FaultPlace place{std::string(arn_id(task)), 0};
    if (mode == Network::Host) return place;
    place.pid = state->pause.pid;
    if (state->pause.progress == Namespaces::Ready && place.pid > 0) return place;
    return fault_error(
        500, "failed to get task metadata due to internal server error for container: " + ask.id
    );
}

void FaultDesk::answer(const Ask& ask, const std::string& task, const Reply& reply) {
    if (asked_just_now(ask, task)) return reply(too_many_faults());
    const auto fault = read_fault(ask);
    if (const auto* refusal = std::get_if<Answer>(&fault)) return reply(*refusal);
    const auto place = place_of(ask, task);
    if (const auto* refusal = std::get_if<Answer>(&place)) return reply(*refusal);
    // Whoever asked hears once, at the latest when the time is over.
    auto open = std::make_shared<bool>(true);
    auto timer = std::make_shared<TimerId>(0);
    const std::string what = name_of_fault(ask);
    *timer = view_.loop.call_after(kLimit, [reply, open, what] {
        if (std::exchange(*open, false)) reply(fault_error(500, what + ": request timed out"));
    });
    carry_out(
        ask,
        std::get<network::FaultPlace>(place),
        std::get<network::Fault>(fault),
        [reply, open, timer, what, task, &loop = view_.loop](const Answer& answer) {
            loop.cancel(*timer);
            log_info(
                "fault_asked",
                {{"task", task}, {"what", what}, {"status", answer.status}, {"answer", answer.body}}
            );
            if (std::exchange(*open, false)) reply(answer);
        }
    );
}

void FaultDesk::carry_out(
    const Ask& ask,
    const network::FaultPlace& place,
    const network::Fault& fault,
    const Reply& reply
) {
    const auto failed = [](const Error& why) {
        return fault_error(500, "internal error: " + why.message);
    };
    switch (ask.fault_action) {
        case FaultAction::Start:
            return view_.network->start_fault(
                place,
                fault,
                [reply, failed](const Result<std::optional<network::FaultKind>>& how) {
                    if (!how) return reply(failed(how.error()));
                    reply(*how ? fault_conflict(**how) : fault_status("running"));
                }
            );
        case FaultAction::Stop:
            return view_.network
                ->stop_fault(place, fault, [reply, failed](const Result<void>& how) {
                    reply(how ? fault_status("stopped") : failed(how.error()));
                });
        case FaultAction::Status:
            return view_.network
                ->find_fault(place, fault, [reply, failed](const Result<bool>& runs) {
                    if (!runs) return reply(failed(runs.error()));
                    reply(fault_status(*runs ? "running" : "not-running"));
                });
    }
}

}  // namespace gantry::agent::endpoint
