// Container instances of machines that joined by an activation (ECS Anywhere).
#include <array>
#include <memory>
#include <string>

#include "services/ecs/api/test_support.h"
#include "services/ssm/model/names.h"
#include "services/ssm/service.h"

namespace gantry::ecs {
namespace {

class JoinedMachines : public testing::Test {
  protected:
    JoinedMachines() {
        for (const char* id : {"mi-1", "mi-2"}) {
            core::Transaction tx;
            tx.put(machines(), ssm::id_key(scope_, id), ssm::ManagedInstanceRow{.id = id});
            world_.commit(std::move(tx));
        }
        EXPECT_EQ(run(root(), "CreateCluster", R"({"clusterName":"edge"})"), "ok");
    }

    aws::Caller root() const { return {scope_, aws::root_arn(scope_), "", {}}; }
    aws::Caller machine(const std::string& id) const {
        const auto session = std::make_shared<aws::Session>();
        session->given_for = ssm::managed_instance_arn(scope_, id);
        return {scope_, "arn:aws:sts::123456789012:assumed-role/Edge/" + id, "", session};
    }
    /// @return "ok" or "Code: message"
    std::string run(const aws::Caller& caller, const char* operation, const std::string& body) {
        return outcome(world_.run_json(caller, "ecs", operation, body));
    }
    /// @param members beside the resources
    std::string register_by(const aws::Caller& caller, const std::string& members) {
        return run(
            caller,
            "RegisterContainerInstance",
            R"({"totalResources":[{"name":"CPU","type":"INTEGER","integerValue":1024},)"
            R"({"name":"MEMORY","type":"INTEGER","integerValue":512}],)" +
                members + "}"
        );
    }
    /// The newest that registered, once it did.
    ContainerInstanceRow only() const {
        const auto& all = tables().container_instances.rows();
        EXPECT_EQ(all.size(), 1U);
        return *all.begin()->second;
    }
    std::string register_again(const std::string& id) {
        return register_by(
            machine(id), R"("cluster":"edge","containerInstanceArn":")" + only().arn() + "\""
        );
    }
    void deregister(const char* id) {
        core::Transaction tx;
        tx.erase(machines(), ssm::id_key(scope_, id));
        world_.commit(std::move(tx));
    }
    const Tables& tables() const { return world_.registry().get<Instance>().rows(); }
    const core::Table<ssm::ManagedInstanceRow>& machines() const {
        return world_.registry().get<ssm::Instance>().rows().managed_instances;
    }

    const aws::Scope scope_{"123456789012", "us-east-1"};
    const std::array<const service::Service*, 3> services_{
        &service(), &ec2::service(), &ssm::service()
    };
    service::TestWorld world_{services_};
    const std::string gone_ = "InvalidParameterException: ";
};

TEST_F(JoinedMachines, AreExternalWhateverTheySay) {
    ASSERT_EQ(register_by(machine("mi-1"), R"("cluster":"edge")"), "ok");
    EXPECT_TRUE(only().attribute("ecs.capability.external"));
    EXPECT_EQ(only().ec2_instance_id, "mi-1");
    ASSERT_EQ(register_again("mi-1"), "ok");
    EXPECT_TRUE(only().attribute("ecs.capability.external"));
}

TEST_F(JoinedMachines, AreNotOfThePoolOfFargate) {
    const std::string pool =
        R"("cluster":"gantry.fargate","attributes":[{"name":"gantry.pool.fargate"}])";
    EXPECT_NE(register_by(machine("mi-1"), pool), "ok");
    EXPECT_TRUE(tables().container_instances.rows().empty());
    EXPECT_EQ(register_by(root(), pool), "ok") << "others are";
}

TEST_F(JoinedMachines, DoNotTakeWhatIsAnothers) {
    ASSERT_EQ(register_by(machine("mi-1"), R"("cluster":"edge")"), "ok");
    EXPECT_TRUE(register_again("mi-2").starts_with(gone_));
    EXPECT_EQ(only().ec2_instance_id, "mi-1");
}

TEST_F(JoinedMachines, DoNotTakeWhatIsAwss) {
    ASSERT_EQ(register_by(root(), R"("cluster":"edge")"), "ok");
    EXPECT_TRUE(register_again("mi-1").starts_with(gone_));
    EXPECT_FALSE(only().attribute("ecs.capability.external"));
}

TEST_F(JoinedMachines, DoNotTakeWhatIsExternalAndNeverJoined) {
    ASSERT_EQ(
        register_by(
            root(), R"("cluster":"edge","attributes":[{"name":"ecs.capability.external"}])"
        ),
        "ok"
    );
    const std::string id = only().ec2_instance_id;
    EXPECT_TRUE(id.starts_with("mi-")) << "one that Systems Manager never had";
    EXPECT_TRUE(register_again("mi-1").starts_with(gone_));
    EXPECT_EQ(only().ec2_instance_id, id);
}

TEST_F(JoinedMachines, ThatJoinAnewHaveTheirInstanceUnderTheNewId) {
    ASSERT_EQ(register_by(machine("mi-1"), R"("cluster":"edge")"), "ok");
    deregister("mi-1");
    ContainerInstanceRow row = only();
    row.agent_connected = true;
    const auto put = [&] {
        core::Transaction tx;
        tx.put(tables().container_instances, row.key(), row);
        world_.commit(std::move(tx));
    };
    put();
    EXPECT_NE(register_again("mi-2").find("still connected; try again"), std::string::npos);
    EXPECT_EQ(only().ec2_instance_id, "mi-1");
    row.agent_connected = false;
    put();
    EXPECT_EQ(register_again("mi-2"), "ok");
    EXPECT_EQ(only().ec2_instance_id, "mi-2");
    EXPECT_NE(register_again("mi-1"), "ok") << "its session has ended";
}

}  // namespace
}  // namespace gantry::ecs
