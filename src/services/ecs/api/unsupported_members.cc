#include <algorithm>
#include <array>

#include "services/ecs/api/unsupported.h"

namespace gantry::ecs {
namespace {

using enum Treatment;

constexpr std::string_view kNoAsg = "nothing scales an Auto Scaling group yet";
constexpr std::string_view kNoInsights = "no Container Insights metrics are made";
constexpr std::string_view kNoExec = "execute command is not implemented";
constexpr std::string_view kNoConnect = "Service Connect is not implemented";

// clang-format off
constexpr std::array kMembers{
    UnsupportedMember{"CreateCapacityProvider", "autoScalingGroupProvider", Kept, kNoAsg},
    UnsupportedMember{"CreateCapacityProvider", "cluster", Refused, "no cluster-scoped providers"},
    UnsupportedMember{"CreateCapacityProvider", "managedInstancesProvider", Refused, "no machines are made"},
    UnsupportedMember{"CreateCluster", "configuration", Kept, kNoExec},
    UnsupportedMember{"CreateCluster", "serviceConnectDefaults", Kept, kNoConnect},
    UnsupportedMember{"CreateCluster", "settings", Kept, kNoInsights},
    UnsupportedMember{"DescribeCapacityProviders", "cluster", Ignored, "no cluster-scoped providers"},
    UnsupportedMember{"UpdateCapacityProvider", "autoScalingGroupProvider", Kept, kNoAsg},
    UnsupportedMember{"UpdateCapacityProvider", "managedInstancesProvider", Refused, "no machines are made"},
    UnsupportedMember{"UpdateCluster", "configuration", Kept, kNoExec},
    UnsupportedMember{"UpdateCluster", "serviceConnectDefaults", Kept, kNoConnect},
    UnsupportedMember{"UpdateCluster", "settings", Kept, kNoInsights},
    UnsupportedMember{"UpdateClusterSettings", "settings", Kept, kNoInsights},
};
// clang-format on

static_assert(std::ranges::is_sorted(kMembers, {}, &UnsupportedMember::operation));

}  // namespace

std::span<const UnsupportedMember> unsupported_members() {
    return kMembers;
}

}  // namespace gantry::ecs
