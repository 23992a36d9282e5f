#include "services/ecs/api/task_definitions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "services/ecs/api/test_support.h"
#include "services/ecs/reconcile/task_definition_gc.h"

namespace gantry::ecs {
namespace {

using DefinitionStatus = api::ecs::TaskDefinitionStatus;

class TaskDefinitions : public ApiTest {
  protected:
    std::string request(const std::string& family, const std::string& more = "") {
        return R"({"family":")" + family +
               R"(","containerDefinitions":[{"name":"c","image":"nginx","memory":64}])" + more +
               "}";
    }
    std::int32_t add(const std::string& family) {
        const auto output = run(&register_task_definition, request(family));
        EXPECT_TRUE(output) << outcome(output);
        return output ? output->task_definition->revision : 0;
    }
    std::string remove(const std::string& reference) {
        return outcome(
            run(&deregister_task_definition, R"({"taskDefinition":")" + reference + R"("})")
        );
    }
    api::ecs::DeleteTaskDefinitionsResponse erase(const std::string& list) {
        const auto output = run(&delete_task_definitions, R"({"taskDefinitions":[)" + list + "]}");
        EXPECT_TRUE(output) << outcome(output);
        return output ? *output : api::ecs::DeleteTaskDefinitionsResponse{};
    }
    std::string describe(const std::string& reference) {
        const auto output =
            run(&describe_task_definition, R"({"taskDefinition":")" + reference + R"("})");
        if (!output) return outcome(output);
        return *output->task_definition->family + ":" +
               std::to_string(output->task_definition->revision);
    }
    /// The last parts of the ARNs listed.
    std::vector<std::string> list(const std::string& input) {
        const auto output = run(&list_task_definitions, input);
        EXPECT_TRUE(output) << outcome(output);
        std::vector<std::string> names;
        for (const std::string& arn : *output->task_definition_arns) {
            names.push_back(arn.substr(arn.rfind('/') + 1));
        }
        return names;
    }
    std::vector<std::string> families(const std::string& input) {
        const auto output = run(&list_task_definition_families, input);
        EXPECT_TRUE(output) << outcome(output);
        return output ? *output->families : std::vector<std::string>{};
    }
    /// The last parts of the ARNs of all pages.
    std::vector<std::string> pages(const std::string& sort, int size) {
        std::vector<std::string> names;
        std::string token;
        do {
            const auto output =
                run(&list_task_definitions,
                    R"({"sort":")" + sort + R"(","maxResults":)" + std::to_string(size) +
                        (token.empty() ? "" : R"(,"nextToken":")" + token + "\"") + "}");
            EXPECT_TRUE(output) << outcome(output);
            if (!output) return names;
            for (const std::string& arn : *output->task_definition_arns) {
                names.push_back(arn.substr(arn.rfind('/') + 1));
            }
            token = output->next_token.value_or("");
        } while (!token.empty());
        return names;
    }
    /// What the controller does, in one go.
    void collect_garbage() {
        TaskDefinitionGc gc(tables_);
        std::vector<std::string> keys;
        gc.all_keys([&keys](std::string key) { keys.push_back(std::move(key)); });
        for (const std::string& key : keys) commit(gc.plan(key, loop_.now()).changes);
    }
};

using Names = std::vector<std::string>;

TEST_F(TaskDefinitions, AnAnswerHasTheMembersOfAmazonEcs) {
    EXPECT_EQ(
        *run_json("RegisterTaskDefinition", request("web", R"(,"tags":[{"key":"a","value":"1"}])")),
        R"({"taskDefinition":{"taskDefinitionArn":)"
        R"("arn:aws:ecs:us-east-1:123456789012:task-definition/web:1",)"
        R"("containerDefinitions":[{"name":"c","image":"nginx","cpu":0,"memory":64,)"
        R"("portMappings":[],"essential":true,"environment":[],"mountPoints":[],"volumesFrom":[],)"
        R"("systemControls":[]}],"family":"web","revision":1,"volumes":[],"status":"ACTIVE",)"
        R"("requiresAttributes":[],"placementConstraints":[],)"
        R"("compatibilities":["EXTERNAL","EC2"],"registeredAt":1767225600,)"
        R"("registeredBy":"arn:aws:iam::123456789012:user/tester"},)"
        R"("tags":[{"key":"a","value":"1"}]})"
    );
}

