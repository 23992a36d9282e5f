#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/ecs/attribute.h"
#include "api/ecs/platform_device.h"
#include "api/ecs/tag.h"
#include "api/ecs/version_info.h"
#include "base/reflect.h"
#include "services/ecs/model/arn.h"
#include "services/ecs/model/states.h"

namespace gantry::ecs {

/// What an instance offers and what tasks hold. CPU in CPU units (1024 = one vCPU), memory in MiB.
struct ResourceSet {
    std::int64_t cpu = 0;
    std::int64_t memory_mib = 0;
    std::vector<std::int32_t> ports_tcp;  ///< in use or reserved, sorted
    std::vector<std::int32_t> ports_udp;
    std::int64_t gpus = 0;
    bool every_gpu = false;       ///< of a need: all that the instance has, and it has some
    std::int64_t interfaces = 0;  ///< of tasks with an address of their own

    friend bool operator==(const ResourceSet&, const ResourceSet&) = default;
    static const reflect::TypeInfo& type_info();
};

/// A machine (or a slice of one) that an agent registered. Key: in_cluster_key(scope, cluster, id).
struct ContainerInstanceRow {
    std::string account;
    std::string region;
    std::string cluster;
    std::string id;  ///< 32 hex digits
    InstanceStatus status = InstanceStatus::Active;
    std::string status_reason;
    std::string ec2_instance_id;  ///< "i-…" made up for machines without one, "mi-…" for EXTERNAL
    bool joined = false;          ///< that is of a machine that joined by an activation
    std::vector<api::ecs::Attribute>
        attributes;          ///< sent by the agent, added by us, and custom ones
    ResourceSet registered;  ///< ports: those reserved at registration
    std::optional<api::ecs::VersionInfo> version_info;
    std::vector<api::ecs::PlatformDevice> platform_devices;
    std::vector<api::ecs::Tag> tags;
    std::string client_token;  ///< of its first registration, as agents send it
    bool agent_connected = false;
    std::optional<SysTime> agent_connected_at;    ///< of the last change of agent_connected
    std::string runtime_health = "INITIALIZING";  ///< OK, IMPAIRED, INSUFFICIENT_DATA, INITIALIZING
    std::optional<SysTime> runtime_health_at;
    std::int64_t version = 1;
    SysTime registered_at;
    std::optional<SysTime> deregistered_at;

    [[nodiscard]] Scope scope() const { return {account, region}; }
    [[nodiscard]] std::string key() const { return in_cluster_key(scope(), cluster, id); }
    [[nodiscard]] std::string arn() const { return container_instance_arn(scope(), cluster, id); }
    /// The attribute's value ("" when it has none), or nullopt when the instance lacks it.
    [[nodiscard]] std::optional<std::string> attribute(std::string_view name) const;
    static const reflect::TypeInfo& type_info();
};

}  // namespace gantry::ecs
