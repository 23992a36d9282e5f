// The life of a task's role: from RunTask to its agent, from there to the API, until it stops.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "api/ecs/register_container_instance_response.h"
#include "api/ecs/run_task_response.h"
#include "base/log.h"
#include "control/control_core.h"
#include "services/ecs/fleet/test_fleet.h"
#include "services/ecs/service.h"

namespace gantry::control {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kDefinition =
    R"({"family":"web","taskRoleArn":"web","executionRoleArn":"pull",)"
    R"("containerDefinitions":[{"name":"app","image":"app:1","memory":64}]})";
constexpr const char* kMachine =
    R"({"cluster":"default","totalResources":[{"name":"CPU","type":"INTEGER","integerValue":4096},)"
    R"({"name":"MEMORY","type":"INTEGER","integerValue":4096},)"
    R"({"name":"PORTS","type":"STRINGSET","stringSetValue":[]},)"
    R"({"name":"PORTS_UDP","type":"STRINGSET","stringSetValue":[]}],)"
    R"("attributes":[{"name":"com.amazonaws.ecs.capability.task-iam-role"},)"
    R"({"name":"com.amazonaws.ecs.capability.docker-remote-api.1.19"}]})";
constexpr const char* kTrust =
    R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole",)"
    R"("Principal":{"Service":"ecs-tasks.amazonaws.com"}}})";

std::string logged;

class TaskRolesTest : public testing::Test {
  protected:
    TaskRolesTest() {
        logged.clear();
        set_log_sink([](LogLevel, std::string_view line) { logged += line; });
        start();
        must("ecs", "RegisterTaskDefinition", kDefinition);
        const auto machine = wire::decode_json<api::ecs::RegisterContainerInstanceResponse>(
            must("ecs", "RegisterContainerInstance", kMachine)
        );
        hello_ = {
            .scope = fleet::kScope,
            .container_instance = machine->container_instance->container_instance_arn.value_or(""),
            .cluster = "default",
        };
        connect();
    }
    ~TaskRolesTest() override {
        control_.reset();
        set_log_sink(nullptr);
    }

    void start() {
        control_.reset();
        ControlCoreOptions options;
        options.settings.secret = "the secret";
        options.services.of<ecs::Options>().default_clusters = {fleet::kScope};
        control_ = std::make_unique<ControlCore>(
            loop_, journal_, IdSource{Random{++starts_}}, std::move(options)
        );
        EXPECT_TRUE(control_->start());
    }
    void connect() {
        line_ = std::make_shared<fleet::Line>();
        auto& fleet = control_->services().get<ecs::Instance>().fleet();
        const auto opened = fleet.open_control(hello_, line_);
        EXPECT_TRUE(opened) << opened.error().message;
        session_ = *opened;
        loop_.advance(Seconds{1});
    }

    Result<std::string> ask(
        const aws::Caller& who,
        const std::string& service,
        const std::string& operation,
        const std::string& body
    ) {
        std::optional<Result<std::string>> answer;
        control_->dispatcher()
            .run_json(who, service, operation, "id", body, [&](Result<std::string> how) {
                answer = std::move(how);
            });
        EXPECT_TRUE(loop_.run_until([&] { return answer.has_value(); }, minutes{1}));
        return answer.value_or(internal_error("never answered"));
    }
    std::string must(
        const std::string& service, const std::string& operation, const std::string& body
    ) {
        const auto answer =
            ask({fleet::kScope, aws::root_arn(fleet::kScope), ""}, service, operation, body);
        EXPECT_TRUE(answer) << operation << ": " << answer.error().message;
        return answer ? *answer : "{}";
    }
    void make_role(const std::string& name) {
        std::string trust;
        wire::append_json_string(trust, kTrust);
        must(
            "iam",
            "CreateRole",
            fmt::format(R"({{"RoleName":"{}","AssumeRolePolicyDocument":{}}})", name, trust)
        );
    }
    void allow(const std::string& role, const std::string& action) {
        std::string policy;
        wire::append_json_string(
            policy,
            R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":")" + action +
                R"(","Resource":"*"}})"
        );
        must(
            "iam",
            "PutRolePolicy",
            fmt::format(R"({{"RoleName":"{}","PolicyName":"p","PolicyDocument":{}}})", role, policy)
        );
    }
    Result<std::string> run_task() {
        auto answer =
            ask({fleet::kScope, aws::root_arn(fleet::kScope), ""},
                "ecs",
                "RunTask",
                R"({"taskDefinition":"web"})");
        loop_.advance(Seconds{1});
        return answer;
    }
    /// The task of the newest payload.
    [[nodiscard]] api::acs::Task sent() const { return line_->payloads().back().tasks->front(); }
    aws::Caller with(const api::acs::IAMRoleCredentials& given) {
        auto session = service::read_session_token("the secret", given.session_token.value_or(""));
        EXPECT_TRUE(session);
        aws::Caller who{fleet::kScope, session->principal, session->access_key_id, {}};
        who.session = std::make_shared<const aws::Session>(*std::move(session));
        return who;
    }
    std::string listing(const api::acs::IAMRoleCredentials& given) {
        const auto answer = ask(with(given), "ecs", "ListClusters", "{}");
        return answer ? "ok" : answer.error().code;
    }
    void tell(const std::string& type, const std::string& message) {
        auto& fleet = control_->services().get<ecs::Instance>().fleet();
        fleet.on_text(session_, R"({"type":")" + type + R"(","message":)" + message + "}");
        loop_.advance(Seconds{1});
    }
    void end(const api::acs::Task& task) {
        must(
            "ecs",
            "SubmitTaskStateChange",
            R"({"cluster":"default","status":"STOPPED","task":")" + task.arn.value_or("") + "\"}"
        );
    }

    ManualLoop loop_;
    std::shared_ptr<store::MemoryDisk> disk_ = std::make_shared<store::MemoryDisk>();
    store::MemoryJournal journal_{loop_, disk_};
    std::unique_ptr<ControlCore> control_;
    fleet::AgentHello hello_;
    std::shared_ptr<fleet::Line> line_;
    fleet::Fleet::SessionId session_ = 0;
    std::uint64_t starts_ = 0;
};

