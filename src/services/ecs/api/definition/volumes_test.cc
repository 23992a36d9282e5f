#include <gtest/gtest.h>

#include "services/ecs/api/definition/test_support.h"

namespace gantry::ecs::definition {
namespace {

const std::string kMount = R"("mountPoints":[{"sourceVolume":"v","containerPath":"/v"}])";

std::string volume(const std::string& members) {
    return verdict(one_container(kMount, R"("volumes":[{"name":"v",)" + members + "}]"));
}
std::string efs(const std::string& members) {
    return volume(R"("efsVolumeConfiguration":{"fileSystemId":"fs-1",)" + members + "}");
}

TEST(DefinitionVolumes, TD_054_MountsNameDeclaredVolumes) {
    EXPECT_EQ(verdict(one_container(kMount)), "Unknown volume 'v'.");
    EXPECT_EQ(verdict(one_container(kMount, R"("volumes":[{"name":"v"}])")), "ok");
    EXPECT_NE(
        verdict(
            one_container(R"("mountPoints":[{"sourceVolume":"v"}])", R"("volumes":[{"name":"v"}])")
        ),
        "ok"
    ) << "a mount needs a path";
}

TEST(DefinitionVolumes, TD_055_VolumesFromNamesAContainer) {
    EXPECT_EQ(
        verdict(one_container(R"("volumesFrom":[{"sourceContainer":"d"}])")),
        "Invalid 'volumesFrom' setting. Unknown container: 'd'"
    );
}

TEST(DefinitionVolumes, TD_056_LaunchVolumesAreMounted) {
    EXPECT_EQ(
        verdict(one_container("", R"("volumes":[{"name":"v","configuredAtLaunch":true}])")),
        "Volumes [v] are not referenced by any of the containers"
    );
    EXPECT_EQ(volume(R"("configuredAtLaunch":true)"), "ok");
}

TEST(DefinitionVolumes, TD_057_OneKindOneNameOneAtLaunch) {
    EXPECT_NE(volume(R"("host":{"sourcePath":"/x"},"configuredAtLaunch":true)"), "ok");
    EXPECT_NE(
        volume(R"("dockerVolumeConfiguration":{},"efsVolumeConfiguration":{"fileSystemId":"f"})"),
        "ok"
    );
    EXPECT_EQ(volume(R"("host":{})"), "ok");
    EXPECT_NE(verdict(one_container("", R"("volumes":[{"name":"v"},{"name":"v"}])")), "ok");
    EXPECT_NE(verdict(one_container("", R"("volumes":[{"name":"a b"}])")), "ok");
    EXPECT_NE(verdict(one_container("", R"("volumes":[{}])")), "ok");
    EXPECT_NE(
        verdict(one_container(
            R"("mountPoints":[{"sourceVolume":"v","containerPath":"/v"},
                              {"sourceVolume":"w","containerPath":"/w"}])",
            R"("volumes":[{"name":"v","configuredAtLaunch":true},
                          {"name":"w","configuredAtLaunch":true}])"
        )),
        "ok"
    );
}

TEST(DefinitionVolumes, TD_058_EfsIamNeedsEncryption) {
    EXPECT_EQ(
        efs(R"("authorizationConfig":{"iam":"ENABLED"})"),
        "EFS IAM authorization requires TransitEncryption to be enabled"
    );
    EXPECT_EQ(
        efs(R"("authorizationConfig":{"iam":"ENABLED"},"transitEncryption":"ENABLED")"), "ok"
    );
}

TEST(DefinitionVolumes, TD_059_AccessPointsHaveTheirOwnRoot) {
    EXPECT_EQ(
        efs(R"("authorizationConfig":{"accessPointId":"fsap-1"},"rootDirectory":"/data")"),
        "When using an EFS access point, the root directory must either be set to \"/\" or be "
        "omitted"
    );
    EXPECT_EQ(efs(R"("authorizationConfig":{"accessPointId":"fsap-1"},"rootDirectory":"/")"), "ok");
}

TEST(DefinitionVolumes, TD_060_EncryptionPortNeedsEncryption) {
    EXPECT_EQ(
        efs(R"("transitEncryptionPort":2049)"),
        "TransitEncryptionPort requires that TransitEncryption is enabled"
    );
    EXPECT_EQ(efs(R"("transitEncryptionPort":2049,"transitEncryption":"ENABLED")"), "ok");
}

}  // namespace
}  // namespace gantry::ecs::definition