TEST_F(TaskDefinitions, RevisionsOnlyGrow) {
    EXPECT_EQ(add("web"), 1);
    EXPECT_EQ(add("web"), 2);
    EXPECT_EQ(remove("web:2"), "ok");
    erase(R"("web:2")");
    collect_garbage();
    EXPECT_EQ(describe("web:2"), "ClientException: Unable to describe task definition.");
    EXPECT_EQ(add("web"), 3) << "numbers never return";
    EXPECT_EQ(add("other"), 1);
}

TEST_F(TaskDefinitions, RefusalsAreClientExceptions) {
    EXPECT_EQ(
        outcome(run_json("RegisterTaskDefinition", R"({"family":"web"})")),
        "ClientException: Container list cannot be empty."
    );
    EXPECT_EQ(
        outcome(run_json("RegisterTaskDefinition", "{}")),
        "ClientException: Family can not be blank."
    );
    EXPECT_EQ(
        run_json("RegisterTaskDefinition", request("web", R"(,"networkMode":"carrier-pigeon")"))
            .error()
            .code,
        "ClientException"
    );
    EXPECT_EQ(
        outcome(run(&register_task_definition, request("web", R"(,"tags":[{"key":"a,b"}])"))),
        "ClientException: Some tags contain invalid characters. Valid characters: UTF-8 letters, "
        "spaces, numbers and _ . / = + - : @."
    );
    EXPECT_EQ(
        outcome(run(&register_task_definition, request("web", R"(,"tags":[])"))),
        "ClientException: Tags can not be empty."
    );
    EXPECT_EQ(tables_.families.size(), 0U) << "a refused registration takes no number";
}

TEST_F(TaskDefinitions, AreDescribedByFamilyRevisionAndArn) {
    add("web");
    add("web");
    add("web");
    EXPECT_EQ(remove("web:3"), "ok");
    EXPECT_EQ(describe("web"), "web:2");
    EXPECT_EQ(describe("web:3"), "web:3") << "in any status";
    EXPECT_EQ(describe(task_definition_arn(scope_, "web", 1)), "web:1");
    for (const std::string reference : {"nothing", "web:9", "web:0", ""}) {
        EXPECT_EQ(describe(reference), "ClientException: Unable to describe task definition.");
    }
}

TEST_F(TaskDefinitions, ARevisionIsANumber) {
    const std::string invalid = "ClientException: Invalid revision number. Number: ";
    EXPECT_EQ(describe("web:foo"), invalid + "foo");
    EXPECT_EQ(describe("web:"), invalid);
    EXPECT_EQ(
        describe("arn:aws:ecs:us-east-1:123456789012:task-definition/web:foo"), invalid + "foo"
    );
    EXPECT_EQ(remove("web:foo"), invalid + "foo");
    EXPECT_EQ(
        *erase(R"("web:foo")").failures,
        (std::vector<api::ecs::Failure>{
            {.arn = "web:foo", .reason = "Invalid revision number. Number: foo"}
        })
    );
    EXPECT_EQ(describe("we b:foo"), "ClientException: Unable to describe task definition.");
}

TEST_F(TaskDefinitions, TagsStandBesideTheDefinition) {
    ASSERT_TRUE(
        run(&register_task_definition, request("web", R"(,"tags":[{"key":"a","value":"1"}])"))
    );
    const auto with =
        run(&describe_task_definition, R"({"taskDefinition":"web","include":["TAGS"]})");
    EXPECT_EQ(with->tags->size(), 1U);
    const auto without = run(&describe_task_definition, R"({"taskDefinition":"web"})");
    EXPECT_TRUE(without->tags->empty());
}

