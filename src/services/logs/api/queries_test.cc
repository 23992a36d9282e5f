// Logs Insights from the outside.
#include <fmt/format.h>

#include "services/logs/api/test_support.h"

namespace gantry::logs {
namespace {

class QueriesTest : public LogsTest {
  protected:
    QueriesTest() {
        make_group_and_stream();
        put("s", now_ms() - 5'000, {"ERROR a", "INFO b", "ERROR c"});
    }

    std::string start(const std::string& query, const std::string& groups) {
        return ask(
            "StartQuery",
            fmt::format(
                R"({{{},"startTime":{},"endTime":{},"queryString":"{}"}})",
                groups,
                now_ms() / 1'000 - 60,
                now_ms() / 1'000,
                query
            )
        );
    }
    std::string results(const std::string& id, const std::string& more = "") {
        return ask("GetQueryResults", R"({"queryId":")" + id + "\"" + more + "}");
    }
};

TEST_F(QueriesTest, RunAndAreDescribed) {
    const std::string id = text_of(
        start("filter @message like 'ERROR' | display @message", R"("logGroupName":"g")"), "queryId"
    );
    ASSERT_EQ(id.size(), 36U);
    const std::string answer = results(id);
    EXPECT_TRUE(answer.starts_with(
        R"({"queryLanguage":"CWLI","results":[[{"field":"@message","value":"ERROR c"},{"field":"@ptr")"
    )) << answer;
    EXPECT_NE(
        answer.find(R"("statistics":{"recordsMatched":2,"recordsScanned":3,)"), std::string::npos
    ) << answer;
    EXPECT_NE(answer.find(R"("status":"Complete")"), std::string::npos);
    const std::string page = results(id, R"(,"maxItems":1)");
    EXPECT_NE(page.find("ERROR c"), std::string::npos);
    EXPECT_NE(
        results(id, R"(,"maxItems":1,"nextToken":")" + text_of(page, "nextToken") + "\"")
            .find("ERROR a"),
        std::string::npos
    );
    EXPECT_EQ(text_of(ask("DescribeQueries", R"({"logGroupName":"g"})"), "queryId"), id);
    EXPECT_EQ(ask("DescribeQueries", R"({"status":"Running"})"), R"({"queries":[]})");
    EXPECT_EQ(
        ask("StopQuery", R"({"queryId":")" + id + "\"}"),
        "InvalidParameterException: Provided query with ID " + id + " is not running"
    );
    EXPECT_EQ(results("x"), "ResourceNotFoundException: The specified query does not exist.");
}

TEST_F(QueriesTest, APageEndsBeforeItIsTooLarge) {
    const std::string large(600UL << 10, 'x');
    for (const char* sign : {"1", "2", "3"}) put("s", now_ms(), {sign + large});
    const std::string id =
        text_of(start("filter @message like 'xx'", R"("logGroupName":"g")"), "queryId");
    std::string token;
    for (const char* sign : {"3", "2", "1"}) {
        const std::string page =
            results(id, token.empty() ? "" : R"(,"nextToken":")" + token + "\"");
        EXPECT_LT(page.size(), 700UL << 10);
        EXPECT_NE(page.find(sign + std::string("xx")), std::string::npos);
        token = text_of(page, "nextToken");
        EXPECT_EQ(token.empty(), sign[0] == '1');
    }
}

TEST_F(QueriesTest, OverSeveralGroups) {
    must("CreateLogGroup", R"({"logGroupName":"h"})");
    must("CreateLogStream", R"({"logGroupName":"h","logStreamName":"t"})");
    must(
        "PutLogEvents",
        fmt::format(
            R"({{"logGroupName":"h","logStreamName":"t","logEvents":[{{"timestamp":{},"message":"x"}}]}})",
            now_ms()
        )
    );
    const std::string id = text_of(
        start("stats count(*) as n by @log", R"("logGroupIdentifiers":["g","h"])"), "queryId"
    );
    const std::string answer = results(id);
    EXPECT_NE(
        answer.find(R"([{"field":"@log","value":"123456789012:g"},{"field":"n","value":"3"}])"),
        std::string::npos
    ) << answer;
    EXPECT_NE(
        answer.find(R"([{"field":"@log","value":"123456789012:h"},{"field":"n","value":"1"}])"),
        std::string::npos
    );
}

TEST_F(QueriesTest, AreRefused) {
    EXPECT_EQ(
        start("nonsense", R"("logGroupName":"g")"),
        "MalformedQueryException: unexpected symbol found nonsense at line 1 and position 1"
    );
    EXPECT_EQ(start("fields a", R"("logGroupName":"x")"), kNoGroup);
    EXPECT_TRUE(start("fields a", R"("logGroupName":"g","logGroupNames":["g"])")
                    .starts_with("InvalidParameterException"));
    EXPECT_TRUE(start("fields a", R"("logGroupName":"g","queryLanguage":"SQL")")
                    .starts_with("InvalidOperationException"));
}

TEST_F(QueriesTest, Definitions) {
    const std::string id = text_of(
        ask("PutQueryDefinition", R"({"name":"n","queryString":"fields a","logGroupNames":["g"]})"),
        "queryDefinitionId"
    );
    ASSERT_EQ(id.size(), 36U);
    must(
        "PutQueryDefinition",
        R"({"name":"m","queryString":"fields b","queryDefinitionId":")" + id + "\"}"
    );
    const std::string all = ask("DescribeQueryDefinitions", "{}");
    EXPECT_EQ(all_of(all, "name"), "m") << all;
    EXPECT_EQ(
        ask("DescribeQueryDefinitions", R"({"queryDefinitionNamePrefix":"n"})"),
        R"({"queryDefinitions":[]})"
    );
    EXPECT_EQ(
        ask("DeleteQueryDefinition", R"({"queryDefinitionId":")" + id + "\"}"),
        R"({"success":true})"
    );
    EXPECT_EQ(
        ask("DeleteQueryDefinition", R"({"queryDefinitionId":")" + id + "\"}"),
        "ResourceNotFoundException: The specified query definition does not exist."
    );
}

}  // namespace
}  // namespace gantry::logs
