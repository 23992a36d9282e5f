#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "service/test_world.h"
#include "services/all.h"
#include "services/ecs/roles/task_sessions.h"
#include "services/ecs/service.h"
#include "services/iam/service.h"
#include "wire/json_codec.h"

/// Tasks' roles on IAM's rows, with all services around them.
namespace gantry::ecs {

inline const Scope kScope{"123456789012", "us-east-1"};
inline constexpr const char* kRole = "arn:aws:iam::123456789012:role/web";
inline constexpr const char* kTrustsTasks =
    R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole",)"
    R"("Principal":{"Service":"ecs-tasks.amazonaws.com"}CONDITION}})";
inline constexpr const char* kOtherAccount =
    R"(,"Condition":{"StringEquals":{"aws:SourceAccount":"999999999999"}})";

/// A trust policy that lets ECS in. @param condition of it, after a comma; empty for none
inline std::string trust(const std::string& condition) {
    std::string text = kTrustsTasks;
    return text.replace(text.find("CONDITION"), 9, condition);
}

inline service::Options with(iam::Enforcement enforcement) {
    service::Options options;
    options.of<iam::Options>().enforcement = enforcement;
    return options;
}

/// All services, with what a test says of policies.
struct Site {
    explicit Site(iam::Enforcement enforcement = iam::Enforcement::Enforce)
        : Site(with(enforcement)) {}
    explicit Site(service::Options wanted) : world(all_services(), std::move(wanted)) {}

    Result<std::string> ask(
        const aws::Caller& who,
        const std::string& service,
        const std::string& operation,
        const std::string& body
    ) {
        return world.run_json(who, service, operation, body);
    }
    void must(const std::string& service, const std::string& operation, const std::string& body) {
        const auto answer = ask({kScope, root_arn(kScope), ""}, service, operation, body);
        ASSERT_TRUE(answer) << operation << ": " << answer.error().message;
    }
    void make_role(const std::string& name, const std::string& policy) {
        std::string text;
        wire::append_json_string(text, policy);
        must(
            "iam",
            "CreateRole",
            fmt::format(R"({{"RoleName":"{}","AssumeRolePolicyDocument":{}}})", name, text)
        );
    }
    void allow(const std::string& role, const std::string& action) {
        std::string text;
        wire::append_json_string(
            text,
            R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":")" + action +
                R"(","Resource":"*"}})"
        );
        must(
            "iam",
            "PutRolePolicy",
            fmt::format(R"({{"RoleName":"{}","PolicyName":"p","PolicyDocument":{}}})", role, text)
        );
    }

    [[nodiscard]] TaskRow task(const std::string& id) const {
        TaskRow row;
        row.account = kScope.account;
        row.region = kScope.region;
        row.cluster = "prod";
        row.id = id;
        row.family = "web";
        row.revision = 1;
        row.status = TaskStatus::Running;
        return row;
    }
    TaskRow put(TaskRow row) {
        core::Transaction tx;
        tx.put(tables.tasks, row.key(), row);
        world.commit(std::move(tx));
        return row;
    }
    /// A caller with the credentials of one of a task's roles.
    aws::Caller as(const TaskRow& row, RoleType type = RoleType::TaskApplication) {
        auto made = sessions.make(row, type, kRole);
        EXPECT_TRUE(made) << made.error().message;
        auto read =
            service::read_session_token(world.settings.secret, made->session_token.value_or(""));
        EXPECT_TRUE(read);
        aws::Caller who{kScope, read->principal, read->access_key_id, {}};
        who.session = std::make_shared<const aws::Session>(*std::move(read));
        return who;
    }
    [[nodiscard]] std::string role_check(
        const std::string& role, const std::string& cluster = "prod"
    ) const {
        api::ecs::TaskDefinition definition;
        definition.task_role_arn = role;
        const auto good =
            check_task_roles(world.registry(), kScope, cluster, definition, {}, world.loop.now());
        return good ? "ok" : good.error().code + ": " + good.error().message;
    }

    service::TestWorld world;
    const Tables& tables = world.registry().get<Instance>().rows();
    std::unique_ptr<core::Core> no_core;
    service::Options options;
    service::Surroundings around{
        world.loop, world.registry(), no_core, world.ids, world.keys, world.settings, options
    };
    TaskSessions sessions{around};
};

inline std::string outcome_of(const Result<std::string>& answer) {
    return answer ? "ok" : answer.error().code;
}

}  // namespace gantry::ecs
