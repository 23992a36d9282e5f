// Volumes that are made at launch: what RunTask and services check, and how their attachments go.

#include <fmt/format.h>

#include "services/ecs/api/services.h"
#include "services/ecs/api/task_test_support.h"
#include "services/ecs/model/task_volume.h"
#include "services/ecs/reconcile/task_report.h"

namespace gantry::ecs {
namespace {

constexpr std::string_view kWrong =
    "InvalidParameterException: ECS managed EBS volume "
    "configuration was invalid for volume 'data'. Encountered ";

constexpr std::string_view kKept =
    R"("sizeInGiB":5,"terminationPolicy":{"deleteOnTermination":false})";

class TaskVolumesTest : public TaskApiTest {
  protected:
    TaskVolumesTest() {
        TaskDefinitionRow row = web();
        row.definition.volumes = {{{.name = "data", .configured_at_launch = true}}};
        put_definition(row);
        ContainerInstanceRow able = instance();
        able.attributes.push_back({.name = std::string(kTaskDisksAttribute)});
        put_instance(able);
    }
    auto run_with(std::string_view managed) {
        return run(
            &run_task,
            R"({"taskDefinition":"web","volumeConfigurations":[{"name":"data",)"
            R"("managedEBSVolume":{"roleArn":"arn:aws:iam::123456789012:role/ebs",)" +
                std::string(managed) + "}}]}"
        );
    }
    std::string verdict(std::string_view managed) { return outcome(run_with(managed)); }
    std::string fault(std::string_view managed) {
        const std::string text = verdict(managed);
        return text.starts_with(kWrong) ? text.substr(kWrong.size()) : text;
    }
    void report(const TaskRow& row, const std::string& members) {
        const std::string body = R"({"task":")" + row.arn() + "\"," + members + "}";
        EXPECT_EQ(outcome(run(&submit_task_state_change, body)), "ok");
    }
    void report_attached(const TaskRow& row) {
        report(
            row,
            R"("attachments":[{"attachmentArn":")" +
                attachment_arn(scope_, row.volume->attachment_id) + R"(","status":"ATTACHED"}])"
        );
    }
    std::string detail(const TaskRow& row, std::string_view name) const {
        const auto task = find_task(row.id);
        for (const auto& one : *task->attachments.front().details) {
            if (one.name == name) return one.value.value_or("");
        }
        return "";
    }
    std::string status_of_volume(const TaskRow& row) const {
        return find_task(row.id)->attachments.front().status.value_or("");
    }
};

TEST_F(TaskVolumesTest, ATaskIsProvisioningUntilItsVolumeIsAttached) {
    const auto row = only_task(run_with(R"("sizeInGiB":5)"));
    EXPECT_EQ(row->status, TaskStatus::Provisioning);
    EXPECT_EQ(row->volume->volume_id.size(), 21U);
    EXPECT_EQ(row->volume->asked.volume_type, "gp3");
    EXPECT_EQ(row->attachments.front().type, "AmazonElasticBlockStorage");
    EXPECT_EQ(status_of_volume(*row), "PRECREATED");
    EXPECT_EQ(detail(*row, "volumeName"), "data");
    EXPECT_EQ(detail(*row, "roleArn"), "arn:aws:iam::123456789012:role/ebs");
    EXPECT_EQ(detail(*row, "deleteOnTermination"), "true");
    EXPECT_EQ(detail(*row, "volumeId"), "");
    report_attached(*row);
    EXPECT_EQ(status_of_volume(*row), "ATTACHED");
    EXPECT_EQ(detail(*row, "volumeId"), row->volume->volume_id);
    EXPECT_EQ(find_task(row->id)->status, TaskStatus::Pending);
    report(*row, R"("status":"RUNNING","containers":[{"containerName":"app","status":"RUNNING"}])");
    report(*row, R"("containers":[{"containerName":"app","status":"STOPPED","exitCode":0}])");
    EXPECT_EQ(status_of_volume(*row), "DETACHING");
    EXPECT_EQ(find_task(row->id)->status, TaskStatus::Deprovisioning);
    report(*row, R"("status":"STOPPED")");
    EXPECT_EQ(status_of_volume(*row), "DELETED");
}

TEST_F(TaskVolumesTest, AVolumeThatIsKeptIsDetached) {
    const auto row = only_task(run_with(kKept));
    EXPECT_EQ(detail(*row, "deleteOnTermination"), "false");
    report_attached(*row);
    report(*row, R"("status":"STOPPED")");
    EXPECT_EQ(status_of_volume(*row), "DETACHED");
}

