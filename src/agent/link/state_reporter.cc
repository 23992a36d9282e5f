#include "agent/link/state_reporter.h"

#include "base/log.h"
#include "wire/json_codec.h"

namespace gantry::agent {
namespace {

constexpr int kMaxParallel = 10;
constexpr Duration kFirstReportRetry{250};
constexpr Duration kLastReportRetry{30'000};

/// Whether the same report would be refused again.
bool is_final(const Error& why) {
    return why.code == "InvalidParameterException" || why.code == "ClientException";
}

}  // namespace

StateReporter::StateReporter(
    Loop& loop,
    Random& random,
    ControlLink& link,
    core::Core& core,
    TaskBook& book,
    const InstanceIdentity& identity
)
    : loop_(loop),
      random_(random),
      link_(link),
      core_(core),
      book_(book),
      identity_(identity),
      alive_(std::make_shared<bool>(true)) {}

StateReporter::~StateReporter() {
    for (const auto& [task, work] : work_) loop_.cancel(work.timer);
}

StateReporter::Work& StateReporter::work_of(const std::string& task) {
    return work_.try_emplace(task, Backoff(kFirstReportRetry, kLastReportRetry, 2.0)).first->second;
}

void StateReporter::look_at(const std::string& task) {
    const auto* entry = book_.find(task);
    const auto state = book_.state(task);
    if (entry == nullptr || !state || identity_.container_instance_arn.empty()) return;
    Work& work = work_of(task);
    if (work.sending || work.retrying) return;
    const NextReport next = next_report(entry->spec, *state, loop_.now());
    if (next.report) {
        queue_.insert(task);
        return fill();
    }
    if (next.due_at) look_after(task, work, *next.due_at - loop_.now());
}

void StateReporter::fill() {
    while (sending_ < kMaxParallel && !queue_.empty()) {
        const std::string task = *queue_.begin();
        queue_.erase(queue_.begin());
        send(task, work_of(task));
    }
}

void StateReporter::send(const std::string& task, Work& work) {
    const auto* entry = book_.find(task);
    const auto state = book_.state(task);
    if (entry == nullptr || !state) return;
    auto report = next_report(entry->spec, *state, loop_.now()).report;
    if (!report) return;
    report->request.cluster = identity_.cluster;
    loop_.cancel(work.timer);
    work.timer = 0;
    work.sending = true;
    ++sending_;
    core_.after_durable([this, task, report = std::move(*report), alive = std::weak_ptr(alive_)](
                            const Result<void>& durable
                        ) {
        if (alive.expired()) return;
        if (!durable) return on_answer(task, report.told, durable.error());
        log_info(
            "task_report", {{"task", task}, {"status", report.request.status.value_or("ATTACHED")}}
        );
        link_.call(
            "SubmitTaskStateChange",
            wire::encode_json(report.request),
            [this, task, told = report.told, alive](const Result<std::string>& answer) {
                if (!alive.expired()) on_answer(task, told, answer);
            }
        );
    });
}

void StateReporter::on_answer(
    const std::string& task, const event::Told& told, const Result<std::string>& answer
) {
    --sending_;
    const auto found = work_.find(task);
    if (found != work_.end()) {
        Work& work = found->second;
        work.sending = false;
        if (answer || is_final(answer.error())) {
            if (!answer) {
                log_warn("task_report_refused", {{"task", task}, {"why", answer.error().message}});
            }
            work.backoff.reset();
            book_.apply(task, told);
            look_at(task);
        } else {
            work.retrying = true;
            look_after(task, work, work.backoff.next(random_));
        }
    }
    fill();
}

void StateReporter::look_after(const std::string& task, Work& work, Duration delay) {
    loop_.cancel(work.timer);
    work.timer = loop_.call_after(delay, [this, task] {
        Work& its = work_of(task);
        its.timer = 0;
        its.retrying = false;
        look_at(task);
    });
}

void StateReporter::try_now() {
    for (auto& [task, work] : work_) {
        if (!work.retrying) continue;
        work.backoff.reset();
        look_after(task, work, Duration::zero());
    }
}

void StateReporter::drop(const std::string& task) {
    const auto found = work_.find(task);
    if (found == work_.end()) return;
    loop_.cancel(found->second.timer);
    queue_.erase(task);
    work_.erase(found);
}

}  // namespace gantry::agent
