#include "agent/runner/secret_file_keeper.h"

#include <algorithm>
#include <set>

#include "agent/engine/names.h"
#include "agent/resources/mounted_files.h"
#include "base/log.h"
#include "base/sabotage.h"

namespace gantry::agent {
namespace {

/// What is done about a change takes no longer, or is ended.
constexpr Duration kCommandLimit = minutes{1};

bool has_running_container(const TaskState& state) {
    return std::ranges::any_of(state.containers, [](const ContainerState& container) {
        return container.progress == Progress::Running;
    });
}

}  // namespace

SecretFileKeeper::SecretFileKeeper(OperationTools tools)
    : tools_(tools), alive_(std::make_shared<bool>(true)) {}

SecretFileKeeper::~SecretFileKeeper() {
    for (const auto& [task, job] : jobs_) tools_.loop.cancel(job.timer);
    for (const auto& [id, command] : commands_) tools_.loop.cancel(command.limit);
}

void SecretFileKeeper::start() {
    if (tools_.secret_files == nullptr) return;
    std::set<std::string, std::less<>> known;
    for (const auto& [task, entry] : tools_.book.entries()) known.emplace(arn_id(task));
    for (const std::string& id : tools_.secret_files->open_tasks()) {
        if (known.contains(id)) continue;
        const auto closed = tools_.secret_files->close(id);
        if (!closed) {
            log_warn("secret_files_not_removed", {{"task", id}, {"why", closed.error().message}});
        }
    }
}

void SecretFileKeeper::look_at(const std::string& task) {
    const auto* entry = tools_.book.find(task);
    const auto state = tools_.book.state(task);
    if (tools_.secret_files == nullptr || entry == nullptr || !state) return;
    if (!has_mounted_files(*entry->payload)) return;
    if (state->stopped()) return close(task);
    if (has_running_container(*state) && jobs_.try_emplace(task).second) schedule(task);
}

/// Not all tasks at once.
void SecretFileKeeper::schedule(const std::string& task) {
    const auto interval = tools_.config.files_refresh_interval;
    const auto spread =
        static_cast<std::uint64_t>(std::max<std::int64_t>(1, interval.count() / 10));
    const Duration after =
        interval + Duration{static_cast<std::int64_t>(tools_.random.below(spread))};
    jobs_.at(task).timer = tools_.loop.call_after(after, [this, task] { begin(task); });
}

void SecretFileKeeper::begin(const std::string& task) {
    Job& job = jobs_.at(task);
    job.timer = 0;
    const auto* entry = tools_.book.find(task);
    const auto state = tools_.book.state(task);
    if (entry == nullptr || !state || !has_running_container(*state)) return drop(task);
    auto plan = plan_fetches(only_mounted_files(*entry->payload), tools_.config.region);
    if (!plan) return fail(task, plan.error().message);
    job.round = {.number = next_round_++, .fetches = *std::move(plan), .done = 0, .fetched = {}};
    ask(task);
}

void SecretFileKeeper::ask(const std::string& task) {
    Job& job = jobs_.at(task);
    if (job.round.done == job.round.fetches.size()) return finish(task);
    const Fetch& fetch = job.round.fetches[job.round.done];
    const auto* credentials = tools_.resources.credentials(task);
    // The control plane sends them anew when a control stream opens.
    if (credentials == nullptr) return fail(task, "the execution role's credentials are not there");
    tools_.resources.link().call_service(
        {fetch.service, fetch.operation, fetch.region, fetch.body, *credentials},
        [this, task, number = job.round.number, alive = std::weak_ptr(alive_)](
            const Result<std::string>& answer
        ) {
            if (!alive.expired()) on_answer(task, number, answer);
        }
    );
}

void SecretFileKeeper::on_answer(
    const std::string& task, std::uint64_t round, const Result<std::string>& answer
) {
    const auto found = jobs_.find(task);
    if (found == jobs_.end() || found->second.round.number != round) return;
    Round& now = found->second.round;
    const Fetch& fetch = now.fetches[now.done];
    if (!answer) return fail(task, failure_reason(fetch, answer.error(), 0));
    if (auto kept = keep_answer(fetch, *answer, now.fetched); !kept) {
        return fail(task, kept.error().message);
    }
    ++now.done;
    ask(task);
}

/// What the files are is left as it was, and tried again.
void SecretFileKeeper::fail(const std::string& task, const std::string& why) {
    Job& job = jobs_.at(task);
    job.round = {};
    if (!std::exchange(job.failing, true)) {
        log_warn("secret_files_not_refreshed", {{"task", task}, {"why", why}});
    }
    schedule(task);
}

void SecretFileKeeper::finish(const std::string& task) {
    Job& job = jobs_.at(task);
    const Fetched fetched = std::move(job.round.fetched);
    job.round = {};
    const auto* entry = tools_.book.find(task);
    if (entry == nullptr) return drop(task);
    const auto only = only_mounted_files(*entry->payload);
    for (const auto& container : *only.containers) {
        if (!is_made(task, container.name.value_or(""))) continue;
        if (sabotaged(Sabotage::FileStale)) continue;
        const auto changed = write(task, container, fetched);
        if (!changed) return fail(task, changed.error().message);
        if (*changed) tell(task, container);
    }
    job.failing = false;
    schedule(task);
}

/// Whoever makes a container writes its files after that, as they were when the task began.
bool SecretFileKeeper::is_made(const std::string& task, const std::string& container) const {
    const auto state = tools_.book.state(task);
    const ContainerState* its = state ? state->find(container) : nullptr;
    return its != nullptr &&
           (its->progress == Progress::Created || its->progress == Progress::Running);
}

Result<bool> SecretFileKeeper::write(
    const std::string& task, const api::acs::Container& container, const Fetched& fetched
) {
    const auto resources = container_resources(container, fetched, tools_.config.region);
    if (!resources) return resources.error();
    bool any = false;
    for (const auto& file : mounted_files(container, resources->mounted)) {
        const auto changed = tools_.secret_files->write(std::string(arn_id(task)), file);
        if (!changed) {
            // What changed before it is as wanted in the next round.
            if (any) tell(task, container);
            return changed.error();
        }
        any = any || *changed;
    }
    return any;
}

void SecretFileKeeper::tell(const std::string& task, const api::acs::Container& container) {
    const std::string name = container.name.value_or("");
    log_info("secret_files_changed", {{"task", task}, {"container", name}});
    const auto state = tools_.book.state(task);
    const ContainerState* its = state ? state->find(name) : nullptr;
    const auto& change = container.gantry_files_on_change;
    if (!change || its == nullptr || its->progress != Progress::Running) return;
    if (change->command) return run(task, its->runtime_id, *change->command);
    tools_.runtime.signal_container(
        its->runtime_id,
        change->signal.value_or(""),
        [task, name](const Result<void>& how) {
            if (how) return;
            log_warn(
                "secret_files_signal_not_sent",
                {{"task", task}, {"container", name}, {"why", how.error().message}}
            );
        }
    );
}

/// One at a time for a container: what begins later sees the newest files, and those are all there
/// is to see.
void SecretFileKeeper::run(
    const std::string& task, const std::string& runtime_id, std::vector<std::string> command
) {
    end_command(runtime_id);
    const std::uint64_t number = next_command_++;
    runtime::StreamReader reader;
    reader.on_output = [](bool, const std::string&) { return true; };
    reader.on_end = [this, task, runtime_id, number, alive = std::weak_ptr(alive_)](
                        const Result<std::int32_t>& exit_code
                    ) {
        if (alive.expired()) return;
        if (!exit_code || *exit_code != 0) {
            log_warn(
                "secret_files_command_failed",
                {{"task", task},
                 {"why",
                  exit_code ? "exit code " + std::to_string(*exit_code) : exit_code.error().message}
                }
            );
        }
        // Not from within a callback of the stream. Another may have begun meanwhile.
        tools_.loop.post([this, runtime_id, number, alive] {
            if (alive.expired()) return;
            const auto found = commands_.find(runtime_id);
            if (found != commands_.end() && found->second.number == number) end_command(runtime_id);
        });
    };
    Command& now = commands_[runtime_id];
    now.number = number;
    now.stream = tools_.runtime.exec(
        runtime_id,
        {.command = std::move(command), .env = {}, .user = {}, .tty = false},
        std::move(reader)
    );
    now.limit = tools_.loop.call_after(kCommandLimit, [this, task, runtime_id] {
        log_warn("secret_files_command_failed", {{"task", task}, {"why", "not over in a minute"}});
        end_command(runtime_id);
    });
}

void SecretFileKeeper::end_command(const std::string& runtime_id) {
    const auto found = commands_.find(runtime_id);
    if (found == commands_.end()) return;
    tools_.loop.cancel(found->second.limit);
    commands_.erase(found);
}

void SecretFileKeeper::close(const std::string& task) {
    drop(task);
    if (sabotaged(Sabotage::FileLeft)) return;
    const auto closed = tools_.secret_files->close(std::string(arn_id(task)));
    if (closed) return;
    log_warn("secret_files_not_removed", {{"task", task}, {"why", closed.error().message}});
}

void SecretFileKeeper::drop(const std::string& task) {
    const auto found = jobs_.find(task);
    if (found == jobs_.end()) return;
    tools_.loop.cancel(found->second.timer);
    jobs_.erase(found);
}

}  // namespace gantry::agent
