#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/reflect.h"

/// The documents that tasks read, with the names of their members. Times are RFC 3339 texts.
/// Source: ECS Developer Guide, "Task metadata endpoint version 4 for EC2", response fields.
namespace gantry::agent::endpoint {

struct CredentialsDocument {
    std::string role_arn;
    std::string access_key_id;
    std::string secret_access_key;
    std::string token;
    std::string expiration;
    static const reflect::TypeInfo& type_info();
};

struct PortDocument {
    std::int32_t container_port = 0;
    std::string protocol;
    std::int32_t host_port = 0;
    std::optional<std::string> host_ip;  ///< version 4
    static const reflect::TypeInfo& type_info();
};

/// CPU units and MiB of a container, vCPU and MiB of a task.
struct LimitsDocument {
    std::optional<double> cpu;
    std::optional<std::int64_t> memory;
    static const reflect::TypeInfo& type_info();
};

struct HealthDocument {
    std::string status;
    std::optional<std::string> status_since;
    std::optional<std::int32_t> exit_code;
    std::optional<std::string> output;
    static const reflect::TypeInfo& type_info();
};

struct VolumeDocument {
    std::optional<std::string> docker_name;
    std::optional<std::string> source;
    std::string destination;
    static const reflect::TypeInfo& type_info();
};

struct NetworkDocument {
    std::string network_mode;
    std::optional<std::vector<std::string>> ipv4_addresses;
    // Of tasks with an interface of their own; version 4.
    std::optional<std::int32_t> attachment_index;
    std::optional<std::string> mac_address;
    std::optional<std::string> ipv4_subnet_cidr_block;
    std::optional<std::vector<std::string>> domain_name_servers;
    std::optional<std::vector<std::string>> domain_name_search_list;
    std::optional<std::string> private_dns_name;
    std::optional<std::string> subnet_gateway_ipv4_address;
    static const reflect::TypeInfo& type_info();
};

struct ContainerDocument {
    std::string docker_id;
    std::string name;
    std::string docker_name;
    std::string image;
    std::string image_id;
    std::optional<std::vector<PortDocument>> ports;
    std::map<std::string, std::string> labels;
    std::string desired_status;
    std::string known_status;
    std::optional<std::int32_t> exit_code;
    LimitsDocument limits;
    std::optional<std::string> created_at;
    std::optional<std::string> started_at;
    std::optional<std::string> finished_at;
    std::string type = "NORMAL";
    std::optional<HealthDocument> health;
    std::optional<std::vector<VolumeDocument>> volumes;
    std::optional<std::string> log_driver;
    std::optional<std::map<std::string, std::string>> log_options;
    std::optional<std::string> container_arn;
    std::optional<std::int32_t> restart_count;
    std::optional<std::vector<NetworkDocument>> networks;
    static const reflect::TypeInfo& type_info();
};

/// What kept a part of a document from being read.
struct ErrorDocument {
    std::string what;  ///< the member of the document
    std::string code;
    std::string message;
    std::string resource_arn;
    static const reflect::TypeInfo& type_info();
};

struct TaskDocument {
    std::string cluster;
    std::string task_arn;
    std::string family;
    std::string revision;
    std::string desired_status;
    std::string known_status;
    std::optional<LimitsDocument> limits;
    std::optional<std::string> pull_started_at;
    std::optional<std::string> pull_stopped_at;
    std::optional<std::string> execution_stopped_at;
    std::optional<std::string> availability_zone;
    std::optional<std::string> launch_type;
    std::optional<std::string> service_name;
    std::optional<std::string> group;
    std::vector<ContainerDocument> containers;
    std::optional<std::map<std::string, std::string>> task_tags;
    std::optional<std::map<std::string, std::string>> container_instance_tags;
    std::optional<std::vector<ErrorDocument>> errors;
    std::optional<bool> fault_injection_enabled;  ///< version 4
    static const reflect::TypeInfo& type_info();
};

}  // namespace gantry::agent::endpoint
