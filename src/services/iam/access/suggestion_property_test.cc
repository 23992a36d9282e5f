// Whatever a principal called, however much and whatever the names are: the policy that is
// suggested is one that IAM takes, and allows all of it.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <set>

#include "base/random.h"
#include "services/iam/access/suggestion.h"
#include "services/iam/policy/document.h"
#include "services/iam/policy/evaluate.h"
#include "wire/json_codec.h"

namespace gantry::iam {
namespace {

constexpr int kSuggestions = 200;
constexpr std::string_view kWho = "arn:aws:iam::123456789012:user/ann";

struct LoggedCall {
    std::string action;
    std::string resource;
    bool done = true;
    friend auto operator<=>(const LoggedCall&, const LoggedCall&) = default;
};

/// Calls of one principal, with the names that people do not think of.
class RandomCaller {
  public:
    explicit RandomCaller(std::uint64_t seed) : random_(seed), buckets_(1 + random_.below(15)) {}

    LoggedCall call() {
        LoggedCall made{std::string(one(kActions)), resource(), random_.below(4) > 0};
        return made;
    }
    std::size_t how_many() { return 1 + random_.below(random_.below(2) == 0 ? 12 : 1500); }

  private:
    static constexpr std::string_view kActions[] = {"s3:GetObject", "s3:PutObject", "ecs:StopTask"};
    static constexpr std::string_view kPieces[] = {
        "a",
        "b",
        "*",
        "?",
        "$",
        "{",
        "}",
        "/",
        ":",
        "${",
        "${*}",
        "\"",
        "\\",
        "\xC3\xA4",
        "*/",
        "/*"
    };

    std::string resource() {
        const std::size_t bucket = random_.below(buckets_);
        switch (random_.below(8)) {
            case 0: return "*";
            case 1: return fmt::format("arn:aws:s3:::bucket{}", bucket);
            case 2: return fmt::format("arn:aws:ecs:us-east-1:123456789012:task/c{}/*", bucket);
            case 3:
                return fmt::format(
                    "arn:aws:secretsmanager:us-east-1:123456789012:secret:{}-??????", name()
                );
            case 4: return fmt::format("arn:aws:ecs:us-east-1:123456789012:{}", name());
            default: return fmt::format("arn:aws:s3:::bucket{}/{}", bucket, name());
        }
    }
    std::string name() {
        std::string made = std::to_string(random_.below(1000));
        for (std::size_t n = random_.below(5); n > 0; --n) made += one(kPieces);
        if (random_.below(200) == 0) made += std::string(CallLog::kMaxResourceBytes, '*');
        return made;
    }
    template <std::size_t N>
    std::string_view one(const std::string_view (&list)[N]) {
        return list[random_.below(N)];
    }

    Random random_;
    std::size_t buckets_;
};

std::string list_of(const std::vector<std::string>& texts) {
    std::string list;
    for (const std::string& text : texts) {
        if (!list.empty()) list += ',';
        wire::append_json_string(list, text);
    }
    return "[" + list + "]";
}

/// IAM takes no policy without statements: where nothing is suggested nothing is allowed.
policy::Document document_of(const std::vector<SuggestedStatement>& statements) {
    if (statements.empty()) return {};
    std::string list;
    for (const SuggestedStatement& one : statements) {
        list += fmt::format(
            R"({}{{"Effect":"Allow","Action":{},"Resource":{}}})",
            list.empty() ? "" : ",",
            list_of(one.actions),
            list_of(one.resources)
        );
    }
    const std::string text = R"({"Version":"2012-10-17","Statement":[)" + list + "]}";
    auto read = policy::Document::read(text, policy::DocumentKind::Identity);
    EXPECT_TRUE(read) << text << ": " << (read ? "" : read.error().message);
    return read ? *std::move(read) : policy::Document{};
}

bool allows(const policy::Document& document, const LoggedCall& call) {
    policy::PolicySet policies;
    policies.identity = {{"suggested", &document}};
    policy::AuthRequest request;
    request.action = call.action;
    request.resources = {call.resource};
    request.principal = {policy::Principal::Type::User, std::string(kWho), "123456789012", ""};
    return policy::evaluate(policies, request).allowed();
}

TEST(SuggestionPropertyTest, WhatIsSuggestedAllowsAllThatWasCalled) {
    for (int round = 0; round < kSuggestions; ++round) {
        RandomCaller caller(static_cast<std::uint64_t>(round));
        CallLog log;
        std::set<LoggedCall> called;
        for (std::size_t n = caller.how_many(); n > 0; --n) {
            const LoggedCall call = caller.call();
            log.add(kWho, call.action, call.resource, call.done);
            called.insert(call);
        }
        const auto done = document_of(suggest(*log.find(kWho), false));
        const auto all = document_of(suggest(*log.find(kWho), true));
        for (const LoggedCall& call : called) {
            ASSERT_TRUE(allows(all, call)) << round << ": " << call.action << call.resource;
            if (call.done) ASSERT_TRUE(allows(done, call)) << round << ": " << call.resource;
        }
    }
}

/// The names are no patterns: what nobody called is not allowed, as long as each has its own line.
TEST(SuggestionPropertyTest, FewNamesAreAllowedToTheLetter) {
    for (int round = 0; round < kSuggestions; ++round) {
        RandomCaller caller(static_cast<std::uint64_t>(round));
        LoggedCall call = caller.call();
        while (!call.resource.starts_with("arn:aws:s3:::") ||
               call.resource.size() > CallLog::kMaxResourceBytes) {
            call = caller.call();
        }
        CallLog log;
        log.add(kWho, call.action, call.resource, true);
        const auto document = document_of(suggest(*log.find(kWho), false));
        ASSERT_TRUE(allows(document, call)) << call.resource;
        LoggedCall other = call;
        for (std::size_t at = call.resource.find_first_of("*?"); at != std::string::npos;
             at = call.resource.find_first_of("*?", at + 1)) {
            other.resource = call.resource;
            other.resource[at] = 'x';
            ASSERT_FALSE(allows(document, other)) << call.resource << " " << other.resource;
        }
    }
}

}  // namespace
}  // namespace gantry::iam
