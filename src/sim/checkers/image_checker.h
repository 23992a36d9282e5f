#pragma once

#include <set>
#include <string>

#include "services/ecr/model/tables.h"
#include "sim/verdict.h"

namespace gantry::sim {

/// The store has the manifest of every image that there is a row of, and every tag is one of an
/// image that is there. Holds at any time.
void check_images(
    const ecr::Tables& tables, const std::set<std::string>& manifests, SysTime now, Verdict& verdict
);

}  // namespace gantry::sim
