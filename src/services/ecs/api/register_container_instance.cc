#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <memory>

#include "service/registry.h"
#include "services/ecs/api/container_instances.h"
#include "services/ecs/api/describe_container_instance.h"
#include "services/ecs/api/errors.h"
#include "services/ecs/api/instance_attributes.h"
#include "services/ecs/api/resolve.h"
#include "services/ecs/api/tags.h"
#include "services/ecs/model/joined_machine.h"

namespace gantry::ecs {
namespace {

using api::ecs::RegisterContainerInstanceRequest;
using api::ecs::Resource;

constexpr std::size_t kMaxReservedPorts = 100;
constexpr std::int32_t kHighestPort = 65535;

Result<std::vector<std::int32_t>> read_ports(const Resource& resource) {
    std::vector<std::int32_t> ports;
    for (const auto& text : resource.string_set_value.value_or(std::vector<std::string>{})) {
        std::int32_t port = 0;
        const char* last = text.data() + text.size();
        const auto [end, error] = std::from_chars(text.data(), last, port);
        if (error != std::errc{} || end != last || port < 1 || port > kHighestPort) {
            return invalid_parameter(
                fmt::format("Invalid port '{}' in resource {}.", text, resource.name.value_or(""))
            );
        }
        ports.push_back(port);
    }
    if (ports.size() > kMaxReservedPorts) {
        return invalid_parameter("A container instance can have at most 100 reserved ports.");
    }
    std::ranges::sort(ports);
    ports.erase(std::ranges::unique(ports).begin(), ports.end());
    return ports;
}

/// Whole numbers come as one of three members, by the resource's type, and are shown as one:
/// integerValue. Nothing for those that do not fit it.
std::optional<std::int32_t> number_of(const Resource& resource) {
    constexpr auto kMax = std::numeric_limits<std::int32_t>::max();
    if (resource.type == "DOUBLE") {
        const double number = resource.double_value;
        if (!(number >= 0 && number <= kMax)) return std::nullopt;
        return static_cast<std::int32_t>(number);
    }
    const std::int64_t number =
        resource.type == "LONG" ? resource.long_value : resource.integer_value;
    if (number < 0 || number > kMax) return std::nullopt;
    return static_cast<std::int32_t>(number);
}

/// CPU and memory.
Result<void> read_amount(const Resource& resource, ResourceSet& set) {
    if (resource.name != "CPU" && resource.name != "MEMORY") return {};
    const std::optional<std::int32_t> number = number_of(resource);
    if (!number) {
        return invalid_parameter(fmt::format("Invalid value in resource {}.", *resource.name));
    }
    (resource.name == "CPU" ? set.cpu : set.memory_mib) = *number;
    return {};
}

Result<ResourceSet> read_resources(const RegisterContainerInstanceRequest& input) {
    ResourceSet set;
    for (const auto& resource : input.total_resources.value_or(std::vector<Resource>{})) {
        const std::string name = resource.name.value_or("");
        if (auto good = read_amount(resource, set); !good) return good.error();
        if (name != "PORTS" && name != "PORTS_UDP") continue;
        auto ports = read_ports(resource);
        if (!ports) return ports.error();
        (name == "PORTS" ? set.ports_tcp : set.ports_udp) = std::move(*ports);
    }
    if (set.cpu <= 0 || set.memory_mib <= 0) {
        return invalid_parameter("totalResources must name CPU and MEMORY.");
    }
    if (input.platform_devices) {
        set.gpus = std::ranges::count(
            *input.platform_devices,
            std::optional(api::ecs::PlatformDeviceType::Gpu),
            &api::ecs::PlatformDevice::type
        );
    }
    return set;
}

/// The machine's own id, or one made up in the form that tools expect.
std::string machine_id(
    const Call& call, const InstanceIdentity& identity, const Attributes& attributes
) {
    if (!identity.instance_id.empty()) return identity.instance_id;
    const bool external = find_attribute(attributes, "ecs.capability.external") != nullptr;
    return (external ? "mi-" : "i-") + call.ids.hex(17);
}

/// Whether a managed instance, of the account and Region of the one that calls, is registered.
bool machine_is_registered(const Call& call, const std::string& machine) {
    auto session = std::make_shared<aws::Session>(*call.session);
    auto& arn = session->given_for;
    arn.replace(arn.find(kOfJoinedMachine) + kOfJoinedMachine.size(), std::string::npos, machine);
    return call.services.check_session({.scope = call.scope, .session = session}, call.now)
        .has_value();
}

/// Says whose machine the instance is. One that joined by an activation speaks for its own alone;
/// after it joined anew that is also what a machine had that is not registered any more, once
/// nobody is connected there.
Result<void> take_for_machine(
    const Call& call, const InstanceIdentity& identity, ContainerInstanceRow& row
) {
    const std::string joined = joined_machine(call.session);
    std::string& owner = row.ec2_instance_id;
    if (joined.empty()) {
        if (owner.empty()) owner = machine_id(call, identity, row.attributes);
        return {};
    }
    if (!owner.empty() && owner != joined) {
        if (!row.joined || machine_is_registered(call, owner)) {
            return container_instance_not_found();
        }
        if (row.agent_connected) {
            return unavailable("The agent of the machine before is still connected; try again.");
        }
    }
    owner = joined;
    row.joined = true;
    return {};
}

/// The cluster that is joined; or the pool, by agents that say it twice: with its name alone they
/// are told that no cluster can have it, and so are machines that are not AWS's.
Result<std::string> host_of(const Call& call, const RegisterContainerInstanceRequest& input) {
    if (names_pool(call.scope, input.cluster) && joined_machine(call.session).empty()) {
        const Attributes sent = input.attributes.value_or(Attributes{});
        if (find_attribute(sent, kFargatePoolAttribute)) return std::string(kFargatePool);
    }
    const auto cluster = resolve_cluster(call, input.cluster);
    if (!cluster) return cluster.error();
    return (*cluster)->name;
}

/// A new row; or the one that an earlier try with the same token made, whose answer was lost.
ContainerInstanceRow new_instance(
    Call& call, const std::string& host, const std::string& client_token
) {
    const std::string prefix = cluster_prefix(call.scope, host);
    if (!client_token.empty()) {
        for (const auto& [key, row] : call.tables.container_instances.with_prefix(prefix)) {
            const bool gone = row->status == InstanceStatus::Inactive;
            if (!gone && row->client_token == client_token) return *row;
        }
    }
    ContainerInstanceRow row;
    row.client_token = client_token;
    row.account = call.scope.account;
    row.region = call.scope.region;
    row.cluster = host;
    row.id = call.ids.hex32();
    row.version = 0;
    row.registered_at = call.now;
    return row;
}

/// The row of an instance that registers again.
Result<ContainerInstanceRow> known_instance(
    const Call& call, const std::string& host, const std::string& arn
) {
    const auto id = resolve_container_instance_id(call, host, arn);
    if (!id) return id.error();
    const auto row =
        call.tx.get(call.tables.container_instances, in_cluster_key(call.scope, host, *id));
    if (!row) return container_instance_not_found();
    if (row->status == InstanceStatus::Inactive) return container_instance_inactive();
    return *row;
}

Result<void> check_same_type(const ContainerInstanceRow& before, const Attributes& now) {
    const auto was = before.attribute("ecs.instance-type");
    const auto* is = find_attribute(now, "ecs.instance-type");
    if (!was || (is != nullptr && is->value.value_or("") == *was)) return {};
    return client_exception("Container instance type changes are not supported.");
}

/// Writes what the agent says into a row, new or known.
Result<void> take_registration(
    Call& call, const RegisterContainerInstanceRequest& input, ContainerInstanceRow& row
) {
    auto resources = read_resources(input);
    if (!resources) return resources.error();
    const InstanceIdentity identity = read_identity_document(input.instance_identity_document);
    const std::string zone = call.scope.region + call.settings.availability_zone_suffix;
    auto attributes = registered_attributes(
        input.attributes.value_or(Attributes{}), row.attributes, identity, zone
    );
    if (!attributes) return attributes.error();
    // Whatever it says of itself.
    if (!joined_machine(call.session).empty() &&
        find_attribute(*attributes, "ecs.capability.external") == nullptr) {
        attributes->push_back({.name = "ecs.capability.external"});
    }
    if (auto good = check_same_type(row, *attributes); !good) return good;
    row.registered = std::move(*resources);
    row.attributes = std::move(*attributes);
    if (input.version_info) row.version_info = input.version_info;
    // Agents name them each time: what is not named is not there any more.
    row.platform_devices = input.platform_devices.value_or(std::vector<api::ecs::PlatformDevice>{});
    if (auto good = take_for_machine(call, identity, row); !good) return good;
    ++row.version;
    return {};
}

}  // namespace

Result<api::ecs::RegisterContainerInstanceResponse> register_container_instance(
    Call& call, const RegisterContainerInstanceRequest& input
) {
    const auto host = host_of(call, input);
    if (!host) return host.error();
    if (auto good = check_tags(input.tags); !good) return good.error();
    const std::string arn = input.container_instance_arn.value_or("");
    Result<ContainerInstanceRow> row =
        arn.empty() ? new_instance(call, *host, input.client_token.value_or(""))
                    : known_instance(call, *host, arn);
    if (!row) return row.error();
    if (auto good = take_registration(call, input, *row); !good) return good.error();
    // Tags are given once; later ones would undo what users have changed since.
    if (arn.empty()) row->tags = merge_tags({}, input.tags.value_or(Tags{}));
    api::ecs::RegisterContainerInstanceResponse output{
        .container_instance = describe_container_instance(call, *row, {.tags = true})
    };
    const std::string key = row->key();
    call.tx.put(call.tables.container_instances, key, std::move(*row));
    return output;
}

}  // namespace gantry::ecs