TEST_F(TaskVolumesTest, OneThatWasNeverMadeIsNotKept) {
    const auto row = only_task(run_with(kKept));
    report(*row, R"("status":"STOPPED","reason":"ResourceInitializationError: no such secret")");
    EXPECT_EQ(status_of_volume(*row), "DELETED");
    EXPECT_EQ(detail(*row, "volumeId"), "") << "nothing is under that id";
}

TEST_F(TaskVolumesTest, OneOfATaskThatWasEndedEndsWhenItsMachineSaysSo) {
    const auto end = [this](const TaskRow& row) {
        put_task(end_task(*find_task(row.id), std::nullopt, "its host is gone", loop_.now()));
        EXPECT_EQ(status_of_volume(row), "DETACHING") << "it may be mounted yet";
        EXPECT_TRUE(find_task(row.id)->holds_attachment());
    };
    const auto unheard_of = only_task(run_with(kKept));
    end(*unheard_of);
    EXPECT_EQ(detail(*unheard_of, "volumeId"), "");
    report(*unheard_of, R"("status":"STOPPED")");
    EXPECT_EQ(status_of_volume(*unheard_of), "DELETED");
    EXPECT_FALSE(find_task(unheard_of->id)->holds_attachment());
    const std::int64_t version = find_task(unheard_of->id)->version;
    report(*unheard_of, R"("status":"STOPPED","reason":"again")");
    EXPECT_EQ(find_task(unheard_of->id)->version, version);

    const auto attached = only_task(run_with(kKept));
    report_attached(*attached);
    end(*attached);
    report(*attached, R"("status":"STOPPED")");
    EXPECT_EQ(status_of_volume(*attached), "DETACHED");
    EXPECT_EQ(detail(*attached, "volumeId"), attached->volume->volume_id);

    const auto told_late = only_task(run_with(kKept));
    end(*told_late);
    report_attached(*told_late);
    EXPECT_EQ(status_of_volume(*told_late), "DETACHING");
    report(*told_late, R"("status":"STOPPED")");
    EXPECT_EQ(status_of_volume(*told_late), "DETACHED") << "it was made all the same";
}

TEST_F(TaskVolumesTest, AVolumeThatCannotBeMadeSaysWhy) {
    const auto row = only_task(run_with(R"("sizeInGiB":5)"));
    const std::string why = "ResourceInitializationError: failed to attach volume " +
                            row->volume->volume_id + ": no loop device is free";
    report(*row, R"("status":"STOPPED","reason":")" + why + "\"");
    EXPECT_EQ(status_of_volume(*row), "FAILED");
    EXPECT_EQ(detail(*row, "statusReason"), why);
    EXPECT_EQ(find_task(row->id)->stopped_reason, why);
}

TEST_F(TaskVolumesTest, WhatTheRequestAndTheDefinitionSayMustMatch) {
    EXPECT_EQ(
        outcome(run(&run_task, R"({"taskDefinition":"web"})")),
        "InvalidParameterException: The volume 'data' of your Task Definition is configured at "
        "launch, and your request has no volumeConfigurations for it."
    );
    EXPECT_EQ(
        outcome(
            run(&run_task,
                R"({"taskDefinition":"web","volumeConfigurations":[{"name":"other",
                "managedEBSVolume":{"roleArn":"r","sizeInGiB":1}}]})")
        ),
        "InvalidParameterException: The volume name 'other' in your request does not have a "
        "matching volume in your Task Definition"
    );
}

