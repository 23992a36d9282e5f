#include "sim/workload/task_programs.h"

#include <fmt/format.h>

#include <algorithm>

#include "api/acs/iam_role_credentials_message.h"
#include "api/acs/payload_message.h"
#include "api/sts/get_caller_identity_response.h"
#include "services/ecs/fleet/envelope.h"
#include "services/ecs/roles/task_sessions.h"
#include "sim/workload/tries.h"
#include "wire/json_codec.h"

namespace gantry::sim {
namespace {

constexpr const char* kRole = "programs";
constexpr const char* kRoleArn = "arn:aws:iam::000000000000:role/programs";
constexpr std::size_t kNewest = 8;

constexpr const char* kMakeRole =
    R"({"RoleName":"programs","AssumeRolePolicyDocument":"{\"Version\":\"2012-10-17\",)"
    R"(\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":)"
    R"({\"Service\":\"ecs-tasks.amazonaws.com\"},\"Condition\":{\"ArnLike\":{\"aws:SourceArn\":)"
    R"(\"arn:aws:ecs:us-east-1:000000000000:*\"}}}}"})";
constexpr const char* kAllowRole =
    R"({"RoleName":"programs","PolicyName":"look","PolicyDocument":"{\"Version\":\"2012-10-17\",)"
    R"(\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"ecs:ListClusters\",\"Resource\":\"*\"}}"})";

std::string id_of_task(const std::string& arn) {
    return arn.substr(arn.rfind('/') + 1);
}

}  // namespace

void TaskPrograms::on_frame(const std::string& agent, const std::string& frame) {
    // Only frames with roleCredentials, executionRoleCredentials or an IAMRoleCredentialsMessage
    // are read: most have none, and some are long.
    if (frame.find("oleCredentials") == std::string::npos) return;
    const auto envelope = fleet::parse_envelope(frame);
    if (!envelope) return;
    const std::string& body = envelope->message->text;
    if (*envelope->type == "PayloadMessage") {
        const auto payload = wire::decode_json<api::acs::PayloadMessage>(body);
        if (!payload || !payload->tasks) return;
        for (const auto& task : *payload->tasks) {
            const std::string arn = task.arn.value_or("");
            if (task.role_credentials) keep(agent, arn, false, *task.role_credentials);
            if (task.execution_role_credentials) {
                keep(agent, arn, true, *task.execution_role_credentials);
            }
        }
    } else if (*envelope->type == "IAMRoleCredentialsMessage") {
        const auto news = wire::decode_json<api::acs::IAMRoleCredentialsMessage>(body);
        if (!news || !news->role_credentials) return;
        const bool execution = news->role_type == api::acs::RoleType::TaskExecution;
        keep(agent, news->task_arn.value_or(""), execution, *news->role_credentials);
    }
}

void TaskPrograms::keep(
    const std::string& agent,
    const std::string& task,
    bool execution,
    const api::acs::IAMRoleCredentials& given
) {
    if (given.role_arn.value_or("") != role_) return;  // somebody else's tasks
    const std::string& id = given.credentials_id.value_or("");
    Held news{
        agent,
        task,
        execution,
        {given.access_key_id.value_or(""),
         given.secret_access_key.value_or(""),
         given.session_token.value_or("")},
    };
    if (!parse_iso8601(given.expiration.value_or(""), news.expires)) {
        wrong("credentials of task " + task + " do not say when they expire");
    }
    const auto known = held_.find(id);
    if (known == held_.end()) {
        ids_.push_back(id);
    } else if (known->second.task != task || known->second.agent != agent) {
        wrong(fmt::format("credentials of task {} came as those of {}", known->second.task, task));
    }
    held_[id] = std::move(news);
}

void TaskPrograms::make_role() {
    ask(as_root("iam", "CreateRole", kMakeRole),
        kChangeTries,
        [this](const Result<std::string>& answer) {
            role_made_ = answer || answer.error().code == "EntityAlreadyExistsException";
            if (!role_made_ && !outcome_is_unknown(answer)) {
                wrong("CreateRole is refused: " + answer.error().message);
            }
        });
}

