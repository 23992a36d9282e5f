#include "agent/endpoint/ask.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "agent/endpoint/introspection.h"
#include "agent/endpoint/metadata.h"
#include "agent/endpoint/protection.h"
#include "base/source_limits.h"

namespace gantry::agent::endpoint {
namespace {

using testing::HasSubstr;

Ask asked(std::string_view method, std::string_view target) {
    const auto read = read_ask(method, target);
    const auto* ask = std::get_if<Ask>(&read);
    if (ask != nullptr) return *ask;
    ADD_FAILURE() << method << " " << target << " → " << std::get<Answer>(read).body;
    return {};
}

Answer refused(std::string_view method, std::string_view target) {
    const auto read = read_ask(method, target);
    const auto* answer = std::get_if<Answer>(&read);
    if (answer != nullptr) return *answer;
    ADD_FAILURE() << method << " " << target << " was read";
    return {};
}

TEST(Ask, ReadsEveryPath) {
    struct Case {
        const char* method;
        const char* target;
        AskKind kind;
        int version;
    };
    for (const Case& c : std::vector<Case>{
             {"GET", "/v2/credentials/x", AskKind::Credentials, 2},
             {"GET", "/v1/credentials?id=x", AskKind::Credentials, 1},
             {"GET", "/v1/credentials?a=b&id=x", AskKind::Credentials, 1},
             {"GET", "/v4/x", AskKind::Container, 4},
             {"HEAD", "/v4/x", AskKind::Container, 4},
             {"GET", "/v4/x/", AskKind::Container, 4},
             {"GET", "/v4/x/task", AskKind::Task, 4},
             {"GET", "/v4/x/task?a=1", AskKind::Task, 4},
             {"GET", "/v4/x/taskWithTags", AskKind::TaskWithTags, 4},
             {"GET", "/v4/x/stats", AskKind::Stats, 4},
             {"GET", "/v4/x/task/stats", AskKind::TaskStats, 4},
             {"GET", "/v3/x", AskKind::Container, 3},
             {"GET", "/v3/x/task", AskKind::Task, 3},
             {"GET", "/v3/x/task/stats", AskKind::TaskStats, 3},
             {"GET", "/api/x/task-protection/v1/state", AskKind::Protection, 1},
             {"PUT", "/api/x/task-protection/v1/state", AskKind::Protection, 1},
             {"POST", "/api/x/fault/v1/network-latency/start", AskKind::Fault, 1},
         }) {
        const Ask ask = asked(c.method, c.target);
        EXPECT_EQ(ask.kind, c.kind) << c.target;
        EXPECT_EQ(ask.version, c.version) << c.target;
        EXPECT_EQ(ask.id, "x") << c.target;
        EXPECT_EQ(ask.put, std::string_view(c.method) == "PUT");
    }
}

TEST(Ask, RefusesWhatIsNoPath) {
    for (const char* target :
         {"/",
          "",
          "*",
          "http://169.254.170.2/v4/x",
          "/v4",
          "/v4/x/other",
          "/v4/x/task/other",
          "/v5/x",
          "/v2/metadata/x/y",
          "/api/x",
          "/api/x/task-protection/v2/state",
          "/v4/x/task/stats/y",
          "/v2/credentials/x/y",
          "/../v4/x"}) {
        const Answer answer = refused("GET", target);
        EXPECT_EQ(answer.status, 404) << target;
        EXPECT_EQ(answer.body, R"("404 page not found")");
    }
}

TEST(Ask, RefusesOtherMethods) {
    EXPECT_EQ(refused("POST", "/v4/x").status, 405);
    EXPECT_EQ(refused("DELETE", "/v2/credentials/x").allow, "GET, HEAD");
    EXPECT_EQ(refused("POST", "/api/x/task-protection/v1/state").allow, "GET, PUT");
    EXPECT_EQ(refused("GET", "/api/x/fault/v1/network-latency/start").allow, "POST");
}

TEST(Ask, SendsDoubleSlashesToTheOtherPath) {
    const Answer answer = refused("GET", "//v4//x///task?a=//");
    EXPECT_EQ(answer.status, 301);
    EXPECT_EQ(answer.location, "/v4/x/task?a=//");
}

TEST(Ask, ErrorsHaveTheirShapes) {
    EXPECT_EQ(
        refused("GET", "/v2/credentials/").body,
        R"({"code":"NoIdInRequest","message":"CredentialsV2Request: No Credential ID in the request",)"
        R"("HTTPErrorCode":400})"
    );
    EXPECT_THAT(refused("GET", "/v1/credentials").body, HasSubstr("CredentialsV1Request"));
    const Answer unknown = unknown_id(asked("GET", "/v2/credentials/x"));
    EXPECT_EQ(unknown.status, 400);
    EXPECT_EQ(
        unknown.body,
        R"({"code":"InvalidIdInRequest","message":"CredentialsV2Request: Credentials not found",)"
        R"("HTTPErrorCode":400})"
    );
    EXPECT_EQ(not_ready(asked("GET", "/v1/credentials?id=x")).status, 503);
    EXPECT_THAT(
        not_ready(asked("GET", "/v1/credentials?id=x")).body, HasSubstr("CredentialsUninitialized")
    );
    const Answer container = unknown_id(asked("GET", "/v4/x"));
    EXPECT_EQ(container.status, 404);
    EXPECT_THAT(
        container.body,
        HasSubstr("\"V4 container metadata handler: unable to get container ID from request: ")
    );
    EXPECT_THAT(
        unknown_id(asked("GET", "/v3/x/task")).body,
        HasSubstr("V3 task metadata handler: unable to get task ARN")
    );
    EXPECT_EQ(
        unknown_id(asked("GET", "/api/x/task-protection/v1/state")).body,
        R"({"error":{"Arn":"","Code":"ResourceNotFoundException",)"
        R"("Message":"Failed to find a task for the request"}})"
    );
}

// ---- Task protection

constexpr const char* kTask = "arn:aws:ecs:us-east-1:000000000000:task/default/1";

std::variant<ServiceCall, Answer> protect(std::string body, bool with_role = true) {
    Ask ask = asked("PUT", "/api/x/task-protection/v1/state");
    ask.body = std::move(body);
    api::acs::IAMRoleCredentials role;
    role.access_key_id = "ASIA1";
    return protection_call(ask, "c", kTask, with_role ? &role : nullptr);
}

TEST(Protection, CallsInTheNameOfTheTask) {
    const auto call = protect(R"({"ProtectionEnabled":true,"ExpiresInMinutes":5})");
    const auto* update = std::get_if<ServiceCall>(&call);
    ASSERT_NE(update, nullptr);
    EXPECT_EQ(update->operation, "UpdateTaskProtection");
    EXPECT_EQ(update->credentials.access_key_id, "ASIA1");
    EXPECT_THAT(update->body, HasSubstr(R"("protectionEnabled":true)"));
    EXPECT_THAT(update->body, HasSubstr(R"("expiresInMinutes":5)"));
}

TEST(Protection, RefusesWhatItCannotRead) {
    for (const char* body :
         {"", "[]", "{", R"({"ProtectionEnabled":true,"Other":1})", R"({"ProtectionEnabled":"yes"})"
         }) {
        const auto answer = std::get<Answer>(protect(body));
        EXPECT_EQ(answer.status, 400) << body;
        EXPECT_THAT(answer.body, HasSubstr("failed to decode request"));
    }
    EXPECT_THAT(
        std::get<Answer>(protect(R"({"ExpiresInMinutes":5})")).body,
        HasSubstr("does not contain 'ProtectionEnabled' field")
    );
    const auto roleless = std::get<Answer>(protect(R"({"ProtectionEnabled":true})", false));
    EXPECT_EQ(roleless.status, 403);
    EXPECT_THAT(roleless.body, HasSubstr("AccessDeniedException"));
}

TEST(Protection, TellsWhatTheControlPlaneSaid) {
    EXPECT_EQ(
        protection_answer(
            kTask,
            std::string(R"({"protectedTasks":[{"taskArn":"t","protectionEnabled":true,)"
                        R"("expirationDate":1700000000.5}],"failures":[]})")
        )
            .body,
        R"({"protection":{"ExpirationDate":"2023-11-14T22:13:20.500Z","ProtectionEnabled":true,)"
        R"("TaskArn":"t"}})"
    );
    EXPECT_THAT(
        protection_answer(
            kTask, std::string(R"({"protectedTasks":[{"taskArn":"t","protectionEnabled":false}]})")
        )
            .body,
        HasSubstr(R"("ExpirationDate":null)")
    );
    EXPECT_EQ(
        protection_answer(
            kTask,
            std::string(R"({"failures":[{"arn":"t","reason":"TASK_NOT_VALID","detail":"d"}]})")
        )
            .body,
        R"({"failure":{"Arn":"t","Detail":"d","Reason":"TASK_NOT_VALID"}})"
    );
    const Answer denied = protection_answer(
        kTask, Error{ErrorKind::Denied, "AccessDeniedException", "not authorized", {}}
    );
    EXPECT_EQ(denied.status, 400);
    EXPECT_THAT(denied.body, HasSubstr(R"("Code":"AccessDeniedException")"));
    EXPECT_EQ(protection_answer(kTask, unavailable("away")).status, 500);
    EXPECT_EQ(protection_answer(kTask, std::string("nonsense")).status, 500);
    EXPECT_EQ(protection_timed_out(kTask).status, 504);
}

// ---- Statistics

TEST(Stats, NetworksAreSummed) {
    const std::string json =
        R"({"networks":{"eth0":{"rx_bytes":10,"tx_bytes":1},"eth1":{"rx_bytes":5,"tx_bytes":2}},"a":1})";
    EXPECT_EQ(read_network(json).received_bytes, 15);
    EXPECT_EQ(read_network(json).sent_bytes, 3);
    EXPECT_EQ(read_network("nonsense").sent_bytes, 0);
    EXPECT_EQ(
        with_rates(R"({"a":1})", {0, 0}, {15, 3}, Seconds{2}),
        R"({"a":1,"network_rate_stats":{"rx_bytes_per_sec":7.5,"tx_bytes_per_sec":1.5}})"
    );
    // Its counters began anew.
    EXPECT_THAT(
        with_rates("{}", {100, 0}, {15, 3}, Seconds{2}), HasSubstr(R"("rx_bytes_per_sec":0)")
    );
    EXPECT_EQ(with_rates("nonsense", {}, {}, Seconds{2}), "nonsense");
}

// ---- Rates

TEST(SourceLimits, EverySourceHasABucket) {
    SourceLimits limits({.per_second = 40, .burst = 60});
    MonoTime now;
    for (int i = 0; i < 60; ++i) EXPECT_TRUE(limits.allow("a", now));
    EXPECT_FALSE(limits.allow("a", now));
    EXPECT_TRUE(limits.allow("b", now));
    now = now + milliseconds{25};
    EXPECT_TRUE(limits.allow("a", now));
    EXPECT_FALSE(limits.allow("a", now));
}

TEST(SourceLimits, MemoryIsBounded) {
    SourceLimits limits({.per_second = 1, .burst = 1});
    MonoTime now;
    for (std::size_t i = 0; i < SourceLimits::kMaxSources; ++i) {
        EXPECT_TRUE(limits.allow(std::to_string(i), now));
    }
    EXPECT_FALSE(limits.allow("one more", now));
    now = now + Seconds{1};
    EXPECT_TRUE(limits.allow("one more", now));
}

// ---- Introspection

TEST(Introspection, ReadsItsPaths) {
    const auto tasks = read_operators_ask("GET", "/v1/tasks?taskarn=a%2Fb&dockerid=c");
    ASSERT_TRUE(std::holds_alternative<OperatorsAsk>(tasks));
    EXPECT_EQ(std::get<OperatorsAsk>(tasks).task, "a/b");
    EXPECT_EQ(std::get<OperatorsAsk>(tasks).container, "c");
    EXPECT_FALSE(std::get<OperatorsAsk>(read_operators_ask("GET", "/v1/metadata")).tasks);
    EXPECT_EQ(std::get<Answer>(read_operators_ask("GET", "/license")).status, 200);
    EXPECT_EQ(std::get<Answer>(read_operators_ask("GET", "/v2/credentials/x")).status, 404);
    EXPECT_EQ(std::get<Answer>(read_operators_ask("POST", "/v1/tasks")).status, 405);
}

TEST(Introspection, PutsAgentsTogether) {
    const std::vector<Answerer::About> about = {
        {"c", "arn:1", "v", {R"({"Arn":"1"})"}}, {"c", "arn:2", "v", {R"({"Arn":"2"})"}}
    };
    EXPECT_EQ(
        operators_answer({.tasks = true}, about).body, R"({"Tasks":[{"Arn":"1"},{"Arn":"2"}]})"
    );
    EXPECT_EQ(operators_answer({.tasks = true, .task = "1"}, about).body, R"({"Arn":"1"})");
    EXPECT_EQ(operators_answer({.tasks = true, .task = "3"}, {}).status, 404);
    EXPECT_EQ(
        operators_answer({}, about).body,
        R"({"Cluster":"c","ContainerInstanceArn":"arn:1","Version":"v"})"
    );
    EXPECT_EQ(operators_answer({}, {}).status, 503);
}

}  // namespace
}  // namespace gantry::agent::endpoint
