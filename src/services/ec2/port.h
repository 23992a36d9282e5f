#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aws/scope.h"
#include "base/random.h"
#include "base/result.h"
#include "core/core.h"
#include "core/transaction.h"
#include "service/registry.h"
#include "services/ec2/model/volume_rows.h"
#include "services/ec2/model/vpc_seen.h"

/// What other services may ask of EC2. All of it is about one account and Region.
namespace gantry::ec2 {

/// A subnet that something is to run in.
struct SubnetSeen {
    std::string id;
    std::string vpc_id;
    std::string cidr;
    std::string zone;  ///< "us-east-1a"
    std::int64_t free_addresses = 0;
    std::int64_t used_addresses = 0;
};

/// As the transaction leaves it. Nothing where there is none of that id.
std::optional<SubnetSeen> find_subnet(
    const service::Registry& services,
    const aws::Scope& scope,
    const std::string& id,
    const core::Transaction& tx = {}
);

/// A security group's VPC. Nothing where there is none of that id.
std::optional<std::string> vpc_of_group(
    const service::Registry& services, const aws::Scope& scope, const std::string& id
);

/// Where a caller's changes go.
struct Staging {
    const service::Registry& services;
    const aws::Scope& scope;
    IdSource& ids;
    core::Transaction& tx;
};

/// A network interface that a service wants for something of its own, a task.
struct InterfaceWanted {
    std::string subnet_id;
    std::vector<std::string> group_ids;  ///< none: the VPC's default group
    std::string description;
    std::string requester;   ///< the service: "ecs"; users cannot delete it
    bool public_ip = false;  ///< with an address for the internet, until its end
};
struct InterfaceTaken {
    std::string id;  ///< eni-…
    std::string private_ip;
    std::string mac;
    std::string subnet_id;
    std::string vpc_id;
    std::string cidr;                      ///< the subnet's
    std::string gateway;                   ///< the subnet's, with its length: "10.0.1.1/24"
    std::string public_ip;                 ///< empty: none was wanted
    std::string private_dns_name;          ///< empty: the VPC gives none
    std::vector<std::string> dns_servers;  ///< as the VPC's DHCP options have them
    std::vector<std::string> domain_names;
};

/// Stages it, in use, with an address that nobody has; several in one transaction get different
/// ones. The VPC has a network identifier then. Errors: InvalidSubnetID.NotFound,
/// InvalidGroup.NotFound, InvalidParameterValue, InsufficientFreeAddressesInSubnet,
/// InsufficientAddressCapacity for public ones, SecurityGroupsPerInterfaceLimitExceeded.
Result<InterfaceTaken> take_interface(const Staging& staging, const InterfaceWanted& wanted);

/// Stages that it is on a machine: what holds it says so. Nothing happens where there is none.
void note_attached_interface(const Staging& staging, const std::string& id);

/// Stages its end; its address is free again. Nothing happens where there is none.
void give_back_interface(const Staging& staging, const std::string& id);

/// What runs in a VPC has to keep to. Nothing where there is none of that id.
/// Cost: O(its interfaces, subnets and rules).
std::optional<VpcSeen> see_vpc(
    const service::Registry& services, const aws::Scope& scope, const std::string& id
);

/// Names the VPCs that see_vpc may now answer otherwise for, as `<scope>/<id>`. Of a prefix list
/// that is the scope itself, with the "/" at its end: any VPC of it.
void name_changed_vpcs(
    const service::Registry& services,
    const core::Change& change,
    const std::function<void(const std::string& key)>& name
);

/// The keys of tasks that have, or had, a volume which is shown.
std::vector<std::string> volume_owners(const service::Registry& services);

/// Stages what is shown of a task's volume, by the words of its task: `seen`, whose tags count
/// only where the volume is new; nothing where there is none any more, and none is kept. One that
/// outlived its task stays until DeleteVolume. Staged is only what changes.
void note_volume(
    const Staging& staging, const std::string& owner, std::optional<VolumeRow> seen, SysTime now
);

/// As the transaction leaves it. Nothing where there is none of that id, or it was deleted.
std::optional<SnapshotRow> find_snapshot(
    const service::Registry& services, const aws::Scope& scope, const std::string& id
);

/// What a machine is to do with the files of volumes and snapshots.
struct DiskOrder {
    enum class What : std::uint8_t { MakeSnapshot, RemoveSnapshot, RemoveVolume };
    What what = What::MakeSnapshot;
    std::string key;        ///< of the row
    std::string id;         ///< snap-…; of RemoveVolume vol-…
    std::string volume_id;  ///< what a snapshot is made of

    friend bool operator==(const DiskOrder&, const DiskOrder&) = default;
};

/// In the order in which they are to be done. @param host the key of the machine's container
/// instance @param store where its snapshots are; empty: it has none
std::vector<DiskOrder> disk_orders(
    const service::Registry& services, const std::string& host, const std::string& store
);

/// What a machine has done, or why it could not.
struct DiskDone {
    DiskOrder::What what = DiskOrder::What::MakeSnapshot;
    std::string key;
    std::string store;    ///< where the snapshot is
    std::string failure;  ///< empty: it is done
};

/// Stages what that means; nothing where it was not, or no longer, asked for of that machine.
void take_disk_report(
    const service::Registry& services,
    const std::string& host,
    const std::string& store,
    const DiskDone& done,
    SysTime now,
    core::Transaction& tx
);

/// The machine is gone, or can make none: stages that what it was to make has failed, and that what
/// it alone was to remove is gone with it.
void give_up_orders(
    const service::Registry& services,
    const std::string& host,
    std::string_view why,
    SysTime now,
    core::Transaction& tx
);

/// Names the machines, and the stores of snapshots, that disk_orders may now answer otherwise for.
struct DiskChange {
    std::string host;   ///< empty: none
    std::string store;  ///< empty: none
};
DiskChange disks_changed(const service::Registry& services, const core::Change& change);

/// The keys of container instances that are to do something with disks, or were to.
std::vector<std::string> hosts_with_orders(const service::Registry& services);

}  // namespace gantry::ec2
