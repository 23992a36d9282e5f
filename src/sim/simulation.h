#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/sabotage.h"
#include "base/time.h"

namespace gantry::sim {

struct SimulationOptions {
    std::uint64_t seed = 1;
    int agents = 3;
    int clients = 2;
    Duration stormy = minutes{4};  ///< with workload and faults
    Duration quiet = minutes{6};  ///< after it, without either; then everything must have converged
    bool faults = true;
    Sabotage sabotage = Sabotage::None;  ///< broken on purpose: see sabotages.h
};

struct SimulationReport {
    std::uint64_t seed = 0;
    std::uint64_t events = 0;        ///< items of work that ran
    std::uint64_t calls = 0;         ///< API calls of the workload
    std::uint64_t faults = 0;        ///< that struck
    std::uint64_t transactions = 0;  ///< in the control plane's journal
    std::uint64_t journal_hash = 0;
    Duration virtual_time{0};
    std::vector<std::string> violations;  ///< empty: every promise held
};

/// Runs a control plane, agents and clients in a simulated world: virtual time, one seed, one
/// thread. The same options give the same report, journal hash included. docs/simulator.md tells
/// what is promised and what is broken.
SimulationReport run_simulation(const SimulationOptions& options);

/// Runs it twice; that both tell the same story is one promise more.
SimulationReport run_simulation_twice(const SimulationOptions& options);

}  // namespace gantry::sim
