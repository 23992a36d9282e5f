#include <algorithm>
#include <array>

#include "services/ecs/api/unsupported.h"

namespace gantry::ecs {
namespace {

using enum Treatment;

constexpr std::string_view kNoAsg = "nothing scales an Auto Scaling group yet";
constexpr std::string_view kNoStrategy =
    "FARGATE and FARGATE_SPOT are in effect; tasks do not go to Auto Scaling groups yet";
constexpr std::string_view kSettingsInEffect =
    "only containerInsights and defaultLogDriverMode have one: new clusters have the one, log "
    "configurations without a mode the other";
constexpr std::string_view kNoInsights = "no Container Insights metrics are made";
constexpr std::string_view kNoSessionKeys = "sessions of ECS Exec are encrypted by TLS alone";
constexpr std::string_view kPlainSessionObjects = "objects of S3 are not encrypted";
constexpr std::string_view kNoSessionSeals = "what CloudWatch Logs keeps is not encrypted";
constexpr std::string_view kNoStorageKeys = "disks of tasks are not encrypted with keys of KMS";
constexpr std::string_view kNoProviders =
    "FARGATE and FARGATE_SPOT only, not providers of Auto Scaling groups";
constexpr std::string_view kNoSharedGpus = "whole GPUs only: no NVIDIA MPS";
constexpr std::string_view kDisksAreFiles =
    "a disk is a file of the machine's, and as encrypted as that keeps its files";
constexpr std::string_view kDiskSpeed = "disks are as fast as the machine's own";
constexpr std::string_view kNoDiskRole = "passed and shown; no role is taken on to make a disk";
constexpr std::string_view kRestoredAtOnce =
    "a volume has all of its snapshot before its task begins";
constexpr std::string_view kNoRebalancing = "tasks are spread when placed, never moved";
constexpr std::string_view kRollingOnly = "rolling updates only";
constexpr std::string_view kNoConnect = "Service Connect is not implemented";
constexpr std::string_view kNoGateways = "no gateways";

// clang-format off
constexpr std::array kMembers{
    UnsupportedMember{"CreateCapacityProvider", "autoScalingGroupProvider", Kept, kNoAsg},
    UnsupportedMember{"CreateCapacityProvider", "cluster", Refused, "no cluster-scoped providers"},
    UnsupportedMember{"CreateCapacityProvider", "managedInstancesProvider", Refused, "no machines are made"},
    UnsupportedMember{"CreateCluster", "capacityProviders", Kept, kNoStrategy},
    UnsupportedMember{"CreateCluster", "configuration.executeCommandConfiguration.kmsKeyId", Kept, kNoSessionKeys},
    UnsupportedMember{"CreateCluster", "configuration.executeCommandConfiguration.logConfiguration.cloudWatchEncryptionEnabled", Kept, kNoSessionSeals},
    UnsupportedMember{"CreateCluster", "configuration.executeCommandConfiguration.logConfiguration.s3EncryptionEnabled", Kept, kPlainSessionObjects},
    UnsupportedMember{"CreateCluster", "configuration.managedStorageConfiguration", Kept, kNoStorageKeys},
    UnsupportedMember{"CreateCluster", "defaultCapacityProviderStrategy", Kept, kNoStrategy},
    UnsupportedMember{"CreateCluster", "serviceConnectDefaults", Kept, kNoConnect},
    UnsupportedMember{"CreateCluster", "settings", Kept, kNoInsights},
    UnsupportedMember{"CreateService", "availabilityZoneRebalancing", Kept, kNoRebalancing},
    UnsupportedMember{"CreateService", "capacityProviderStrategy", RefusedByOperation, kNoProviders},
    UnsupportedMember{"CreateService", "deploymentConfiguration.alarms.enable", Refused, "no alarms are watched"},
    UnsupportedMember{"CreateService", "deploymentConfiguration.bakeTimeInMinutes", Refused, kRollingOnly},
    UnsupportedMember{"CreateService", "deploymentConfiguration.canaryConfiguration", Refused, kRollingOnly},
    UnsupportedMember{"CreateService", "deploymentConfiguration.lifecycleHooks", Refused, kRollingOnly},
    UnsupportedMember{"CreateService", "deploymentConfiguration.linearConfiguration", Refused, kRollingOnly},
    UnsupportedMember{"CreateService", "deploymentConfiguration.strategy=BLUE_GREEN", Refused, kRollingOnly},
    UnsupportedMember{"CreateService", "deploymentConfiguration.strategy=CANARY", Refused, kRollingOnly},
    UnsupportedMember{"CreateService", "deploymentConfiguration.strategy=LINEAR", Refused, kRollingOnly},
    UnsupportedMember{"CreateService", "deploymentController.type=CODE_DEPLOY", Refused, kRollingOnly},
    UnsupportedMember{"CreateService", "deploymentController.type=EXTERNAL", Refused, kRollingOnly},
    UnsupportedMember{"CreateService", "gatewayConnectors", Refused, kNoGateways},
    UnsupportedMember{"CreateService", "launchType=MANAGED_INSTANCES", Refused, "no machines are made"},
    UnsupportedMember{"CreateService", "loadBalancers", Refused, "no load balancers yet"},
    UnsupportedMember{"CreateService", "monitoring", Ignored, kNoInsights},
    UnsupportedMember{"CreateService", "serviceConnectConfiguration.enabled", Refused, kNoConnect},
    UnsupportedMember{"CreateService", "serviceRegistries", Refused, "no service discovery yet"},
    UnsupportedMember{"CreateService", "volumeConfigurations[].managedEBSVolume.encrypted", Kept, kDisksAreFiles},
    UnsupportedMember{"CreateService", "volumeConfigurations[].managedEBSVolume.iops", Kept, kDiskSpeed},
    UnsupportedMember{"CreateService", "volumeConfigurations[].managedEBSVolume.kmsKeyId", Kept, kDisksAreFiles},
    UnsupportedMember{"CreateService", "volumeConfigurations[].managedEBSVolume.roleArn", Kept, kNoDiskRole},
    UnsupportedMember{"CreateService", "volumeConfigurations[].managedEBSVolume.throughput", Kept, kDiskSpeed},
    UnsupportedMember{"CreateService", "volumeConfigurations[].managedEBSVolume.volumeInitializationRate", Kept, kRestoredAtOnce},
    UnsupportedMember{"CreateService", "volumeConfigurations[].managedEBSVolume.volumeType", Kept, kDiskSpeed},
    UnsupportedMember{"CreateService", "vpcLatticeConfigurations", Refused, "no VPC Lattice"},
    UnsupportedMember{"DescribeCapacityProviders", "cluster", Ignored, "no cluster-scoped providers"},
    UnsupportedMember{"ListServicesByNamespace", "", Ignored, "always empty: Service Connect is not implemented"},
    UnsupportedMember{"PutAccountSetting", "name", Kept, kSettingsInEffect},
    UnsupportedMember{"PutAccountSettingDefault", "name", Kept, kSettingsInEffect},
    UnsupportedMember{"PutClusterCapacityProviders", "capacityProviders", Kept, kNoStrategy},
    UnsupportedMember{"PutClusterCapacityProviders", "defaultCapacityProviderStrategy", Kept, kNoStrategy},
    UnsupportedMember{"RegisterTaskDefinition", "containerDefinitions[].credentialSpecs", RefusedAtLaunch, "no gMSA"},
    UnsupportedMember{"RegisterTaskDefinition", "containerDefinitions[].portMappings[].appProtocol", Kept, kNoConnect},
    UnsupportedMember{"RegisterTaskDefinition", "containerDefinitions[].portMappings[].name", Kept, kNoConnect},
    UnsupportedMember{"RegisterTaskDefinition", "containerDefinitions[].resourceRequirements[].sharingStrategy", RefusedAtLaunch, kNoSharedGpus},
    UnsupportedMember{"RegisterTaskDefinition", "containerDefinitions[].resourceRequirements[].type=NeuronDevice", RefusedAtLaunch, "no Neuron devices"},
    UnsupportedMember{"RegisterTaskDefinition", "proxyConfiguration", RefusedAtLaunch, "no App Mesh"},
    UnsupportedMember{"RegisterTaskDefinition", "runtimePlatform.operatingSystemFamily=WINDOWS_*", RefusedAtLaunch, "Linux only"},
    UnsupportedMember{"RegisterTaskDefinition", "volumes[].fsxWindowsFileServerVolumeConfiguration", RefusedAtLaunch, "no network file systems"},
    UnsupportedMember{"RegisterTaskDefinition", "volumes[].s3filesVolumeConfiguration", RefusedAtLaunch, "no network file systems"},
    UnsupportedMember{"RunTask", "capacityProviderStrategy", RefusedByOperation, kNoProviders},
    UnsupportedMember{"RunTask", "overrides.containerOverrides[].resourceRequirements[].sharingStrategy", Refused, kNoSharedGpus},
    UnsupportedMember{"RunTask", "overrides.inferenceAcceleratorOverrides", Kept, "retired by AWS"},
    UnsupportedMember{"RunTask", "referenceId", Ignored, ""},
    UnsupportedMember{"RunTask", "volumeConfigurations[].managedEBSVolume.encrypted", Ignored, kDisksAreFiles},
    UnsupportedMember{"RunTask", "volumeConfigurations[].managedEBSVolume.iops", Ignored, kDiskSpeed},
    UnsupportedMember{"RunTask", "volumeConfigurations[].managedEBSVolume.kmsKeyId", Ignored, kDisksAreFiles},
    UnsupportedMember{"RunTask", "volumeConfigurations[].managedEBSVolume.roleArn", Kept, kNoDiskRole},
    UnsupportedMember{"RunTask", "volumeConfigurations[].managedEBSVolume.throughput", Ignored, kDiskSpeed},
    UnsupportedMember{"RunTask", "volumeConfigurations[].managedEBSVolume.volumeInitializationRate", Ignored, kRestoredAtOnce},
    UnsupportedMember{"RunTask", "volumeConfigurations[].managedEBSVolume.volumeType", Ignored, kDiskSpeed},
    UnsupportedMember{"StartTask", "overrides.containerOverrides[].resourceRequirements[].sharingStrategy", Refused, kNoSharedGpus},
    UnsupportedMember{"StartTask", "overrides.ephemeralStorage", RefusedByOperation, "FARGATE only"},
    UnsupportedMember{"StartTask", "overrides.inferenceAcceleratorOverrides", Kept, "retired by AWS"},
    UnsupportedMember{"StartTask", "referenceId", Ignored, ""},
    UnsupportedMember{"StartTask", "volumeConfigurations[].managedEBSVolume.encrypted", Ignored, kDisksAreFiles},
    UnsupportedMember{"StartTask", "volumeConfigurations[].managedEBSVolume.iops", Ignored, kDiskSpeed},
    UnsupportedMember{"StartTask", "volumeConfigurations[].managedEBSVolume.kmsKeyId", Ignored, kDisksAreFiles},
    UnsupportedMember{"StartTask", "volumeConfigurations[].managedEBSVolume.roleArn", Kept, kNoDiskRole},
    UnsupportedMember{"StartTask", "volumeConfigurations[].managedEBSVolume.throughput", Ignored, kDiskSpeed},
    UnsupportedMember{"StartTask", "volumeConfigurations[].managedEBSVolume.volumeInitializationRate", Ignored, kRestoredAtOnce},
    UnsupportedMember{"StartTask", "volumeConfigurations[].managedEBSVolume.volumeType", Ignored, kDiskSpeed},
    UnsupportedMember{"UpdateCapacityProvider", "autoScalingGroupProvider", Kept, kNoAsg},
    UnsupportedMember{"UpdateCapacityProvider", "managedInstancesProvider", Refused, "no machines are made"},
    UnsupportedMember{"UpdateCluster", "configuration.executeCommandConfiguration.kmsKeyId", Kept, kNoSessionKeys},
    UnsupportedMember{"UpdateCluster", "configuration.executeCommandConfiguration.logConfiguration.cloudWatchEncryptionEnabled", Kept, kNoSessionSeals},
    UnsupportedMember{"UpdateCluster", "configuration.executeCommandConfiguration.logConfiguration.s3EncryptionEnabled", Kept, kPlainSessionObjects},
    UnsupportedMember{"UpdateCluster", "configuration.managedStorageConfiguration", Kept, kNoStorageKeys},
    UnsupportedMember{"UpdateCluster", "serviceConnectDefaults", Kept, kNoConnect},
    UnsupportedMember{"UpdateCluster", "settings", Kept, kNoInsights},
    UnsupportedMember{"UpdateClusterSettings", "settings", Kept, kNoInsights},
    UnsupportedMember{"UpdateContainerAgent", "", RefusedByOperation, "agents are updated with the tools of their machine"},
    UnsupportedMember{"UpdateService", "availabilityZoneRebalancing", Kept, kNoRebalancing},
    UnsupportedMember{"UpdateService", "capacityProviderStrategy", RefusedByOperation, kNoProviders},
    UnsupportedMember{"UpdateService", "deploymentConfiguration.alarms.enable", Refused, "no alarms are watched"},
    UnsupportedMember{"UpdateService", "deploymentConfiguration.bakeTimeInMinutes", Refused, kRollingOnly},
    UnsupportedMember{"UpdateService", "deploymentConfiguration.canaryConfiguration", Refused, kRollingOnly},
    UnsupportedMember{"UpdateService", "deploymentConfiguration.lifecycleHooks", Refused, kRollingOnly},
    UnsupportedMember{"UpdateService", "deploymentConfiguration.linearConfiguration", Refused, kRollingOnly},
    UnsupportedMember{"UpdateService", "deploymentConfiguration.strategy=BLUE_GREEN", Refused, kRollingOnly},
    UnsupportedMember{"UpdateService", "deploymentConfiguration.strategy=CANARY", Refused, kRollingOnly},
    UnsupportedMember{"UpdateService", "deploymentConfiguration.strategy=LINEAR", Refused, kRollingOnly},
    UnsupportedMember{"UpdateService", "deploymentController.type=CODE_DEPLOY", Refused, kRollingOnly},
    UnsupportedMember{"UpdateService", "deploymentController.type=EXTERNAL", Refused, kRollingOnly},
    UnsupportedMember{"UpdateService", "gatewayConnectors", Refused, kNoGateways},
    UnsupportedMember{"UpdateService", "loadBalancers", Refused, "no load balancers yet"},
    UnsupportedMember{"UpdateService", "monitoring", Ignored, kNoInsights},
    UnsupportedMember{"UpdateService", "serviceConnectConfiguration.enabled", Refused, kNoConnect},
    UnsupportedMember{"UpdateService", "serviceRegistries", Refused, "no service discovery yet"},
    UnsupportedMember{"UpdateService", "volumeConfigurations[].managedEBSVolume.encrypted", Kept, kDisksAreFiles},
    UnsupportedMember{"UpdateService", "volumeConfigurations[].managedEBSVolume.iops", Kept, kDiskSpeed},
    UnsupportedMember{"UpdateService", "volumeConfigurations[].managedEBSVolume.kmsKeyId", Kept, kDisksAreFiles},
    UnsupportedMember{"UpdateService", "volumeConfigurations[].managedEBSVolume.roleArn", Kept, kNoDiskRole},
    UnsupportedMember{"UpdateService", "volumeConfigurations[].managedEBSVolume.throughput", Kept, kDiskSpeed},
    UnsupportedMember{"UpdateService", "volumeConfigurations[].managedEBSVolume.volumeInitializationRate", Kept, kRestoredAtOnce},
    UnsupportedMember{"UpdateService", "volumeConfigurations[].managedEBSVolume.volumeType", Kept, kDiskSpeed},
    UnsupportedMember{"UpdateService", "vpcLatticeConfigurations", Refused, "no VPC Lattice"},
};
// clang-format on

static_assert(std::ranges::is_sorted(kMembers, {}, &UnsupportedMember::operation));

}  // namespace

std::span<const UnsupportedMember> unsupported_members() {
    return kMembers;
}

}  // namespace gantry::ecs
