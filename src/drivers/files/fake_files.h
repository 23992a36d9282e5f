#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "drivers/files/task_files.h"

namespace gantry::files {

/// A disk in memory, for tests. It outlives the agents that use it.
class FakeFiles final : public TaskFiles {
  public:
    Result<std::string> keep(
        const std::string& task, const std::map<std::string, std::string>& files
    ) override {
        if (failure) return *failure;
        for (const auto& [name, text] : files) kept[task][name] = text;
        return "/files/" + task;
    }
    Result<void> remove(const std::string& task) override {
        if (failure) return *failure;
        kept.erase(task);
        return {};
    }

    std::map<std::string, std::map<std::string, std::string>> kept;  ///< by task, by name
    std::optional<Error> failure;                                    ///< of every call, while set
};

}  // namespace gantry::files
