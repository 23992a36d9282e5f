#include "services/ecs/api/volume_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "services/ecs/api/errors.h"
#include "services/ecs/model/task_volume.h"
#include "services/ecs/network/ec2_interfaces.h"

namespace gantry::ecs {
namespace {

using Managed = api::ecs::TaskManagedEBSVolumeConfiguration;

/// What EC2 has of a type of volume. Sizes in GiB; 0: there is none to choose.
struct VolumeKind {
    std::string_view name;
    std::int32_t least_size = 1;
    std::int32_t most_size = 0;
    std::int32_t least_iops = 0;
    std::int32_t most_iops = 0;
    bool needs_iops = false;
    bool has_throughput = false;
};
constexpr std::array kVolumeKinds = {
    VolumeKind{"gp2", 1, 16'384},
    VolumeKind{"gp3", 1, 16'384, 3'000, 16'000, false, true},
    VolumeKind{"io1", 4, 16'384, 100, 64'000, true},
    VolumeKind{"io2", 4, 16'384, 100, 256'000, true},
    VolumeKind{"sc1", 125, 16'384},
    VolumeKind{"st1", 125, 16'384},
    VolumeKind{"standard", 1, 1'024},
};
constexpr std::int32_t kLeastThroughput = 125;  ///< MiB/s
constexpr std::int32_t kMostThroughput = 1'000;
constexpr std::array<std::string_view, 2> kReservedTags = {"AmazonECSCreated", "AmazonECSManaged"};

/// MiB/s
constexpr std::int32_t kLeastInitializationRate = 100;
constexpr std::int32_t kMostInitializationRate = 300;

/// What is wrong with a volume, as EC2 says it; no code: nothing.
struct Fault {
    std::string code;
    std::string message;
};

Fault value_fault(std::string message) {
    return {"InvalidParameterValue", std::move(message)};
}

/// @param size of the snapshot, in GiB
Fault snapshot_fault(const Managed& volume, std::int32_t size) {
    if (volume.size_in_gib.value_or(size) < size) {
        return value_fault(fmt::format(
            "Volume of size {}GB is smaller than snapshot '{}', expect size >= {}GB",
            *volume.size_in_gib,
            *volume.snapshot_id,
            size
        ));
    }
    const auto rate = volume.volume_initialization_rate;
    if (rate && (*rate < kLeastInitializationRate || *rate > kMostInitializationRate)) {
        return value_fault(fmt::format(
            "Volume initialization rate of {}MiB/s is not between {} and {}.",
            *rate,
            kLeastInitializationRate,
            kMostInitializationRate
        ));
    }
    return {};
}

Fault size_fault(const VolumeKind& kind, const Managed& volume) {
    const std::int32_t size = volume.size_in_gib.value_or(0);
    if (size < kind.least_size) {
        return value_fault(fmt::format(
            "Volume of {}GiB is too small for volume type {}; minimum is {}GiB.",
            size,
            kind.name,
            kind.least_size
        ));
    }
    if (size > kind.most_size) {
        return value_fault(fmt::format(
            "Volume of {}GiB is too large for volume type {}; maximum is {}GiB.",
            size,
            kind.name,
            kind.most_size
        ));
    }
    return {};
}

Fault iops_fault(const VolumeKind& kind, const Managed& volume) {
    if (!volume.iops) {
        if (!kind.needs_iops) return {};
        return {"MissingParameter", "The request must contain the parameter iops"};
    }
    if (kind.most_iops == 0) {
        return {
            "InvalidParameterCombination",
            fmt::format("The parameter iops is not supported for {} volumes.", kind.name)
        };
    }
    if (*volume.iops < kind.least_iops) {
        return value_fault(fmt::format(
            "Volume iops of {} is too low; minimum is {}.", *volume.iops, kind.least_iops
        ));
    }
    if (*volume.iops > kind.most_iops) {
        return value_fault(fmt::format(
            "Volume iops of {} is too high; maximum is {}.", *volume.iops, kind.most_iops
        ));
    }
    return {};
}

Fault throughput_fault(const VolumeKind& kind, const Managed& volume) {
    if (!volume.throughput) return {};
    if (!kind.has_throughput) {
        return {
            "InvalidParameterCombination",
            fmt::format("The parameter throughput is not supported for {} volumes.", kind.name)
        };
    }
    if (*volume.throughput < kLeastThroughput || *volume.throughput > kMostThroughput) {
        return value_fault(fmt::format(
            "Throughput of {}MiB/s is not between {} and {}.",
            *volume.throughput,
            kLeastThroughput,
            kMostThroughput
        ));
    }
    return {};
}

/// What it is made from; fills in the size.
Fault source_fault(const Call& call, Managed& volume) {
    if (volume.snapshot_id && !volume.snapshot_id->empty()) {
        const auto snapshot = see_snapshot(call.services, call.scope, *volume.snapshot_id);
        if (!snapshot) return {snapshot.error().code, snapshot.error().message};
        Fault fault = snapshot_fault(volume, snapshot->size_gib);
        if (!volume.size_in_gib) volume.size_in_gib = snapshot->size_gib;
        return fault;
    }
    if (!volume.size_in_gib) {
        return {"MissingParameter", "The request must contain the parameter size or snapshotId"};
    }
    if (volume.volume_initialization_rate) {
        return {
            "InvalidParameterCombination",
            "The parameter volumeInitializationRate requires a snapshotId."
        };
    }
    return {};
}

Fault fault_of(const Call& call, Managed volume) {
    if (Fault fault = source_fault(call, volume); !fault.code.empty()) return fault;
    const std::string type = volume.volume_type.value_or("gp3");
    const auto kind = std::ranges::find(kVolumeKinds, type, &VolumeKind::name);
    if (kind == kVolumeKinds.end()) {
        return {
            "UnknownVolumeType",
            fmt::format("Unsupported volume type '{}' for volume creation.", type)
        };
    }
    for (const auto& check : {size_fault, iops_fault, throughput_fault}) {
        if (Fault fault = check(*kind, volume); !fault.code.empty()) return fault;
    }
    return {};
}

Result<void> check_volume_tags(const Managed& volume) {
    if (!volume.tag_specifications) return {};
    for (const auto& specification : *volume.tag_specifications) {
        if (!specification.tags) continue;
        for (const auto& tag : *specification.tags) {
            const std::string key = tag.key.value_or("");
            if (std::ranges::find(kReservedTags, key) == kReservedTags.end()) continue;
            return invalid_parameter(fmt::format(
                "ECS managed EBS volume configuration was invalid: the tag key '{}' is reserved.",
                key
            ));
        }
    }
    return {};
}

Result<void> check_managed_volume(
    const Call& call, const std::string& name, const Managed& volume
) {
    if (volume.role_arn.value_or("").empty()) return invalid_parameter("Role is not valid");
    if (volume.filesystem_type == api::ecs::TaskFilesystemType::Ntfs) {
        return invalid_parameter(fmt::format(
            "ECS managed EBS volume configuration was invalid for volume '{}': the file system "
            "type ntfs is for tasks on Windows.",
            name
        ));
    }
    if (auto good = check_volume_tags(volume); !good) return good;
    const Fault fault = fault_of(call, volume);
    if (fault.code.empty()) return {};
    return invalid_parameter(
        volume_fault(name, Error{ErrorKind::InvalidArgument, fault.code, fault.message, {}})
    );
}

}  // namespace

Result<void> check_volumes(
    const Call& call,
    const api::ecs::TaskDefinition& definition,
    const std::optional<VolumeConfigurations>& configurations
) {
    const auto* at_launch = volume_at_launch(definition);
    bool configured = false;
    for (const auto& one : configurations.value_or(VolumeConfigurations{})) {
        const std::string name = one.name.value_or("");
        if (at_launch == nullptr || at_launch->name != name) {
            return invalid_parameter(fmt::format(
                "The volume name '{}' in your request does not have a matching volume in your Task "
                "Definition",
                name
            ));
        }
        if (configured || !one.managed_ebs_volume) {
            return invalid_parameter(fmt::format(
                "The volume '{}' needs one managedEBSVolume configuration in your request.", name
            ));
        }
        configured = true;
        if (auto good = check_managed_volume(call, name, *one.managed_ebs_volume); !good) {
            return good;
        }
    }
    if (at_launch == nullptr || configured) return {};
    return invalid_parameter(fmt::format(
        "The volume '{}' of your Task Definition is configured at launch, and your request has no "
        "volumeConfigurations for it.",
        at_launch->name.value_or("")
    ));
}

}  // namespace gantry::ecs
