#include "agent/endpoint/documents.h"

namespace gantry::agent::endpoint {

using reflect::field;

const reflect::TypeInfo& CredentialsDocument::type_info() {
    using T = CredentialsDocument;
    static const reflect::TypeInfo info = reflect::structure<T>(
        "Credentials",
        {
            field<&T::role_arn>("RoleArn"),
            field<&T::access_key_id>("AccessKeyId"),
            field<&T::secret_access_key>("SecretAccessKey"),
            field<&T::token>("Token"),
            field<&T::expiration>("Expiration"),
        }
    );
    return info;
}

const reflect::TypeInfo& PortDocument::type_info() {
    using T = PortDocument;
    static const reflect::TypeInfo info = reflect::structure<T>(
        "Port",
        {
            field<&T::container_port>("ContainerPort"),
            field<&T::protocol>("Protocol"),
            field<&T::host_port>("HostPort"),
            field<&T::host_ip>("HostIp"),
        }
    );
    return info;
}

const reflect::TypeInfo& LimitsDocument::type_info() {
    using T = LimitsDocument;
    static const reflect::TypeInfo info = reflect::structure<T>(
        "Limits",
        {
            field<&T::cpu>("CPU"),
            field<&T::memory>("Memory"),
        }
    );
    return info;
}

const reflect::TypeInfo& HealthDocument::type_info() {
    using T = HealthDocument;
    static const reflect::TypeInfo info = reflect::structure<T>(
        "Health",
        {
            field<&T::status>("status"),
            field<&T::status_since>("statusSince"),
            field<&T::exit_code>("exitCode"),
            field<&T::output>("output"),
        }
    );
    return info;
}

const reflect::TypeInfo& VolumeDocument::type_info() {
    using T = VolumeDocument;
    static const reflect::TypeInfo info = reflect::structure<T>(
        "Volume",
        {
            field<&T::docker_name>("DockerName"),
            field<&T::source>("Source"),
            field<&T::destination>("Destination"),
        }
    );
    return info;
}

const reflect::TypeInfo& NetworkDocument::type_info() {
    using T = NetworkDocument;
    static const reflect::TypeInfo info = reflect::structure<T>(
        "Network",
        {
            field<&T::network_mode>("NetworkMode"),
            field<&T::attachment_index>("AttachmentIndex"),
            field<&T::mac_address>("MACAddress"),
            field<&T::ipv4_addresses>("IPv4Addresses"),
            field<&T::ipv4_subnet_cidr_block>("IPv4SubnetCIDRBlock"),
            field<&T::domain_name_servers>("DomainNameServers"),
            field<&T::domain_name_search_list>("DomainNameSearchList"),
            field<&T::private_dns_name>("PrivateDNSName"),
            field<&T::subnet_gateway_ipv4_address>("SubnetGatewayIpv4Address"),
        }
    );
    return info;
}

const reflect::TypeInfo& ContainerDocument::type_info() {
    using T = ContainerDocument;
    static const reflect::TypeInfo info = reflect::structure<T>(
        "Container",
        {
            field<&T::docker_id>("DockerId"),
            field<&T::name>("Name"),
            field<&T::docker_name>("DockerName"),
            field<&T::image>("Image"),
            field<&T::image_id>("ImageID"),
            field<&T::ports>("Ports"),
            field<&T::labels>("Labels"),
            field<&T::desired_status>("DesiredStatus"),
            field<&T::known_status>("KnownStatus"),
            field<&T::exit_code>("ExitCode"),
            field<&T::limits>("Limits"),
            field<&T::created_at>("CreatedAt"),
            field<&T::started_at>("StartedAt"),
            field<&T::finished_at>("FinishedAt"),
            field<&T::type>("Type"),
            field<&T::health>("Health"),
            field<&T::volumes>("Volumes"),
            field<&T::log_driver>("LogDriver"),
            field<&T::log_options>("LogOptions"),
            field<&T::container_arn>("ContainerARN"),
            field<&T::restart_count>("RestartCount"),
            field<&T::networks>("Networks"),
        }
    );
    return info;
}

const reflect::TypeInfo& ErrorDocument::type_info() {
    using T = ErrorDocument;
    static const reflect::TypeInfo info = reflect::structure<T>(
        "Error",
        {
            field<&T::what>("ErrorField"),
            field<&T::code>("ErrorCode"),
            field<&T::message>("ErrorMessage"),
            field<&T::resource_arn>("ResourceARN"),
        }
    );
    return info;
}

const reflect::TypeInfo& TaskDocument::type_info() {
    using T = TaskDocument;
    static const reflect::TypeInfo info = reflect::structure<T>(
        "Task",
        {
            field<&T::cluster>("Cluster"),
            field<&T::task_arn>("TaskARN"),
            field<&T::family>("Family"),
            field<&T::revision>("Revision"),
            field<&T::desired_status>("DesiredStatus"),
            field<&T::known_status>("KnownStatus"),
            field<&T::limits>("Limits"),
            field<&T::pull_started_at>("PullStartedAt"),
            field<&T::pull_stopped_at>("PullStoppedAt"),
            field<&T::execution_stopped_at>("ExecutionStoppedAt"),
            field<&T::availability_zone>("AvailabilityZone"),
            field<&T::launch_type>("LaunchType"),
            field<&T::service_name>("ServiceName"),
            field<&T::group>("Group"),
            field<&T::containers>("Containers"),
            field<&T::task_tags>("TaskTags"),
            field<&T::container_instance_tags>("ContainerInstanceTags"),
            field<&T::errors>("Errors"),
            field<&T::fault_injection_enabled>("FaultInjectionEnabled"),
        }
    );
    return info;
}

}  // namespace gantry::agent::endpoint
