#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/time.h"

namespace gantry::sim {

struct SimulationOptions {
    std::uint64_t seed = 1;
    int agents = 3;
    Duration stormy = minutes{4};  ///< with workload and faults
    Duration quiet = minutes{6};  ///< after it, without either; then everything must have converged
    bool faults = true;
};

struct SimulationReport {
    std::uint64_t seed = 0;
    std::uint64_t events = 0;        ///< items of work that ran
    std::uint64_t calls = 0;         ///< API calls of the workload
    std::uint64_t faults = 0;        ///< crashes, cuts and failures that struck
    std::uint64_t transactions = 0;  ///< in the control plane's journal
    std::uint64_t journal_hash = 0;
    Duration virtual_time{0};
    std::vector<std::string> violations;  ///< empty: every promise held
};

/// Runs a control plane, agents and a client in a simulated world: virtual time, one seed, one
/// thread. The same options give the same report, journal hash included.
SimulationReport run_simulation(const SimulationOptions& options);

}  // namespace gantry::sim