void TaskPrograms::allow_role() {
    ask(as_root("iam", "PutRolePolicy", kAllowRole),
        kChangeTries,
        [this](const Result<std::string>& answer) {
            if (answer) role_ = kRoleArn;
        });
}

void TaskPrograms::act() {
    if (!role_made_) return make_role();
    if (role_.empty()) return allow_role();
    if (!ids_.empty()) use(held_.at(some_id(random())));
}

const std::string& TaskPrograms::some_id(Random& random) const {
    const std::size_t among = random.chance(0.6) ? std::min(ids_.size(), kNewest) : ids_.size();
    return ids_[ids_.size() - 1 - random.below(among)];
}

TaskPrograms::Served TaskPrograms::some_served(Random& random) const {
    if (ids_.empty()) return {};
    const std::string& id = some_id(random);
    const Held& held = held_.at(id);
    return {held.agent, held.task, held.execution, id};
}

void TaskPrograms::try_ended(SysTime now) {
    ended_ = now - ecs::kExecutionRoleLingers;
    for (const std::string& id : ids_) {
        if (held_.at(id).execution) queue([this, id] { use(held_.at(id)); });
    }
    schedule_next();
}

void TaskPrograms::try_everything() {
    expect_answers();
    for (std::size_t i = 0; i < std::min(ids_.size(), kNewest); ++i) {
        queue([this, id = ids_[ids_.size() - 1 - i]] { use(held_.at(id)); });
    }
    schedule_next();
}

void TaskPrograms::use(const Held& held) {
    constexpr const char* kOperations[] = {"GetCallerIdentity", "ListClusters", "ListServices"};
    const std::string operation = kOperations[random().below(std::size(kOperations))];
    const char* service = operation == "GetCallerIdentity" ? "sts" : "ecs";
    Asked asked = as_root(service, operation, "{}");
    asked.credentials = held.credentials;
    const auto task = ledger_.task_of_arn(held.task);
    const bool was_over = task && task->stopped();
    const bool was_long_over =
        was_over && ended_ && task->stopped_at && *task->stopped_at <= *ended_;
    ask(std::move(asked),
        kReadTries,
        [this, held, operation, was_over, was_long_over](const auto& answer) {
            judge(held, operation, was_over, was_long_over, answer);
        });
}

void TaskPrograms::judge(
    const Held& held,
    const std::string& operation,
    bool was_over,
    bool was_long_over,
    const Result<std::string>& answer
) {
    if (outcome_is_unknown(answer)) return;
    const auto task = ledger_.task_of_arn(held.task);
    const std::string code = answer ? "" : answer.error().code;
    const bool refused = code == "ExpiredTokenException" || code == "UnrecognizedClientException";
    // The agent's own work goes on for a while after the end.
    if (!refused && (was_long_over || (was_over && !held.execution))) {
        return wrong(
            fmt::format("{} is answered to task {}, which had stopped", operation, held.task)
        );
    }
    const bool lives = task && !task->stopped();
    if (refused) {
        if (lives && held.expires > now() + hours{1}) {
            wrong(fmt::format("task {} lives and is refused: {}", held.task, code));
        }
        return;
    }
    if (operation == "ListServices" && code != "AccessDeniedException") {
        return wrong("task " + held.task + " does what its role may not: " + code);
    }
    if (operation != "ListServices" && !answer) {
        return wrong(fmt::format("task {} may not do what its role may: {}", held.task, code));
    }
    if (operation != "GetCallerIdentity") return;
    const auto who = wire::decode_json<api::sts::GetCallerIdentityResponse>(*answer);
    const std::string expected =
        fmt::format("arn:aws:sts::000000000000:assumed-role/{}/{}", kRole, id_of_task(held.task));
    if (who && who->arn == expected) return;
    wrong(fmt::format("task {} is {}", held.task, who ? who->arn.value_or("nobody") : "nobody"));
}

}  // namespace gantry::sim
