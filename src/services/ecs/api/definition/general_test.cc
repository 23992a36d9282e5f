#include <gtest/gtest.h>

#include "services/ecs/api/definition/test_support.h"

namespace gantry::ecs::definition {
namespace {

const std::string kContainer = container("c");

TEST(DefinitionGeneral, TD_000_TheLeastThatIsValid) {
    EXPECT_EQ(verdict(one_container("")), "ok");
}

TEST(DefinitionGeneral, TD_001_FamilyIsNeeded) {
    EXPECT_EQ(
        verdict(R"({"containerDefinitions":[)" + kContainer + "]}"), "Family can not be blank."
    );
    EXPECT_EQ(verdict(one_container("", R"("family":"")")), "Family can not be blank.");
}

TEST(DefinitionGeneral, TD_002_FamilyCharactersAndLength) {
    EXPECT_EQ(
        verdict(one_container("", R"("family":"a b")")), "Family contains invalid characters."
    );
    const std::string longest(255, 'f');
    EXPECT_EQ(verdict(one_container("", R"("family":")" + longest + "\"")), "ok");
    EXPECT_EQ(
        verdict(one_container("", R"("family":")" + longest + "f\"")),
        "Family contains invalid characters."
    );
}

TEST(DefinitionGeneral, TD_003_ContainersAreNeeded) {
    EXPECT_EQ(verdict(containers("")), "Container list cannot be empty.");
    EXPECT_EQ(verdict(R"({"family":"web"})"), "Container list cannot be empty.");
}

TEST(DefinitionGeneral, TD_004_TenContainersAreEnough) {
    std::string list = container("c0");
    for (int i = 1; i < 10; ++i) list += "," + container("c" + std::to_string(i));
    EXPECT_EQ(verdict(containers(list)), "ok");
    EXPECT_EQ(verdict(containers(list + "," + container("c10"))), "Too many containers.");
}

TEST(DefinitionGeneral, TD_005_SizeOfTheWhole) {
    const std::string label(65536, 'x');
    const std::string text = verdict(one_container(R"("dockerLabels":{"a":")" + label + R"("})"));
    EXPECT_TRUE(text.starts_with("Actual length: '656")) << text;
    EXPECT_TRUE(text.ends_with("'. Max allowed length is '65536' bytes.")) << text;
}

TEST(DefinitionGeneral, TD_006_ContainerNames) {
    EXPECT_EQ(
        verdict(containers(R"({"image":"nginx","memory":64})")),
        "Container.name should not be null or empty."
    );
    EXPECT_EQ(
        verdict(one_container(R"("name":"a b")")), "Container.name contains invalid characters."
    );
}

TEST(DefinitionGeneral, TD_007_ContainerNamesAreUnique) {
    EXPECT_EQ(
        verdict(containers(kContainer + "," + kContainer)),
        "Container names must be unique within a task definition."
    );
}

TEST(DefinitionGeneral, TD_008_Images) {
    EXPECT_EQ(
        verdict(containers(R"({"name":"c","memory":64})")),
        "Container.image should not be null or empty."
    );
    const std::string digest = "sha256:" + std::string(64, 'a');
    for (const std::string& image :
         {std::string("nginx"),
          std::string("org/name:tag"),
          std::string("host.example:5000/a/b_c-d:1.2"),
          "nginx@" + digest,
          "nginx:1@" + digest,
          std::string(255, 'i')}) {
        EXPECT_EQ(verdict(one_container(R"("image":")" + image + "\"")), "ok") << image;
    }
    for (const std::string& image :
         {std::string("a b"),
          std::string("a@sha256:12"),
          std::string("@") + digest,
          std::string("a?b"),
          std::string(256, 'i')}) {
        EXPECT_EQ(
            verdict(one_container(R"("image":")" + image + "\"")),
            "Container.image contains invalid characters."
        ) << image;
    }
}

TEST(DefinitionGeneral, TD_009_SomethingEssential) {
    EXPECT_EQ(
        verdict(one_container(R"("essential":false)")),
        "Task definition doesn't have any essential container"
    );
    EXPECT_EQ(verdict(containers(kContainer + "," + container("d", R"("essential":false)"))), "ok");
}

TEST(DefinitionGeneral, TD_011_Roles) {
    for (const std::string role :
         {"task-role",
          "a+=,.@-_b",
          "arn:aws:iam::123456789012:role/task",
          "arn:aws:iam::123456789012:role/path/to/task",
          "arn:aws-cn:iam::123456789012:role/task"}) {
        EXPECT_EQ(verdict(one_container("", R"("taskRoleArn":")" + role + "\"")), "ok") << role;
    }
    for (const std::string role :
         {"",
          "a b",
          "arn:aws:iam::123456789012:user/task",
          "arn:aws:iam::1234:role/task",
          "arn:aws:iam::123456789012:role/",
          "arn:aws:s3:::bucket"}) {
        EXPECT_EQ(
            verdict(one_container("", R"("executionRoleArn":")" + role + "\"")), "Role is not valid"
        ) << role;
    }
}

TEST(DefinitionGeneral, RetiredAcceleratorsAreRefused) {
    EXPECT_EQ(
        verdict(one_container(
            "", R"("inferenceAccelerators":[{"deviceName":"d","deviceType":"eia1.medium"}])"
        )),
        "Unsupported field 'inferenceAccelerators'"
    );
}

TEST(DefinitionGeneral, PlacementConstraintsAreExpressions) {
    const auto constraint = [](const std::string& expression) {
        return verdict(one_container(
            "",
            R"("placementConstraints":[{"type":"memberOf","expression":")" + expression + R"("}])"
        ));
    };
    EXPECT_EQ(constraint("attribute:ecs.instance-type =~ t2.*"), "ok");
    EXPECT_TRUE(constraint("attribute:x ==").starts_with("Invalid placement constraint: "));
}

}  // namespace
}  // namespace gantry::ecs::definition
