#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "sim/checkers/acknowledged.h"

namespace gantry::sim {

struct WorkloadOptions {
    int services_max = 3;  ///< of each client
    std::int64_t desired_max = 6;
    Duration pause_min{200};
    Duration pause_max{4'000};
};

/// A service as its maker remembers it.
struct KnownService {
    std::string name;
    bool daemon = false;
    bool rolls_back = false;  ///< its circuit breaker may change what it runs
};

/// What the clients of one simulation know together.
struct Memory {
    Acknowledged acknowledged;
    std::vector<std::string> definitions;  ///< ARNs to start things from
    std::vector<std::string> instances;    ///< ARNs, as last listed
    std::set<std::string> networked;       ///< of the definitions: those of network mode awsvpc
    std::set<std::string> with_disk;       ///< of the definitions: those with a volume of EBS
    std::vector<std::string> snapshots;    ///< completed, as last described
    std::vector<std::string> subnets;      ///< for these; none until they were looked up
    std::vector<std::string> groups;       ///< security groups of the same VPC
    std::string task_role;                 ///< a role that tasks may have; empty: there is none
    std::string task_setting;              ///< a parameter that their role may read; empty: none
    std::string task_file;                 ///< likewise, to be had as a file
    std::uint64_t calls = 0;
    int next_number = 1;  ///< for names and tokens that nobody else uses

    [[nodiscard]] int number() { return next_number++; }
};

}  // namespace gantry::sim