TEST_F(TaskDefinitions, DeregisteringNeedsARevisionAndRepeatsWell) {
    add("web");
    EXPECT_EQ(remove("web"), "ClientException: Revision is missing.");
    EXPECT_EQ(remove("web:2"), "ClientException: Unable to describe task definition.");
    EXPECT_EQ(remove("web:1"), "ok");
    const auto first = tables_.task_definitions.find(task_definition_key(scope_, "web", 1));
    EXPECT_EQ(first->definition.status, DefinitionStatus::Inactive);
    EXPECT_EQ(first->definition.deregistered_at, loop_.now());
    loop_.advance(minutes{1});
    EXPECT_EQ(remove("web:1"), "ok");
    EXPECT_EQ(tables_.task_definitions.find(task_definition_key(scope_, "web", 1)), first)
        << "unchanged";
}

TEST_F(TaskDefinitions, DeletionLingersWhileSomethingUsesIt) {
    add("web");
    auto output = erase(R"("web:1")");
    EXPECT_EQ(
        output.failures->at(0).reason,
        "The specified task definition is still in ACTIVE status. Please deregister the target and "
        "try again."
    );
    EXPECT_EQ(output.failures->at(0).arn, task_definition_arn(scope_, "web", 1));
    remove("web:1");
    TaskRow task{.account = scope_.account, .region = scope_.region, .cluster = "default"};
    task.id = ids_.hex32();
    task.family = "web";
    task.revision = 1;
    put(tables_.tasks, task.key(), task);

    output = erase(R"("web:1","web:7")");
    EXPECT_EQ(output.task_definitions->at(0).status, DefinitionStatus::DeleteInProgress);
    EXPECT_EQ(output.task_definitions->at(0).delete_requested_at, loop_.now());
    EXPECT_EQ(output.failures->size(), 1U);
    collect_garbage();
    EXPECT_EQ(describe("web:1"), "web:1");
    task.status = TaskStatus::Stopped;
    put(tables_.tasks, task.key(), task);
    collect_garbage();
    EXPECT_EQ(describe("web:1"), "ClientException: Unable to describe task definition.");
}

TEST_F(TaskDefinitions, DeletionTakesOneToTenRevisions) {
    for (const std::string list :
         {"", R"("a:1","a:1","a:1","a:1","a:1","a:1","a:1","a:1","a:1","a:1","a:1")"}) {
        const auto refused = run(&delete_task_definitions, R"({"taskDefinitions":[)" + list + "]}");
        ASSERT_FALSE(refused) << list;
        EXPECT_EQ(refused.error().code, "ClientException");
    }
}

TEST_F(TaskDefinitions, ABadNameDoesNotSpoilADeletion) {
    add("web");
    remove("web:1");
    const auto output = erase(R"("web","we b:1","web:2","web:1")");
    EXPECT_EQ(output.task_definitions->size(), 1U);
    const std::string bad =
        "The specified task definition identifier is invalid. Specify a valid name or ARN and try "
        "again.";
    const std::string unknown =
        "The specified task definition does not exist. Specify a valid account, family, revision "
        "and try again.";
    EXPECT_EQ(
        *output.failures,
        (std::vector<api::ecs::Failure>{
            {.arn = "web", .reason = bad},
            {.arn = "we b:1", .reason = bad},
            {.arn = "web:2", .reason = unknown},
        })
    );
}

TEST_F(TaskDefinitions, AreListedByFamilyThenNumber) {
    for (int i = 0; i < 10; ++i) add("web");
    add("web-2");
    remove("web:1");
    EXPECT_EQ(
        list("{}"),
        (Names{
            "web:2",
            "web:3",
            "web:4",
            "web:5",
            "web:6",
            "web:7",
            "web:8",
            "web:9",
            "web:10",
            "web-2:1"
        })
    );
    EXPECT_EQ(list(R"({"familyPrefix":"web","maxResults":2})"), (Names{"web:2", "web:3"}));
    EXPECT_EQ(list(R"({"familyPrefix":"we"})"), Names{}) << "it is a whole name";
    EXPECT_EQ(list(R"({"sort":"DESC","maxResults":2})"), (Names{"web-2:1", "web:10"}));
    EXPECT_EQ(list(R"({"status":"INACTIVE"})"), (Names{"web:1"}));
}

