#include "sim/checkers/container_checker.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "sim/workload/keeper.h"

namespace gantry::sim {

namespace {

/// ECS's default restartAttemptPeriod.
constexpr std::int32_t kRestartPeriod = 300;
/// By how much the agent's reading of a run's length may differ from the machine's.
constexpr Duration kTolerance{1'000};
constexpr std::int32_t kStopTimeout = 30;
/// What has run for so long was not brought up by a start that came too late, whatever was done to
/// its machine's clock.
constexpr Duration kSurelyWanted{75'000};

const std::string& label_of(const runtime::FakeContainer& container, const std::string& label) {
    static const std::string kNone;
    const auto found = container.status.labels.find(label);
    return found == container.status.labels.end() ? kNone : found->second;
}

const api::ecs::ContainerDefinition* definition_named(
    const ecs::TaskDefinitionRow& definition, const std::string& name
) {
    if (!definition.definition.container_definitions) return nullptr;
    for (const auto& container : *definition.definition.container_definitions) {
        if (container.name == name) return &container;
    }
    return nullptr;
}

bool has_environment(
    const api::ecs::ContainerDefinition& wanted, const api::docker::ContainerCreateRequest& made
) {
    if (!wanted.environment) return true;
    return std::ranges::all_of(*wanted.environment, [&](const api::ecs::KeyValuePair& pair) {
        const std::string line = pair.name.value_or("") + "=" + pair.value.value_or("");
        return made.env && std::ranges::find(*made.env, line) != made.env->end();
    });
}

/// The only secret of tasks in this world.
bool has_secrets(
    const api::ecs::ContainerDefinition& wanted, const api::docker::ContainerCreateRequest& made
) {
    if (!wanted.secrets) return true;
    return std::ranges::all_of(*wanted.secrets, [&](const api::ecs::Secret& secret) {
        const std::string line = secret.name.value_or("") + "=" + kTaskSettingValue;
        return made.env && std::ranges::find(*made.env, line) != made.env->end();
    });
}

bool restarts(const api::ecs::ContainerDefinition& definition) {
    return definition.restart_policy && definition.restart_policy->enabled.value_or(false);
}

Duration restart_period(const api::ecs::ContainerDefinition& definition) {
    return Seconds{definition.restart_policy->restart_attempt_period.value_or(kRestartPeriod)};
}

}  // namespace

const std::string& task_arn_of(const runtime::FakeContainer& container) {
    static const std::string kLabel = "com.amazonaws.ecs.task-arn";
    return label_of(container, kLabel);
}

const std::string& container_name_of(const runtime::FakeContainer& container) {
    static const std::string kLabel = "com.amazonaws.ecs.container-name";
    return label_of(container, kLabel);
}

void ContainerChecker::on_start(
    const std::string& machine, const runtime::FakeContainer& container, MonoTime mono
) {
    const std::string arn = task_arn_of(container);
    const std::string name = container_name_of(container);
    const auto task = ledger_.task_of_arn(arn);
    if (!task) {
        return verdict_.broken(now_, "a container starts on " + machine + " for no task: " + arn);
    }
    check_definition(*task, name, container, mono);
    last_start_[{arn, name}] = mono;
}

void ContainerChecker::check_definition(
    const ecs::TaskRow& task,
    const std::string& name,
    const runtime::FakeContainer& container,
    MonoTime mono
) {
    const auto row = ledger_.definition_of(task);
    const auto* wanted = row ? definition_named(*row, name) : nullptr;
    if (wanted == nullptr) return;  // deleted meanwhile: nothing to compare with
    const auto earlier = last_start_.find({task.arn(), name});
    if (earlier != last_start_.end() &&
        (!restarts(*wanted) || mono - earlier->second + kTolerance < restart_period(*wanted))) {
        verdict_.broken(
            now_, fmt::format("container {} of task {} was started again", name, task.id)
        );
    }
    // Later tasks of a deployment name the digest that the tag had for the first.
    const std::string image = runtime::tagged_name(container.spec.image);
    if (runtime::with_tag(image) != runtime::with_tag(wanted->image.value_or(""))) {
        verdict_.broken(
            now_,
            fmt::format(
                "container {} of task {} runs {}, its definition says {}",
                name,
                task.id,
                container.spec.image,
                wanted->image.value_or("")
            )
        );
    }
    if (container.request == nullptr) return;
    const bool same_command =
        !wanted->command || wanted->command->empty() || container.request->cmd == wanted->command;
    if (!has_secrets(*wanted, *container.request)) {
        verdict_.broken(
            now_, fmt::format("container {} of task {} has another secret", name, task.id)
        );
    }
    if (!same_command || !has_environment(*wanted, *container.request)) {
        verdict_.broken(
            now_,
            fmt::format("container {} of task {} has another command or environment", name, task.id)
        );
    }
}

/// What comes up after its task was told to stop is not asked: it was never wanted.
void ContainerChecker::on_stop(const runtime::FakeContainer& container, Seconds grace) {
    const auto& started_at = container.status.started_at;
    if (container.status.phase != runtime::ContainerPhase::Running || !started_at) return;
    if (now_ - *started_at < kSurelyWanted) return;
    const auto task = ledger_.task_of_arn(task_arn_of(container));
    const auto row = task ? ledger_.definition_of(*task) : nullptr;
    const auto* wanted = row ? definition_named(*row, container_name_of(container)) : nullptr;
    if (wanted == nullptr || grace >= Seconds{wanted->stop_timeout.value_or(kStopTimeout)}) return;
    verdict_.broken(
        now_,
        fmt::format(
            "container {} of task {} is killed after {} s",
            container_name_of(container),
            task->id,
            grace.count()
        )
    );
}

void ContainerChecker::on_asked(
    const std::string& what, const std::string& task_arn, OnDisk on_disk
) {
    if (on_disk == OnDisk::Wanted) return;
    const std::string_view when = on_disk == OnDisk::ToStop ? "after the stop" : "before the row";
    verdict_.broken(
        now_, fmt::format("{} is asked for {} of {} was durable", what, when, task_arn)
    );
}

void check_runs_once(const std::vector<RunningContainer>& running, SysTime now, Verdict& verdict) {
    std::set<std::pair<std::string_view, std::string_view>> seen;
    for (const RunningContainer& container : running) {
        if (!seen.emplace(container.task_arn, container.name).second) {
            verdict.broken(
                now, "container " + container.name + " runs twice for " + container.task_arn
            );
        }
    }
}

}  // namespace gantry::sim
