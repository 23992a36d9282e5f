#pragma once

#include <set>
#include <string>

#include "services/s3/model/tables.h"
#include "sim/verdict.h"

namespace gantry::sim {

/// Every file that a row of S3 names is on the disk. Holds at any time. Right after a start there
/// is no other.
void check_files(
    const s3::Tables& tables,
    const std::set<std::string>& files,
    bool just_started,
    SysTime now,
    Verdict& verdict
);

}  // namespace gantry::sim