TEST_F(TaskVolumesTest, WhatEc2WouldNotMakeIsRefusedInItsWords) {
    EXPECT_EQ(
        fault(R"("encrypted":true)"),
        "'MissingParameter' error from AmazonEC2: \"The request must contain the parameter size or "
        "snapshotId\""
    );
    EXPECT_EQ(
        fault(R"("snapshotId":"snap-1")"),
        "'InvalidSnapshot.NotFound' error from AmazonEC2: \"The snapshot 'snap-1' does not exist.\""
    );
    EXPECT_EQ(
        fault(R"("sizeInGiB":100,"volumeType":"st1")"),
        "'InvalidParameterValue' error from AmazonEC2: \"Volume of 100GiB is too small for volume "
        "type st1; minimum is 125GiB.\""
    );
    EXPECT_EQ(
        fault(R"("sizeInGiB":20000)"),
        "'InvalidParameterValue' error from AmazonEC2: \"Volume of 20000GiB is too large for "
        "volume type gp3; maximum is 16384GiB.\""
    );
    EXPECT_EQ(
        fault(R"("sizeInGiB":10,"iops":100)"),
        "'InvalidParameterValue' error from AmazonEC2: \"Volume iops of 100 is too low; minimum is "
        "3000.\""
    );
    EXPECT_EQ(
        fault(R"("sizeInGiB":10,"volumeType":"io1")"),
        "'MissingParameter' error from AmazonEC2: \"The request must contain the parameter iops\""
    );
    EXPECT_NE(fault(R"("sizeInGiB":10,"volumeType":"gp2","throughput":200)"), "ok");
    EXPECT_NE(fault(R"("sizeInGiB":10,"volumeType":"gp9")"), "ok");
    EXPECT_NE(fault(R"("sizeInGiB":10,"filesystemType":"ntfs")"), "ok");
    EXPECT_NE(
        fault(R"("sizeInGiB":10,"tagSpecifications":[{"resourceType":"volume","tags":[
            {"key":"AmazonECSManaged","value":"x"}]}])"),
        "ok"
    );
    EXPECT_EQ(
        verdict(R"("sizeInGiB":10,"iops":4000,"throughput":200,"filesystemType":"ext4")"), "ok"
    );
}

TEST_F(TaskVolumesTest, OnlyMachinesThatMakeDisksAreChosen) {
    put_instance(instance());
    const auto output = run_with(R"("sizeInGiB":5)");
    ASSERT_TRUE(output);
    EXPECT_TRUE(output->tasks->empty());
    EXPECT_EQ(output->failures->front().reason, "ATTRIBUTE");
}

TEST_F(TaskVolumesTest, AServiceKeepsAndShowsThem) {
    const std::string volumes =
        R"("volumeConfigurations":[{"name":"data","managedEBSVolume":{"roleArn":"r",)"
        R"("sizeInGiB":3}}])";
    EXPECT_NE(
        outcome(
            run(&create_service, R"({"serviceName":"s","taskDefinition":"web","desiredCount":1})")
        ),
        "ok"
    );
    const auto made =
        run(&create_service,
            R"({"serviceName":"s","taskDefinition":"web","desiredCount":1,)" + volumes + "}");
    ASSERT_TRUE(made) << outcome(made);
    const auto& shown = *made->service->deployments->front().volume_configurations;
    EXPECT_EQ(shown.front().managed_ebs_volume->size_in_gib, 3);
    const auto same = run(&update_service, R"({"service":"s","desiredCount":2})");
    EXPECT_EQ(same->service->deployments->size(), 1U);
    const auto other =
        run(&update_service,
            R"({"service":"s","volumeConfigurations":[{"name":"data","managedEBSVolume":)"
            R"({"roleArn":"r","sizeInGiB":4}}]})");
    ASSERT_TRUE(other) << outcome(other);
    EXPECT_EQ(other->service->deployments->size(), 2U);
    EXPECT_NE(outcome(run(&update_service, R"({"service":"s","volumeConfigurations":[]})")), "ok");
}

TEST_F(TaskVolumesTest, AServiceOfADeregisteredRevisionHasThemCheckedToo) {
    const auto managed = [](std::string_view name, int size) {
        return fmt::format(
            R"("volumeConfigurations":[{{"name":"{}","managedEBSVolume":{{"roleArn":"r",)"
            R"("sizeInGiB":{}}}}}])",
            name,
            size
        );
    };
    const auto made = run(
        &create_service,
        R"({"serviceName":"s","taskDefinition":"web","desiredCount":1,)" + managed("data", 3) + "}"
    );
    ASSERT_TRUE(made) << outcome(made);
    TaskDefinitionRow gone = web();
    gone.definition.volumes = {{{.name = "data", .configured_at_launch = true}}};
    gone.definition.status = api::ecs::TaskDefinitionStatus::Inactive;
    put_definition(gone);
    const auto verdict_of = [this](const std::string& volumes) {
        return outcome(run(&update_service, R"({"service":"s",)" + volumes + "}"));
    };
    EXPECT_TRUE(verdict_of(managed("nope", 4)).starts_with("InvalidParameterException: The volume")
    );
    EXPECT_TRUE(verdict_of(managed("data", -5)).starts_with(kWrong));
    EXPECT_TRUE(verdict_of(R"("volumeConfigurations":[])")
                    .starts_with("InvalidParameterException: The volume"));
    EXPECT_EQ(verdict_of(managed("data", 4)), "ok");
    EXPECT_EQ(verdict_of(R"("forceNewDeployment":true)"), "ok");
}

}  // namespace
}  // namespace gantry::ecs
