#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "drivers/memory_files/memory_files.h"

namespace gantry::memory_files {

/// Without a file system, for tests. It outlives the agents that use it.
class FakeMemoryFiles final : public MemoryFiles {
  public:
    [[nodiscard]] std::string why_not() const override { return {}; }
    Result<std::string> open(const std::string& task) override {
        if (failure) return *failure;
        kept.try_emplace(task);
        return "/memory/" + task;
    }
    Result<bool> write(const std::string& task, const MemoryFile& file) override {
        if (failure) return *failure;
        if (unwritable.contains(file.path)) return unavailable(file.path + ": no space left");
        const auto found = kept.find(task);
        if (found == kept.end()) return not_found("no folder of " + task);
        MemoryFile& now = found->second[file.path];
        const bool changed = !(now == file);
        now = file;
        return changed;
    }
    [[nodiscard]] bool has(const std::string& task, const std::string& path) const override {
        const auto found = kept.find(task);
        return found != kept.end() && std::ranges::any_of(found->second, [&](const auto& file) {
                   return file.first == path || file.first.starts_with(path + "/");
               });
    }
    Result<void> close(const std::string& task) override {
        if (failure) return *failure;
        kept.erase(task);
        return {};
    }
    [[nodiscard]] std::vector<std::string> open_tasks() const override {
        std::vector<std::string> tasks;
        for (const auto& [task, files] : kept) tasks.push_back(task);
        return tasks;
    }

    std::map<std::string, std::map<std::string, MemoryFile>> kept;  ///< by task, by path
    std::optional<Error> failure;                                   ///< of every call, while set
    std::set<std::string> unwritable;                               ///< paths, in whatever task
};

}  // namespace gantry::memory_files
