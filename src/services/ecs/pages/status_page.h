#pragma once

#include <functional>
#include <map>
#include <string>

#include "net/http.h"
#include "services/ecs/model/tables.h"
#include "wire/pull_progress.h"

namespace gantry::ecs {

/// Images that the agent of a container instance (its key) pulls, by name; null: nothing is known.
using PullsOf =
    std::function<const std::map<std::string, wire::PullProgress>*(const std::string& instance)>;

/// /_gantry/status: a line for each task that has not stopped, with what it waits for as far as its
/// agent told: the pulls of its images. Text, the first thousand tasks.
net::HttpResponse status_page(const Tables& tables, const PullsOf& pulls_of);

}  // namespace gantry::ecs
