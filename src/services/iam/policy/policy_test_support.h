#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/iam/policy/evaluate.h"

namespace gantry::iam::policy {

inline constexpr std::string_view kOwnAccount = "111122223333";
inline constexpr std::string_view kOtherAccount = "444455556666";

inline Principal root() {
    return {Principal::Type::Root, "arn:aws:iam::111122223333:root", "111122223333", ""};
}
inline Principal user(std::string_view name = "alice") {
    const auto arn = fmt::format("arn:aws:iam::111122223333:user/{}", name);
    return {Principal::Type::User, arn, "111122223333", ""};
}
inline Principal session(std::string_view role = "deploy", std::string_view name = "ci") {
    return {
        Principal::Type::RoleSession,
        fmt::format("arn:aws:sts::111122223333:assumed-role/{}/{}", role, name),
        "111122223333",
        fmt::format("arn:aws:iam::111122223333:role/{}", role),
    };
}
inline Principal federated_user(std::string_view name = "bob") {
    return {
        Principal::Type::FederatedUser,
        fmt::format("arn:aws:sts::111122223333:federated-user/{}", name),
        "111122223333",
        "arn:aws:iam::111122223333:user/alice",
    };
}
inline Principal service(std::string_view name = "ecs-tasks.amazonaws.com") {
    return {Principal::Type::Service, std::string(name), "", ""};
}

/// One statement of an identity-based policy; `more` are further members, as JSON.
inline std::string statement(
    std::string_view effect,
    std::string_view action,
    std::string_view resource,
    std::string_view more = ""
) {
    return fmt::format(
        R"({{"Effect":"{}","Action":"{}","Resource":"{}"{}{}}})",
        effect,
        action,
        resource,
        more.empty() ? "" : ",",
        more
    );
}
inline std::string allow(
    std::string_view action, std::string_view resource = "*", std::string_view more = ""
) {
    return statement("Allow", action, resource, more);
}
inline std::string deny(
    std::string_view action, std::string_view resource = "*", std::string_view more = ""
) {
    return statement("Deny", action, resource, more);
}
/// `"Condition":{…}`.
inline std::string when(std::string_view name, std::string_view key, std::string_view values) {
    return fmt::format(R"("Condition":{{"{}":{{"{}":{}}}}})", name, key, values);
}
/// `"Principal":…`, with JSON behind it.
inline std::string to(std::string_view principal) {
    return fmt::format(R"("Principal":{})", principal);
}
inline std::string to_aws(std::string_view name) {
    return fmt::format(R"("Principal":{{"AWS":"{}"}})", name);
}

/// A request, the policies that judge it, and what should come of it. A policy is a statement or a
/// whole document.
struct Case {
    std::string name;
    std::vector<std::string> identity;
    std::optional<std::string> boundary;
    std::optional<std::vector<std::string>> session_policies;
    std::vector<std::string> resource;
    bool trust = false;  ///< `resource` are trust policies, which have to allow

    Principal who = user();
    std::string action = "s3:GetObject";
    std::vector<std::string> resources = {"arn:aws:s3:::photos/cat.png"};
    std::string resource_account;
    std::map<std::string, std::vector<std::string>> context;

    Outcome expected = Outcome::Allowed;
    std::optional<PolicyType> by;
};

inline constexpr auto kDenied = Outcome::ExplicitDeny;
inline constexpr auto kNothingAllows = Outcome::ImplicitDeny;

/// Keeps what a set points to.
class CaseWorld {
  public:
    explicit CaseWorld(const Case& given) {
        set.identity = read_all(given.identity, DocumentKind::Identity);
        if (given.boundary) set.boundary = read(*given.boundary, DocumentKind::Identity);
        if (given.session_policies) {
            set.session = read_all(*given.session_policies, DocumentKind::Identity);
        }
        const auto kind = given.trust ? DocumentKind::Trust : DocumentKind::Resource;
        set.resource = read_all(given.resource, kind);
        set.resource_must_allow = given.trust;
        request.action = given.action;
        request.resources = given.resources;
        request.principal = given.who;
        request.resource_account = given.resource_account;
        for (const auto& [key, values] : given.context) request.context.set(key, values);
    }
    CaseWorld(const CaseWorld&) = delete;
    CaseWorld& operator=(const CaseWorld&) = delete;

    [[nodiscard]] Decision decide() const { return evaluate(set, request); }

    PolicySet set;
    AuthRequest request;

  private:
    NamedPolicy read(const std::string& text, DocumentKind kind) {
        const bool whole = text.find("\"Statement\"") != std::string::npos;
        const std::string document =
            whole ? text : R"({"Version":"2012-10-17","Statement":[)" + text + "]}";
        auto parsed = Document::read(document, kind);
        EXPECT_TRUE(parsed) << document << "\n" << (parsed ? "" : parsed.error().message);
        documents_.push_back(parsed ? *std::move(parsed) : Document{});
        return {"policy", &documents_.back()};
    }
    std::vector<NamedPolicy> read_all(const std::vector<std::string>& texts, DocumentKind kind) {
        std::vector<NamedPolicy> policies;
        policies.reserve(texts.size());
        for (const std::string& text : texts) policies.push_back(read(text, kind));
        return policies;
    }

    std::list<Document> documents_;
};

inline void check_case(const Case& given) {
    const Decision decision = CaseWorld(given).decide();
    EXPECT_EQ(static_cast<int>(decision.outcome), static_cast<int>(given.expected)) << given.name;
    if (!given.by) return;
    EXPECT_EQ(static_cast<int>(decision.by), static_cast<int>(*given.by)) << given.name;
}

}  // namespace gantry::iam::policy
