#include "services/ecs/model/task_network.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "services/ecs/model/task_volume.h"

namespace gantry::ecs {
namespace {

constexpr std::string_view kInterface = "ElasticNetworkInterface";
constexpr std::array<std::string_view, 7> kAttachmentTexts = {
    "PRECREATED",
    "CREATED",
    "ATTACHING",
    "ATTACHED",
    "DETACHING",
    "DETACHED",
    "DELETED",
};

void add_detail(api::ecs::Attachment& attachment, const char* name, const std::string& value) {
    if (!value.empty()) attachment.details->push_back({.name = name, .value = value});
}

/// Until it is under way, only where it is to be is told.
void write_details(const TaskNetwork& network, bool all, api::ecs::Attachment& attachment) {
    attachment.details.emplace();
    add_detail(attachment, "subnetId", network.subnet_id);
    if (!all) return;
    add_detail(attachment, "networkInterfaceId", network.interface_id);
    add_detail(attachment, "macAddress", network.mac);
    add_detail(attachment, "privateDnsName", network.dns_name);
    add_detail(attachment, "privateIPv4Address", network.private_ip);
}

}  // namespace

std::string_view text_of(AttachmentStatus status) {
    return kAttachmentTexts.at(static_cast<std::size_t>(status));
}

std::optional<AttachmentStatus> read_attachment_status(std::string_view text) {
    const auto found = std::ranges::find(kAttachmentTexts, text);
    if (found == kAttachmentTexts.end()) return std::nullopt;
    return static_cast<AttachmentStatus>(found - kAttachmentTexts.begin());
}

std::string attachment_arn(const Scope& scope, std::string_view id) {
    return fmt::format("arn:aws:ecs:{}:{}:attachment/{}", scope.region, scope.account, id);
}

std::string_view attachment_id_of(std::string_view arn) {
    return arn.substr(arn.rfind('/') + 1);  // npos + 1 is 0
}

bool is_awsvpc(const api::ecs::TaskDefinition& definition) {
    return definition.network_mode == api::ecs::NetworkMode::Awsvpc;
}

std::optional<TaskNetwork> network_asked_for(
    const std::optional<api::ecs::NetworkConfiguration>& configuration
) {
    if (!configuration || !configuration->awsvpc_configuration) return std::nullopt;
    const auto& asked = *configuration->awsvpc_configuration;
    return TaskNetwork{
        .subnets = asked.subnets.value_or(std::vector<std::string>{}),
        .groups = asked.security_groups.value_or(std::vector<std::string>{}),
        .assign_public_ip = asked.assign_public_ip == api::ecs::AssignPublicIp::Enabled,
    };
}

std::optional<api::ecs::NetworkConfiguration> completed(
    std::optional<api::ecs::NetworkConfiguration> configuration
) {
    if (!configuration || !configuration->awsvpc_configuration) return std::nullopt;
    auto& of_tasks = *configuration->awsvpc_configuration;
    if (!of_tasks.security_groups) of_tasks.security_groups.emplace();
    if (!of_tasks.assign_public_ip) of_tasks.assign_public_ip = api::ecs::AssignPublicIp::Disabled;
    return configuration;
}

void begin_attachment(TaskRow& task) {
    api::ecs::Attachment attachment{
        .id = task.network->attachment_id,
        .type = std::string(kInterface),
        .status = std::string(text_of(AttachmentStatus::Precreated)),
    };
    write_details(*task.network, false, attachment);
    task.attachments.insert(task.attachments.begin(), std::move(attachment));
}

bool move_attachment(TaskRow& task, AttachmentStatus status) {
    if (!task.network) return false;
    const auto found = std::ranges::find_if(task.attachments, [&](const auto& one) {
        return one.id == task.network->attachment_id;
    });
    if (found == task.attachments.end()) return false;
    const auto now = read_attachment_status(found->status.value_or(""));
    if (now && *now >= status) return false;
    found->status = std::string(text_of(status));
    write_details(*task.network, status > AttachmentStatus::Precreated, *found);
    end_provisioning(task);
    return true;
}

void end_provisioning(TaskRow& task) {
    const bool all = std::ranges::all_of(task.attachments, [](const auto& one) {
        return one.status == text_of(AttachmentStatus::Attached);
    });
    if (all && task.status == TaskStatus::Provisioning) task.status = TaskStatus::Pending;
}

bool is_attached(const TaskRow& task) {
    if (!task.network) return false;
    return std::ranges::any_of(task.attachments, [&](const auto& one) {
        return one.id == task.network->attachment_id &&
               one.status == text_of(AttachmentStatus::Attached);
    });
}

void begin_detachment(TaskRow& task) {
    if ((!task.network && !task.volume) || task.stopped()) return;
    move_attachment(task, AttachmentStatus::Detaching);
    move_volume(task, AttachmentStatus::Detaching);
    if (may_follow(task.status, TaskStatus::Deprovisioning)) {
        task.status = TaskStatus::Deprovisioning;
    }
}

}  // namespace gantry::ecs