TEST_F(TaskRolesTest, ATaskIsItsRoleUntilItStops) {
    make_role("web");
    make_role("pull");
    ASSERT_THAT(*run_task(), HasSubstr(R"("failures":[])"));
    const auto task = sent();
    ASSERT_TRUE(task.role_credentials && task.execution_role_credentials);
    EXPECT_EQ(listing(*task.role_credentials), "AccessDeniedException");
    allow("web", "ecs:ListClusters");
    EXPECT_EQ(listing(*task.role_credentials), "ok");
    EXPECT_EQ(listing(*task.execution_role_credentials), "AccessDeniedException");
    end(task);
    EXPECT_EQ(listing(*task.role_credentials), "ExpiredTokenException");
}

TEST_F(TaskRolesTest, ARestartChangesTheCredentialsAndNotTheirId) {
    make_role("web");
    make_role("pull");
    ASSERT_THAT(*run_task(), HasSubstr(R"("failures":[])"));
    const auto before = sent();
    tell("AckRequest", R"({"messageId":")" + *line_->payloads().back().message_id + "\"}");
    start();
    connect();
    const auto renewed = line_->messages("IAMRoleCredentialsMessage");
    ASSERT_EQ(renewed.size(), 2U);
    EXPECT_THAT(renewed[0], HasSubstr(*before.role_credentials->credentials_id));
    EXPECT_THAT(renewed[0], Not(HasSubstr(*before.role_credentials->access_key_id)));
    EXPECT_THAT(renewed[1], HasSubstr(*before.execution_role_credentials->credentials_id));
    allow("web", "ecs:ListClusters");
    EXPECT_EQ(listing(*before.role_credentials), "ok") << "the old ones are good as well";
}

TEST_F(TaskRolesTest, ARoleThatDoesNotTrustTasksStartsNone) {
    const auto refused = run_task();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "ClientException");
    EXPECT_THAT(
        refused.error().message,
        HasSubstr("ECS was unable to assume the role 'arn:aws:iam::000000000000:role/web'")
    );
}

TEST_F(TaskRolesTest, AServiceSaysSoAndTriesAgain) {
    must("ecs", "CreateService", R"({"serviceName":"s","taskDefinition":"web","desiredCount":1})");
    loop_.advance(Seconds{2});
    const auto described = [this] {
        return must("ecs", "DescribeServices", R"({"services":["s"]})");
    };
    EXPECT_THAT(
        described(),
        HasSubstr("(service s) failed to launch a task with (error ECS was unable to assume the "
                  "role 'arn:aws:iam::000000000000:role/web' that was provided for this task.")
    );
    EXPECT_TRUE(line_->payloads().empty());
    make_role("web");
    make_role("pull");
    tell("HeartbeatAckRequest", "{}");
    for (int i = 0; i < 35; ++i) tell("HeartbeatAckRequest", "{}");
    ASSERT_FALSE(line_->payloads().empty());
    EXPECT_TRUE(sent().role_credentials);
}

TEST_F(TaskRolesTest, NothingOfThemIsWrittenDown) {
    make_role("web");
    make_role("pull");
    ASSERT_THAT(*run_task(), HasSubstr(R"("failures":[])"));
    const auto task = sent();
    tell("AckRequest", R"({"messageId":")" + *line_->payloads().back().message_id + "\"}");
    std::string disk;
    for (const auto& record : disk_->records()) {
        disk += record.cause;
        for (const auto& change : record.changes) disk += change.row.value_or("");
    }
    for (const auto& given : {*task.role_credentials, *task.execution_role_credentials}) {
        for (const auto& text :
             {given.access_key_id,
              given.secret_access_key,
              given.session_token,
              given.credentials_id}) {
            ASSERT_TRUE(text && !text->empty());
            EXPECT_THAT(disk, Not(HasSubstr(*text)));
            EXPECT_THAT(logged, Not(HasSubstr(*text)));
        }
    }
}

}  // namespace
}  // namespace gantry::control
