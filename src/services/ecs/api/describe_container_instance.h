#pragma once

#include "api/ecs/container_instance.h"
#include "services/ecs/api/call.h"
#include "services/ecs/model/container_instance_row.h"

namespace gantry::ecs {

/// What DescribeContainerInstances can add.
struct ContainerInstanceExtras {
    bool tags = false;  ///< else an empty list
    bool health = false;
};

/// A container instance as the API shows it, with its tasks counted and their reservations taken
/// off as this call leaves them.
/// GPUs are shown by their ids: all of them as registered, those that no task holds as remaining;
/// one that several tasks can have is there as often as it was and is offered.
/// Source: API Reference, ContainerInstance and Resource.
api::ecs::ContainerInstance describe_container_instance(
    const Call& call, const ContainerInstanceRow& row, ContainerInstanceExtras extras
);

}  // namespace gantry::ecs
