#include "sim/checkers/secret_file_checker.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/checkers/container_checker.h"

namespace gantry::sim {

namespace {

constexpr const char* kLabel = "gantry.files./run/secrets/token";
constexpr const char* kFile = "main/0/token";

const std::string* text_of(const FilesMachine& machine, const std::string& task) {
    const auto folder = machine.files->kept.find(task);
    if (folder == machine.files->kept.end()) return nullptr;
    const auto file = folder->second.find(kFile);
    return file == folder->second.end() ? nullptr : &file->second.text;
}

bool is_mounted(const api::docker::ContainerCreateRequest& made, const std::string& task) {
    if (!made.host_config || !made.host_config->binds) return false;
    const std::string bind = "/memory/" + task + "/main/0:/run/secrets:ro";
    return std::ranges::find(*made.host_config->binds, bind) != made.host_config->binds->end();
}

/// The runtime keeps on its disk what it is told.
bool tells_runtime(const api::docker::ContainerCreateRequest& made) {
    const auto holds = [](const std::string& text) {
        return text.find(kTaskFileText) != std::string::npos;
    };
    if (made.env && std::ranges::any_of(*made.env, holds)) return true;
    return made.labels && std::ranges::any_of(*made.labels, [&](const auto& label) {
               return holds(label.second);
           });
}

}  // namespace

bool may_be_in_file(const std::vector<PutText>& put, const std::string& text, SysTime since) {
    const auto is = std::ranges::find(put, text, &PutText::text);
    if (is == put.end()) return false;
    return std::none_of(is + 1, put.end(), [since](const PutText& later) {
        return later.known && *later.known < since;
    });
}

void SecretFileChecker::on_start(
    const FilesMachine& machine, const runtime::FakeContainer& container, SysTime now
) {
    const auto task = ledger_.task_of_arn(task_arn_of(container));
    if (!task || container_name_of(container) != "main" || container.request == nullptr) return;
    const auto row = ledger_.definition_of(*task);
    if (!row) return;
    const auto& labels = row->definition.container_definitions->front().docker_labels;
    if (!labels || !labels->contains(kLabel)) return;
    const std::string* text = text_of(machine, task->id);
    if (text == nullptr || !is_mounted(*container.request, task->id)) {
        verdict_.broken(now, "task " + task->id + " starts without its file");
    } else if (!may_be_in_file(put_, *text, task->created_at - kFilesFollow)) {
        verdict_.broken(now, "task " + task->id + " starts with another secret in its file");
    }
    if (tells_runtime(*container.request)) {
        verdict_.broken(now, "a runtime is told what is in a file of task " + task->id);
    }
    uses_.push_back({machine, container.status.id, task->id, now});
}

void SecretFileChecker::check(MonoTime mono, SysTime now) {
    std::erase_if(uses_, [](const Use& use) {
        const auto* container = use.machine.runtime->find(use.container);
        return container == nullptr || container->status.phase != runtime::ContainerPhase::Running;
    });
    if (calm_.calm_for(Calm::kControl, mono) < kCalmEnough) return;
    for (const Use& use : uses_) {
        if (now - use.since < kFilesFollow) continue;
        if (calm_.calm_for(use.machine.name, mono) < kCalmEnough) continue;
        const std::string* text = text_of(use.machine, use.task);
        if (text != nullptr && may_be_in_file(put_, *text, now - kFilesFollow)) continue;
        verdict_.broken(
            now,
            fmt::format(
                "the file of task {} is {}", use.task, text == nullptr ? "gone" : "an old secret"
            )
        );
    }
}

void SecretFileChecker::check_at_rest(const FilesMachine& machine, SysTime now) {
    std::set<std::string> live;
    for (const auto& [key, task] : ledger_.tasks()) {
        if (!task->stopped()) live.insert(task->id);
    }
    for (const auto& [task, files] : machine.files->kept) {
        if (live.contains(task)) continue;
        verdict_.broken(now, "files of secrets are left of task " + task);
    }
}

}  // namespace gantry::sim