TEST_F(TaskDefinitions, ListsGoOnFromPageToPage) {
    for (int i = 0; i < 5; ++i) add("web");
    Names all;
    std::string token;
    do {
        const auto output =
            run(&list_task_definitions,
                R"({"sort":"DESC","maxResults":2)" +
                    (token.empty() ? "" : R"(,"nextToken":")" + token + "\"") + "}");
        ASSERT_TRUE(output);
        for (const std::string& arn : *output->task_definition_arns) all.push_back(arn);
        token = output->next_token.value_or("");
    } while (!token.empty());
    EXPECT_EQ(all.size(), 5U);
    EXPECT_EQ(all.front(), task_definition_arn(scope_, "web", 5));
    EXPECT_EQ(all.back(), task_definition_arn(scope_, "web", 1));
}

TEST_F(TaskDefinitions, PagesInBothOrdersGoThroughAllFamilies) {
    for (const std::string family : {"web", "web-2", "web_2", "api", "Web"}) {
        for (int i = 0; i < 3; ++i) add(family);
        remove(family + ":2");
    }
    Names all{"Web:1", "Web:3", "api:1", "api:3", "web:1", "web:3", "web-2:1", "web-2:3"};
    all.insert(all.end(), {"web_2:1", "web_2:3"});
    for (const std::string sort : {"ASC", "DESC"}) {
        for (const int size : {1, 2, 3, 9, 10, 100}) {
            EXPECT_EQ(pages(sort, size), all) << sort << " " << size;
        }
        std::ranges::reverse(all);
    }
}

TEST_F(TaskDefinitions, FamiliesGoOnFromPageToPage) {
    for (const std::string family : {"web", "web-2", "api"}) add(family);
    const auto first = run(&list_task_definition_families, R"({"maxResults":2})");
    ASSERT_TRUE(first && first->next_token);
    EXPECT_EQ(*first->families, (Names{"api", "web"}));
    const auto second =
        run(&list_task_definition_families,
            R"({"maxResults":2,"nextToken":")" + *first->next_token + "\"}");
    ASSERT_TRUE(second);
    EXPECT_EQ(*second->families, (Names{"web-2"}));
    EXPECT_FALSE(second->next_token);
}

TEST_F(TaskDefinitions, FamiliesAreListedByPrefixAndStatus) {
    add("web");
    add("web-2");
    add("api");
    remove("web-2:1");
    EXPECT_EQ(families("{}"), (Names{"api", "web", "web-2"}));
    EXPECT_EQ(families(R"({"familyPrefix":"we"})"), (Names{"web", "web-2"}));
    EXPECT_EQ(families(R"({"familyPrefix":"web/00"})"), Names{}) << "no part of a row's key";
    EXPECT_EQ(families(R"({"status":"ACTIVE"})"), (Names{"api", "web"}));
    EXPECT_EQ(families(R"({"status":"INACTIVE"})"), (Names{"web-2"}));
    EXPECT_EQ(families(R"({"maxResults":1})"), (Names{"api"}));
}

TEST_F(TaskDefinitions, ListsCallABadParameterInvalid) {
    EXPECT_EQ(
        outcome(run(&list_task_definitions, R"({"familyPrefix":"a b"})")),
        "InvalidParameterException: family must match ^[a-zA-Z0-9\\-_]+$"
    );
    for (const std::string operation : {"ListTaskDefinitions", "ListTaskDefinitionFamilies"}) {
        EXPECT_EQ(
            run_json(operation, R"({"status":"NONE"})").error().code, "InvalidParameterException"
        );
    }
}

TEST_F(TaskDefinitions, ListsArePresentWhenEmpty) {
    EXPECT_EQ(*run_json("ListTaskDefinitions", "{}"), R"({"taskDefinitionArns":[]})");
    EXPECT_EQ(*run_json("ListTaskDefinitionFamilies", "{}"), R"({"families":[]})");
}

}  // namespace
}  // namespace gantry::ecs
