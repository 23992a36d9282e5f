#include "services/ecs/model/task_row.h"

namespace gantry::ecs {

using reflect::field;

const reflect::TypeInfo& ResolvedImage::type_info() {
    static const reflect::TypeInfo info = reflect::structure<ResolvedImage>(
        "ResolvedImage",
        {
            field<&ResolvedImage::container>("container"),
            field<&ResolvedImage::digest>("digest"),
        }
    );
    return info;
}

const reflect::TypeInfo& ExecAgent::type_info() {
    static const reflect::TypeInfo info = reflect::structure<ExecAgent>(
        "ExecAgent",
        {
            field<&ExecAgent::status>("status"),
            field<&ExecAgent::reason>("reason"),
            field<&ExecAgent::last_started_at>("lastStartedAt"),
        }
    );
    return info;
}

const reflect::TypeInfo& TaskContainer::type_info() {
    static const reflect::TypeInfo info = reflect::structure<TaskContainer>(
        "TaskContainer",
        {
            field<&TaskContainer::id>("id"),
            field<&TaskContainer::name>("name"),
            field<&TaskContainer::image>("image"),
            field<&TaskContainer::image_digest>("imageDigest"),
            field<&TaskContainer::runtime_id>("runtimeId"),
            field<&TaskContainer::status>("status"),
            field<&TaskContainer::exit_code>("exitCode"),
            field<&TaskContainer::reason>("reason"),
            field<&TaskContainer::health>("health"),
            field<&TaskContainer::essential>("essential"),
            field<&TaskContainer::has_health_check>("hasHealthCheck"),
            field<&TaskContainer::network_bindings>("networkBindings"),
            field<&TaskContainer::cpu>("cpu"),
            field<&TaskContainer::memory>("memory"),
            field<&TaskContainer::memory_reservation>("memoryReservation"),
            field<&TaskContainer::gpu_ids>("gpuIds"),
            field<&TaskContainer::exec_agent>("execAgent"),
        }
    );
    return info;
}

const reflect::TypeInfo& TaskNetwork::type_info() {
    static const reflect::TypeInfo info = reflect::structure<TaskNetwork>(
        "TaskNetwork",
        {
            field<&TaskNetwork::subnets>("subnets"),
            field<&TaskNetwork::groups>("groups"),
            field<&TaskNetwork::assign_public_ip>("assignPublicIp"),
            field<&TaskNetwork::attachment_id>("attachmentId"),
            field<&TaskNetwork::interface_id>("interfaceId"),
            field<&TaskNetwork::vpc_id>("vpcId"),
            field<&TaskNetwork::subnet_id>("subnetId"),
            field<&TaskNetwork::subnet_cidr>("subnetCidr"),
            field<&TaskNetwork::gateway>("gateway"),
            field<&TaskNetwork::private_ip>("privateIp"),
            field<&TaskNetwork::mac>("mac"),
            field<&TaskNetwork::dns_name>("dnsName"),
            field<&TaskNetwork::dns_servers>("dnsServers"),
            field<&TaskNetwork::domain_names>("domainNames"),
            field<&TaskNetwork::public_ip>("publicIp"),
            field<&TaskNetwork::given_back>("givenBack"),
        }
    );
    return info;
}

const reflect::TypeInfo& TaskVolume::type_info() {
    static const reflect::TypeInfo info = reflect::structure<TaskVolume>(
        "TaskVolume",
        {
            field<&TaskVolume::name>("name"),
            field<&TaskVolume::attachment_id>("attachmentId"),
            field<&TaskVolume::volume_id>("volumeId"),
            field<&TaskVolume::snapshot_store>("snapshotStore"),
            field<&TaskVolume::asked>("asked"),
            field<&TaskVolume::made>("made"),
            field<&TaskVolume::ended>("ended"),
        }
    );
    return info;
}

const reflect::TypeInfo& TaskRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<TaskRow>(
        "Task",
        {
            field<&TaskRow::account>("account"),
            field<&TaskRow::region>("region"),
            field<&TaskRow::cluster>("cluster"),
            field<&TaskRow::id>("id"),
            field<&TaskRow::family>("family"),
            field<&TaskRow::revision>("revision"),
            field<&TaskRow::instance_id>("instanceId"),
            field<&TaskRow::host_cluster>("hostCluster"),
            field<&TaskRow::acknowledged>("acknowledged"),
            field<&TaskRow::status>("status"),
            field<&TaskRow::goal>("goal"),
            field<&TaskRow::containers>("containers"),
            field<&TaskRow::reserved>("reserved"),
            field<&TaskRow::group>("group"),
            field<&TaskRow::started_by>("startedBy"),
            field<&TaskRow::service>("service"),
            field<&TaskRow::deployment_id>("deploymentId"),
            field<&TaskRow::end_noted>("endNoted"),
            field<&TaskRow::launch_type>("launchType"),
            field<&TaskRow::capacity_provider>("capacityProvider"),
            field<&TaskRow::platform_version>("platformVersion"),
            field<&TaskRow::ephemeral_gib>("ephemeralGib"),
            field<&TaskRow::availability_zone>("availabilityZone"),
            field<&TaskRow::cpu_architecture>("cpuArchitecture"),
            field<&TaskRow::overrides>("overrides"),
            field<&TaskRow::cpu>("cpu"),
            field<&TaskRow::memory>("memory"),
            field<&TaskRow::enable_execute_command>("enableExecuteCommand"),
            field<&TaskRow::attachments>("attachments"),
            field<&TaskRow::network>("network"),
            field<&TaskRow::volume>("volume"),
            field<&TaskRow::tags>("tags"),
            field<&TaskRow::health>("health"),
            field<&TaskRow::connectivity>("connectivity"),
            field<&TaskRow::stop_code>("stopCode"),
            field<&TaskRow::stopped_reason>("stoppedReason"),
            field<&TaskRow::version>("version"),
            field<&TaskRow::interrupt_at>("interruptAt"),
            field<&TaskRow::protection_until>("protectionUntil"),
            field<&TaskRow::created_at>("createdAt"),
            field<&TaskRow::connectivity_at>("connectivityAt"),
            field<&TaskRow::pull_started_at>("pullStartedAt"),
            field<&TaskRow::pull_stopped_at>("pullStoppedAt"),
            field<&TaskRow::started_at>("startedAt"),
            field<&TaskRow::stopping_at>("stoppingAt"),
            field<&TaskRow::execution_stopped_at>("executionStoppedAt"),
            field<&TaskRow::stopped_at>("stoppedAt"),
        }
    );
    return info;
}

const reflect::TypeInfo& LogTailRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<LogTailRow>(
        "LogTail",
        {
            field<&LogTailRow::task_key>("taskKey"),
            field<&LogTailRow::container>("container"),
            field<&LogTailRow::lines>("lines"),
            field<&LogTailRow::at>("at"),
        }
    );
    return info;
}

const reflect::TypeInfo& ClientTokenRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<ClientTokenRow>(
        "ClientToken",
        {
            field<&ClientTokenRow::account>("account"),
            field<&ClientTokenRow::region>("region"),
            field<&ClientTokenRow::request>("request"),
            field<&ClientTokenRow::task_keys>("taskKeys"),
            field<&ClientTokenRow::failures>("failures"),
            field<&ClientTokenRow::created_at>("createdAt"),
        }
    );
    return info;
}

}  // namespace gantry::ecs
