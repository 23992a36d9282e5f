#include "services/ecs/api/attributes.h"

#include <gtest/gtest.h>

#include <string>

#include "services/ecs/api/test_support.h"

namespace gantry::ecs {
namespace {

class Attributes : public ApiTest {
  protected:
    Attributes() {
        EXPECT_TRUE(run_json("CreateCluster", "{}"));
        instance_.account = scope_.account;
        instance_.region = scope_.region;
        instance_.cluster = "default";
        instance_.id = ids_.hex32();
        instance_.attributes = {{.name = "ecs.os-type", .value = "linux"}};
        put(tables_.container_instances, instance_.key(), instance_);
    }

    std::string put_one(const std::string& name, const std::string& value) {
        return outcome(
            run(&put_attributes,
                R"({"attributes":[{"name":")" + name + R"(","value":")" + value +
                    R"(","targetId":")" + instance_.arn() + R"("}]})")
        );
    }
    std::size_t count(const std::string& filter) {
        const auto output =
            run(&list_attributes, R"({"targetType":"container-instance")" + filter + "}");
        EXPECT_TRUE(output) << outcome(output);
        return output->attributes->size();
    }

    ContainerInstanceRow instance_;
};

TEST_F(Attributes, PutReplacesByName) {
    EXPECT_EQ(put_one("rack", "1"), "ok");
    EXPECT_EQ(put_one("rack", "2"), "ok");
    const auto row = tables_.container_instances.find(instance_.key());
    EXPECT_EQ(row->attribute("rack"), "2");
    EXPECT_EQ(row->attributes.size(), 2U);
    EXPECT_GT(row->version, instance_.version);
}

TEST_F(Attributes, ListsByNameAndValue) {
    EXPECT_EQ(put_one("rack", "1"), "ok");
    EXPECT_EQ(count(""), 2U);
    EXPECT_EQ(count(R"(,"attributeName":"rack")"), 1U);
    EXPECT_EQ(count(R"(,"attributeName":"rack","attributeValue":"2")"), 0U);
    EXPECT_EQ(
        outcome(run(&list_attributes, R"({"targetType":"container-instance","attributeValue":"1"})")
        ),
        "InvalidParameterException: An attribute name must be specified with an attribute value."
    );
    const auto output =
        run(&list_attributes, R"({"targetType":"container-instance","attributeName":"rack"})");
    EXPECT_EQ(output->attributes->at(0).target_id, instance_.arn());
    EXPECT_EQ(output->attributes->at(0).target_type, api::ecs::TargetType::ContainerInstance);
}

TEST_F(Attributes, DeletesByNameAndByValue) {
    EXPECT_EQ(put_one("rack", "1"), "ok");
    const std::string target = R"(","targetType":"container-instance","targetId":")";
    ASSERT_TRUE(
        run(&delete_attributes,
            R"({"attributes":[{"name":"rack","value":"9)" + target + instance_.id + R"("}]})")
    );
    EXPECT_EQ(count(R"(,"attributeName":"rack")"), 1U) << "another value";
    ASSERT_TRUE(run(
        &delete_attributes, R"({"attributes":[{"name":"rack)" + target + instance_.id + R"("}]})"
    ));
    EXPECT_EQ(count(R"(,"attributeName":"rack")"), 0U);
}

TEST_F(Attributes, TenAreEnough) {
    for (int i = 0; i < 10; ++i) EXPECT_EQ(put_one("n" + std::to_string(i), "v"), "ok");
    EXPECT_EQ(put_one("n3", "again"), "ok");
    const auto refused = put_one("n10", "v");
    EXPECT_TRUE(refused.starts_with("AttributeLimitExceededException: ")) << refused;
}

TEST_F(Attributes, TooManyOfBeforeCanStillBeChanged) {
    for (int i = 0; i < 11; ++i) instance_.attributes.push_back({.name = "n" + std::to_string(i)});
    put(tables_.container_instances, instance_.key(), instance_);
    EXPECT_EQ(put_one("n3", "again"), "ok");
    EXPECT_NE(put_one("n11", "v"), "ok");
}

TEST_F(Attributes, TextsHaveRules) {
    for (const std::string name :
         {"", "a b", "a:b", "ecs.mine", "com.amazonaws.ecs.capability.x"}) {
        EXPECT_NE(put_one(name, "v"), "ok") << name;
    }
    for (const std::string value : {"", " x", "x ", "a,b"}) {
        EXPECT_NE(put_one("n", value), "ok") << value;
    }
    EXPECT_EQ(put_one("n_-/.1", "a b:c@d"), "ok");
}

TEST_F(Attributes, TargetsMustBeThere) {
    const std::string id = ids_.hex32();
    EXPECT_EQ(
        run(&put_attributes,
            R"({"attributes":[{"name":"n","targetType":"container-instance","targetId":")" + id +
                R"("}]})")
            .error()
            .code,
        "TargetNotFoundException"
    );
    EXPECT_EQ(
        run(&put_attributes,
            R"({"attributes":[{"name":"n","targetId":")" + instance_.id + R"("}]})")
            .error()
            .code,
        "InvalidParameterException"
    ) << "a short id needs the target type";
    EXPECT_EQ(
        run(&put_attributes, R"({"attributes":[]})").error().code, "InvalidParameterException"
    );
}

}  // namespace
}  // namespace gantry::ecs
