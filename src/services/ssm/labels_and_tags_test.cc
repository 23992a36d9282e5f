#include "services/ssm/test_support.h"

namespace gantry::ssm {
namespace {

class LabelsTest : public SsmTest {
  protected:
    std::string label(int version, const std::string& labels) {
        return run(
            "LabelParameterVersion",
            R"({"Name":"a","ParameterVersion":)" + std::to_string(version) + R"(,"Labels":[)" +
                labels + "]}"
        );
    }
    std::vector<std::string> labels_of(int version) {
        return rows()
            .versions.find("123456789012/us-east-1/a:000000000" + std::to_string(version))
            ->labels;
    }
    using Labels = std::vector<std::string>;
};

TEST_F(LabelsTest, ALabelIsAtOneVersion) {
    put("a", "1");
    put("a", "2");
    EXPECT_EQ(label(1, R"("x","y")"), R"({"InvalidLabels":[],"ParameterVersion":1})");
    EXPECT_EQ(label(2, R"("y","z")"), R"({"InvalidLabels":[],"ParameterVersion":2})");
    EXPECT_EQ(labels_of(1), Labels{"x"});
    EXPECT_EQ(labels_of(2), (Labels{"y", "z"}));
    EXPECT_EQ(
        run("LabelParameterVersion", R"({"Name":"a","Labels":["x"]})"),
        R"({"InvalidLabels":[],"ParameterVersion":2})"
    );
    EXPECT_EQ(labels_of(1), Labels{});
    EXPECT_EQ(
        run("UnlabelParameterVersion", R"({"Name":"a","ParameterVersion":2,"Labels":["x","q"]})"),
        R"({"RemovedLabels":["x"],"InvalidLabels":["q"]})"
    );
    EXPECT_EQ(labels_of(2), (Labels{"y", "z"}));
}

TEST_F(LabelsTest, SomeAreNone) {
    put("a", "1");
    EXPECT_EQ(
        label(1, R"("1x","AWSx","ssm","a b","good")"),
        R"({"InvalidLabels":["1x","AWSx","ssm","a b"],"ParameterVersion":1})"
    );
    EXPECT_EQ(labels_of(1), Labels{"good"});
    EXPECT_EQ(
        label(1, R"("b","c","d","e","f","g","h","i","j","k")"),
        "ParameterVersionLabelLimitExceeded: A parameter version can have maximum 10 labels. Move "
        "one or more labels to another version and try again."
    );
    EXPECT_EQ(
        label(2, R"("x")"),
        "ParameterVersionNotFound: Systems Manager could not find version 2 of a. Verify the "
        "version and try again."
    );
    EXPECT_EQ(
        run("LabelParameterVersion", R"({"Name":"b","Labels":["x"]})"),
        "ParameterNotFound: Parameter b not found."
    );
}

TEST_F(LabelsTest, WhatChangesNothingLeavesNoRecord) {
    put("a", "1");
    label(1, R"("x")");
    const auto before = world_.core().applied();
    label(1, R"("x")");
    run("AddTagsToResource", R"({"ResourceType":"Parameter","ResourceId":"a","Tags":[]})");
    EXPECT_EQ(world_.core().applied(), before);
}

class SsmTagsTest : public SsmTest {
  protected:
    std::string of(const std::string& operation, const std::string& more, std::string id = "a") {
        return run(
            operation, R"({"ResourceType":"Parameter","ResourceId":")" + id + "\"" + more + "}"
        );
    }
};

TEST_F(SsmTagsTest, AddedListedAndRemoved) {
    run("PutParameter",
        R"({"Name":"a","Type":"String","Value":"v","Tags":[{"Key":"k","Value":"v"}]})");
    EXPECT_EQ(
        of("AddTagsToResource", R"(,"Tags":[{"Key":"k","Value":"w"},{"Key":"l","Value":""}])"), "{}"
    );
    EXPECT_EQ(
        of("ListTagsForResource", ""),
        R"({"TagList":[{"Key":"k","Value":"w"},{"Key":"l","Value":""}]})"
    );
    EXPECT_EQ(of("RemoveTagsFromResource", R"(,"TagKeys":["k","none"])"), "{}");
    EXPECT_EQ(of("ListTagsForResource", ""), R"({"TagList":[{"Key":"l","Value":""}]})");
    EXPECT_EQ(of("ListTagsForResource", "", "b"), "InvalidResourceId: Invalid Resource Id");
    EXPECT_TRUE(run("ListTagsForResource", R"({"ResourceType":"Document","ResourceId":"a"})")
                    .starts_with("UnsupportedOperation"));
}

TEST_F(SsmTagsTest, AreChecked) {
    put("a", "v");
    EXPECT_EQ(
        of("AddTagsToResource", R"(,"Tags":[{"Key":"aws:x","Value":""}])"),
        "ValidationException: aws: prefixed tag key names are not allowed for external use."
    );
    std::string tags;
    for (int i = 0; i < 51; ++i) {
        tags += (i > 0 ? "," : "") + (R"({"Key":"k)" + std::to_string(i) + R"(","Value":""})");
    }
    EXPECT_TRUE(of("AddTagsToResource", ",\"Tags\":[" + tags + "]").starts_with("TooManyTagsError")
    );
}

TEST_F(SsmTagsTest, ThatAreThereAlreadyMayBeAnything) {
    put("a", "v");
    const auto& [key, row] = *rows().parameters.rows().begin();
    core::Transaction tx;
    tx.update(rows().parameters, key, [](ParameterRow& it) {
        it.tags = {{.key = "AWS:team", .value = "red"}};
        for (int i = 0; i < 48; ++i) it.tags.push_back({.key = std::to_string(i), .value = ""});
    });
    world_.commit(std::move(tx));
    EXPECT_EQ(of("AddTagsToResource", R"(,"Tags":[{"Key":"k","Value":"v"}])"), "{}");
    EXPECT_TRUE(of("AddTagsToResource", R"(,"Tags":[{"Key":"AWS:team","Value":"v"}])")
                    .starts_with("ValidationException: aws: prefixed"));
    EXPECT_TRUE(of("AddTagsToResource", R"(,"Tags":[{"Key":"l","Value":"v"}])")
                    .starts_with("TooManyTagsError"));
}

}  // namespace
}  // namespace gantry::ssm
