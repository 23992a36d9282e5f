// What one decision about a request costs: twenty statements in three policies, as a user of ECS
// has them, and reading the policies.
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <string>
#include <vector>

#include "services/iam/policy/evaluate.h"

namespace gantry::iam::policy {
namespace {

using Clock = std::chrono::steady_clock;

std::string statement(int number) {
    constexpr std::string_view kActions[] = {
        R"(["ecs:Describe*","ecs:List*"])",
        R"(["logs:CreateLogStream","logs:PutLogEvents","logs:Get*"])",
        R"(["ecr:GetAuthorizationToken","ecr:BatchGetImage"])",
        R"("s3:*")",
        R"(["ecs:RunTask","ecs:StartTask","ecs:StopTask"])",
    };
    constexpr std::string_view kResources[] = {
        R"("arn:aws:ecs:*:111122223333:*")",
        R"("arn:aws:logs:*:*:log-group:/ecs/*:log-stream:*")",
        R"("*")",
        R"(["arn:aws:s3:::team-${aws:PrincipalTag/team}","arn:aws:s3:::team-${aws:PrincipalTag/team}/*"])",
        R"("arn:aws:ecs:*:*:task-definition/other-*:*")",
    };
    constexpr std::string_view kConditions[] = {
        R"({"StringEquals":{"aws:RequestedRegion":["us-east-1","eu-west-1"]}})",
        R"({"ArnLike":{"ecs:cluster":"arn:aws:ecs:*:*:cluster/prod-*"}})",
        R"({})",
        R"({"IpAddress":{"aws:SourceIp":["10.0.0.0/8","192.168.0.0/16"]}})",
        R"({"Bool":{"aws:SecureTransport":"true"},"NumericLessThan":{"aws:MultiFactorAuthAge":"3600"}})",
    };
    const auto pick = static_cast<std::size_t>(number % 5);
    return fmt::format(
        R"({{"Sid":"S{}","Effect":"{}","Action":{},"Resource":{},"Condition":{}}})",
        number,
        number == 13 ? "Deny" : "Allow",
        kActions[pick],
        kResources[pick],
        kConditions[(pick + static_cast<std::size_t>(number / 5)) % 5]
    );
}

std::string policy(int first, int last) {
    std::string text = R"({"Version":"2012-10-17","Statement":[)";
    for (int i = first; i < last; ++i) text += (i == first ? "" : ",") + statement(i);
    return text + "]}";
}

template <class Work>
void measure(std::string_view name, const Work& work) {
    constexpr int kTimes = 200'000;
    const auto start = Clock::now();
    for (int i = 0; i < kTimes; ++i) work();
    const std::chrono::duration<double, std::micro> took = Clock::now() - start;
    fmt::print("{:<48} {:>10.2f} us\n", name, took.count() / kTimes);
}

AuthRequest run_task() {
    AuthRequest request;
    request.action = "ecs:RunTask";
    request.resources = {"arn:aws:ecs:us-east-1:111122223333:task-definition/web:7"};
    request.principal = {
        Principal::Type::User, "arn:aws:iam::111122223333:user/alice", "111122223333", ""
    };
    request.context.set("aws:username", "alice");
    request.context.set("aws:PrincipalTag/team", "red");
    request.context.set("aws:RequestedRegion", "us-east-1");
    request.context.set("aws:SourceIp", "10.1.2.3");
    request.context.set("aws:SecureTransport", "true");
    request.context.set("aws:MultiFactorAuthAge", "120");
    request.context.set("ecs:cluster", "arn:aws:ecs:us-east-1:111122223333:cluster/prod-1");
    request.context.set("aws:PrincipalArn", "arn:aws:iam::111122223333:user/alice");
    return request;
}

void run() {
    const std::string texts[] = {policy(0, 8), policy(8, 16), policy(16, 20)};
    std::vector<Document> documents;
    for (const std::string& text : texts) {
        auto read = Document::read(text, DocumentKind::Identity);
        if (!read) std::abort();
        documents.push_back(*std::move(read));
    }
    PolicySet set;
    for (const Document& document : documents) set.identity.push_back({"policy", &document});
    const AuthRequest request = run_task();
    std::size_t allowed = 0;
    measure("a decision over 20 statements", [&] { allowed += evaluate(set, request).allowed(); });
    AuthRequest object = request;
    object.action = "s3:GetObject";
    object.resources = {"arn:aws:s3:::team-red/x/y/z"};
    measure("the same, with variables", [&] { allowed += evaluate(set, object).allowed(); });
    set.boundary = NamedPolicy{"boundary", &documents[0]};
    measure("the same, within a boundary", [&] { allowed += evaluate(set, object).allowed(); });
    measure("reading a policy of eight statements", [&] {
        allowed += Document::read(texts[0], DocumentKind::Identity).has_value();
    });
    if (allowed == 0) std::abort();
}

}  // namespace
}  // namespace gantry::iam::policy

int main() {
    gantry::iam::policy::run();
}
