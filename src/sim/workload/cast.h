#pragma once

#include <array>

#include "sim/checkers/ledger.h"
#include "sim/workload/administrator.h"
#include "sim/workload/fargate_user.h"
#include "sim/workload/image_keeper.h"
#include "sim/workload/keeper.h"
#include "sim/workload/log_keeper.h"
#include "sim/workload/object_keeper.h"
#include "sim/workload/task_programs.h"
#include "sim/workload/task_writers.h"

namespace gantry::sim {

/// Everybody who acts by chance beside the clients. Each draws from a stream of its own.
struct Cast {
    /// @param ledger of what is durable; all outlive it
    Cast(ManualLoop& world, Network& network, Random& random, const Ledger& ledger)
        : administrator(world, network, Random{random.next()}),
          keeper(world, network, Random{random.next()}),
          log_keeper(world, network, Random{random.next()}),
          object_keeper(world, network, Random{random.next()}),
          image_keeper(world, network, Random{random.next()}),
          task_programs(world, network, Random{random.next()}, ledger),
          fargate_user(world, network, Random{random.next()}, ledger),
          task_writers(world, network, Random{random.next()}) {}
    Cast(const Cast&) = delete;
    Cast& operator=(const Cast&) = delete;

    /// Nothing is wrong any more: each looks at all that it knows once.
    void try_everything() {
        administrator.try_everything();
        keeper.read_everything();
        log_keeper.read_everything();
        object_keeper.read_everything();
        image_keeper.read_everything();
        task_programs.try_everything();
        fargate_user.settle();
    }

    Administrator administrator;
    Keeper keeper;
    LogKeeper log_keeper;
    ObjectKeeper object_keeper;
    ImageKeeper image_keeper;
    TaskPrograms task_programs;
    FargateUser fargate_user;
    TaskWriters task_writers;
    const std::array<Actor*, 8> all{
        &administrator,
        &keeper,
        &log_keeper,
        &object_keeper,
        &image_keeper,
        &task_programs,
        &fargate_user,
        &task_writers,
    };
};

}  // namespace gantry::sim
