#include "services/ecs/api/operation_table.h"

#include <gtest/gtest.h>

#include <string>

#include "services/ecs/api/test_support.h"
#include "services/ecs/api/unsupported.h"

namespace gantry::ecs {
namespace {

class OperationTable : public ApiTest {};

TEST_F(OperationTable, OperationsWithoutAHandlerSaySo) {
    EXPECT_EQ(
        outcome(run_json("CreateExpressGatewayService", "{}")),
        "UnsupportedFeatureException: Gantry does not implement CreateExpressGatewayService yet; "
        "see docs/coverage.md"
    );
    EXPECT_EQ(
        outcome(run_json("CreateGateway", R"({"name":"front"})")),
        "UnsupportedFeatureException: Gantry does not implement CreateGateway yet; see "
        "docs/coverage.md"
    );
    EXPECT_EQ(run_json("MakeTea", "{}").error().code, "UnknownOperationException");
    EXPECT_EQ(run_json("", "{}").error().code, "UnknownOperationException");
}

TEST_F(OperationTable, BodiesAreDecodedAndChecked) {
    EXPECT_TRUE(run_json("ListClusters", ""));
    EXPECT_EQ(run_json("ListClusters", "{").error().code, "SerializationException");
    EXPECT_EQ(
        run_json("ListClusters", R"({"maxResults":"many"})").error().code, "SerializationException"
    );
    EXPECT_EQ(
        outcome(run_json("UpdateCluster", "{}")),
        "InvalidParameterException: Cluster cannot be empty."
    );
    EXPECT_EQ(
        run_json(
            "CreateCluster",
            R"({"defaultCapacityProviderStrategy":[{"capacityProvider":"FARGATE","weight":1001}]})"
        )
            .error()
            .code,
        "InvalidParameterException"
    );
}

TEST_F(OperationTable, UnknownEnumValuesAreToldTheKnownOnes) {
    EXPECT_EQ(
        outcome(run_json("DescribeClusters", R"({"include":["TAGS","EVERYTHING"]})")),
        "InvalidParameterException: include should be one of "
        "[ATTACHMENTS,CONFIGURATIONS,SETTINGS,STATISTICS,TAGS]"
    );
    EXPECT_EQ(
        outcome(run_json("RunTask", R"({"taskDefinition":"web","launchType":"MOON"})")),
        "InvalidParameterException: launch type should be one of "
        "[EC2,FARGATE,EXTERNAL,MANAGED_INSTANCES]"
    );
    EXPECT_EQ(
        outcome(run_json(
            "RegisterTaskDefinition",
            R"({"family":"f","containerDefinitions":[],"networkMode":"pigeon"})"
        )),
        "ClientException: network mode should be one of [bridge,host,awsvpc,none]"
    );
    EXPECT_EQ(
        outcome(run_json(
            "RegisterTaskDefinition",
            R"({"family":"f","containerDefinitions":[],
                "placementConstraints":[{"type":"distinctInstance"}]})"
        )),
        "ClientException: constraint.type 'distinctInstance' is not supported."
    );
    EXPECT_EQ(
        outcome(
            run_json("RunTask", R"({"taskDefinition":"web","placementStrategy":[{"type":"best"}]})")
        ),
        "InvalidParameterException: placementStrategy[0].type: 'best' is not one of [random, "
        "spread, binpack]"
    );
}

TEST_F(OperationTable, WhatTasksWouldLackIsRefusedAtLaunch) {
    const auto verdict = [](std::string_view json) {
        const auto definition = wire::decode_json<api::ecs::TaskDefinition>(json);
        EXPECT_TRUE(definition) << json;
        return outcome(refuse_unlaunchable(*definition));
    };
    EXPECT_EQ(verdict(R"({"containerDefinitions":[{"name":"c","credentialSpecs":[]}]})"), "ok");
    EXPECT_EQ(
        verdict(R"({"containerDefinitions":[{"name":"a"},{"name":"b","credentialSpecs":["s"]}]})"),
        "UnsupportedFeatureException: Gantry does not run tasks with "
        "containerDefinitions[].credentialSpecs yet; see docs/coverage.md"
    );
    EXPECT_EQ(verdict(R"({"networkMode":"bridge"})"), "ok");
    EXPECT_EQ(verdict(R"({"networkMode":"awsvpc"})"), "ok");
    EXPECT_EQ(verdict(R"({"runtimePlatform":{"operatingSystemFamily":"LINUX"}})"), "ok");
    EXPECT_NE(
        verdict(R"({"runtimePlatform":{"operatingSystemFamily":"WINDOWS_SERVER_2022_CORE"}})"), "ok"
    );
    EXPECT_NE(
        verdict(R"({"containerDefinitions":[{"name":"c","resourceRequirements":[
            {"type":"GPU","sharingStrategy":{"nvidiaMps":{"memory":512}}}]}]})"),
        "ok"
    );
    EXPECT_EQ(verdict(R"({"volumes":[{"efsVolumeConfiguration":{"fileSystemId":"f"}}]})"), "ok");
    EXPECT_NE(
        verdict(R"({"volumes":[{"s3filesVolumeConfiguration":{"fileSystemArn":"f"}}]})"), "ok"
    );
}

TEST_F(OperationTable, RequiredNumbersMustBeGiven) {
    EXPECT_EQ(
        outcome(run_json("RegisterTaskDefinition", R"({"family":"f","containerDefinitions":[
            {"name":"c","image":"i","memory":64,"ulimits":[{"name":"nofile","hardLimit":9}]}]})")),
        "ClientException: containerDefinitions[0].ulimits[0].softLimit should not be null or empty."
    );
    EXPECT_EQ(
        outcome(run_json("RegisterTaskDefinition", R"({"family":"f","containerDefinitions":[
            {"name":"c","image":"i","memory":64,"resourceRequirements":[
                {"type":"GPU","sharingStrategy":{"nvidiaMps":{}}}]}]})")),
        "ClientException: "
        "containerDefinitions[0].resourceRequirements[0].sharingStrategy.nvidiaMps.memory should "
        "not be null or empty."
    );
}

}  // namespace
}  // namespace gantry::ecs
