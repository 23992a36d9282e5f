// The ring of keys follows IAM's rows, whatever becomes of the journal.
#include <gtest/gtest.h>

#include <string>

#include "api/iam/create_access_key_response.h"
#include "service/test_world.h"
#include "services/all.h"
#include "services/iam/service.h"
#include "wire/json_codec.h"

namespace gantry {
namespace {

class AccessKeys : public testing::Test {
  protected:
    AccessKeys() {
        world_.registry().get<iam::Instance>().start();
        EXPECT_TRUE(iam("CreateUser", R"({"UserName":"ann"})"));
    }

    Result<std::string> iam(const std::string& operation, std::string body) {
        return world_.run_json(root_, "iam", operation, std::move(body));
    }
    std::string make_key() {
        const auto answer = iam("CreateAccessKey", R"({"UserName":"ann"})");
        const auto made = wire::decode_json<api::iam::CreateAccessKeyResponse>(answer.value());
        return made.value().access_key->access_key_id.value();
    }
    Result<std::string> remove_key(const std::string& id) {
        return iam("DeleteAccessKey", R"({"UserName":"ann","AccessKeyId":")" + id + "\"}");
    }

    service::TestWorld world_{all_services()};
    aws::Caller root_{
        {"123456789012", "us-east-1"}, aws::root_arn({"123456789012", "us-east-1"}), "", {}
    };
};

TEST_F(AccessKeys, OpenUntilTheyAreDeleted) {
    const std::string id = make_key();
    EXPECT_TRUE(world_.keys.find(id));
    EXPECT_TRUE(remove_key(id));
    EXPECT_FALSE(world_.keys.find(id));
}

TEST_F(AccessKeys, OpenNothingOnceTheirRowIsGoneWithoutAWord) {
    const std::string id = make_key();
    const std::string other = make_key();
    world_.disk->fail_next_append_after();
    EXPECT_FALSE(remove_key(id));  // nobody knows; then the rows are read again
    EXPECT_EQ(remove_key(id).error().code, "NoSuchEntityException");
    EXPECT_FALSE(world_.keys.find(id));
    EXPECT_TRUE(world_.keys.find(other));
}

TEST_F(AccessKeys, SayWhenTheyWereLastUsed) {
    const std::string id = make_key();
    const auto last_use = [&] {
        return iam("GetAccessKeyLastUsed", R"({"AccessKeyId":")" + id + "\"}").value();
    };
    EXPECT_EQ(
        last_use(), R"({"UserName":"ann","AccessKeyLastUsed":{"ServiceName":"N/A","Region":"N/A"}})"
    );
    const aws::Caller ann{
        {"123456789012", "eu-west-1"}, "arn:aws:iam::123456789012:user/ann", id, {}
    };
    EXPECT_FALSE(world_.run_json(ann, "ecs", "ListClusters", "{}"));  // tried is used
    EXPECT_NE(last_use().find(R"("LastUsedDate":)"), std::string::npos);
    EXPECT_NE(last_use().find(R"("ServiceName":"ecs","Region":"eu-west-1")"), std::string::npos);
}

TEST_F(AccessKeys, StayWhereTheirDeletionWasLost) {
    const std::string id = make_key();
    world_.disk->fail_next_append_before();
    EXPECT_FALSE(remove_key(id));
    EXPECT_TRUE(world_.keys.find(id));
}

}  // namespace
}  // namespace gantry
