#include "control/metrics.h"

#include <utility>

#include "control/process_stats.h"
#include "services/all.h"
#include "store/sqlite_journal.h"

namespace gantry::control {
namespace {

using service::MetricsText;

double in_seconds(std::chrono::nanoseconds time) {
    return std::chrono::duration<double>(time).count();
}

double number(std::uint64_t count) {
    return static_cast<double>(count);
}

void write_commits(MetricsText& page, const core::Core& core) {
    const core::CoreMeters& meters = core.meters();
    page.histogram(
        "gantry_core_commit_duration_seconds", "From a transaction's commit until it is durable."
    );
    page.sample(meters.commits.read());
    page.histogram(
        "gantry_journal_append_duration_seconds",
        "What the journal takes to make a batch of transactions durable."
    );
    page.sample(meters.appends.read());
    page.counter(
        "gantry_journal_append_failures_total",
        "Batches that could not be written.",
        number(meters.failed_appends.value())
    );
    page.counter(
        "gantry_core_transactions_total",
        "Transactions that became durable.",
        number(meters.records.value())
    );
    page.counter(
        "gantry_core_row_changes_total",
        "Rows changed by these.",
        number(meters.row_changes.value())
    );
    page.gauge(
        "gantry_core_waiting_transactions",
        "Transactions that are applied and not durable yet.",
        number(core.waiting_transactions())
    );
    page.gauge(
        "gantry_core_writable",
        "1: changes are taken, 0: they are refused.",
        core.writable() ? 1 : 0
    );
}

void write_controllers(MetricsText& page, const core::ControllerRunner& runner) {
    page.gauge("gantry_controller_waiting_keys", "Keys that wait for their controller's plan.");
    for (const auto& load : runner.loads()) {
        page.sample(
            static_cast<double>(load.waiting.value()), {{"controller", load.controller->name()}}
        );
    }
    page.gauge(
        "gantry_controller_lag_seconds",
        "How long the key that is next has waited since the feed woke it.",
        in_seconds(runner.lag())
    );
    page.histogram("gantry_controller_plan_duration_seconds", "What one plan takes.");
    for (const auto& load : runner.loads()) {
        page.sample(load.plans.read(), {{"controller", load.controller->name()}});
    }
}

}  // namespace

Metrics::Metrics(std::string version, std::string data_dir)
    : version_(std::move(version)), data_dir_(std::move(data_dir)), requests_(all_services()) {}

void Metrics::watch(ThreadLoop& core) {
    core_loop_ = &core;
    core.watch_turns(&turns_);
}

void Metrics::write_core(MetricsText& page, const ControlCore& control) const {
    page.gauge("gantry_build_info", "Always 1; the label says what runs.");
    page.sample(1, {{"version", version_}});
    if (core_loop_ != nullptr) {
        page.gauge(
            "gantry_core_queue_length",
            "Work that waits for a turn on the core's thread.",
            number(core_loop_->waiting())
        );
    }
    page.histogram("gantry_core_turn_duration_seconds", "Turns of the core's thread.");
    page.sample(turns_.turns().read());
    page.counter(
        "gantry_core_slow_turns_total",
        "Turns above 50 ms; the log names them.",
        number(turns_.slow_turns().value())
    );
    write_commits(page, control.core());
    write_controllers(page, control.runner());
    for (const auto& entry : control.services().entries()) entry.instance->write_metrics(page);
}

void Metrics::write_rest(MetricsText& page, core::Journal& journal, core::Sequence newest) const {
    requests_.write(page);
    write_http(page);
    write_journal(page, journal, newest);
    write_process_stats(page, read_process_stats());
}

void Metrics::write_http(MetricsText& page) const {
    page.gauge("gantry_http_connections", "Open connections, by what they carry.");
    page.sample(static_cast<double>(http_->connections.value()), {{"kind", "http"}});
    page.sample(static_cast<double>(http_->websockets.value()), {{"kind", "websocket"}});
    page.counter(
        "gantry_http_connections_accepted_total",
        "Connections that were accepted.",
        number(http_->accepted.value())
    );
    page.counter(
        "gantry_http_connections_refused_total",
        "Connections that were hung up on, for too many were open.",
        number(http_->refused.value())
    );
    page.gauge(
        "gantry_http_bodies_bytes",
        "Memory that the bodies of requests take.",
        static_cast<double>(http_->bodies_bytes.value())
    );
}

void Metrics::write_journal(MetricsText& page, core::Journal& journal, core::Sequence newest)
    const {
    page.gauge("gantry_journal_sequence", "Number of the newest durable record.", number(newest));
    if (!data_dir_.empty()) {
        page.gauge(
            "gantry_journal_bytes",
            "What the journal takes of the disk.",
            number(store::SqliteJournal::bytes_on_disk(data_dir_))
        );
    }
    core::Sequence oldest = newest + 1;
    const auto read = journal.read(0, 1, [&](const core::JournalRecord& record) {
        oldest = record.sequence;
        return false;
    });
    if (!read) return;
    page.gauge(
        "gantry_journal_records",
        "Records that can be read back.",
        oldest > newest ? 0 : number(newest - oldest + 1)
    );
}

}  // namespace gantry::control
