#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

#include "base/manual_loop.h"
#include "core/core.h"
#include "service/registry.h"
#include "services/iam/api/call.h"
#include "services/iam/api/roles.h"
#include "services/iam/api/users.h"
#include "store/memory_journal.h"

namespace gantry::iam {

inline constexpr std::string_view kAnyTrust =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}]})";
inline constexpr std::string_view kAnyPolicy =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]})";
inline constexpr std::string_view kReadOnly = "arn:aws:iam::aws:policy/ReadOnlyAccess";

/// IAM without anything around it, for tests of handlers: tables on a journal in memory, a clock
/// that stands still until told, ids from a fixed seed.
class IamTest : public testing::Test {
  protected:
    IamTest() {
        settings_.secret = "test secret";
        core_ = std::make_unique<core::Core>(loop_, journal_, tables_.all());
        EXPECT_TRUE(core_->open());
    }

    /// Runs a handler and applies what it changed.
    template <class Output, class Input>
    Result<Output> run(Result<Output> (*handler)(Call&, const Input&), const Input& input) {
        const aws::Caller caller{scope_, principal_, {}, {}};
        core::Transaction tx;
        Call call{
            .scope = scope_,
            .caller = caller,
            .principal = principal_,
            .request_id = request_id_,
            .now = loop_.now(),
            .tables = tables_,
            .ids = ids_,
            .settings = settings_,
            .services = registry_,
            .tx = tx,
        };
        Result<Output> output = handler(call, input);
        if (output) {
            core_->commit(std::move(tx), "test");
            loop_.run_until_idle();
        }
        return output;
    }

    /// The same of one that needs no row.
    template <class Output, class Input>
    Result<Output> run(
        Result<Output> (*handler)(const service::RowlessCall&, const Input&), const Input& input
    ) {
        return handler({scope_, principal_, request_id_, loop_.now(), settings_}, input);
    }

    void make_role(const std::string& name) {
        const auto made =
            run(&create_role,
                api::iam::CreateRoleRequest{
                    .role_name = name, .assume_role_policy_document = std::string(kAnyTrust)
                });
        ASSERT_TRUE(made) << made.error().message;
    }
    void make_user(const std::string& name) {
        ASSERT_TRUE(run(&create_user, api::iam::CreateUserRequest{.user_name = name}));
    }

    aws::Scope scope_{"123456789012", "us-east-1"};
    std::string principal_ = "arn:aws:iam::123456789012:root";
    std::string request_id_ = "11111111-2222-4333-8444-555555555555";
    ManualLoop loop_;
    IdSource ids_{Random(1)};
    service::KeyRing keys_;
    service::Settings settings_;
    service::Options options_;
    Tables tables_;
    store::MemoryJournal journal_{loop_, std::make_shared<store::MemoryDisk>()};
    std::unique_ptr<core::Core> core_;
    service::Registry registry_{{}, {loop_, registry_, core_, ids_, keys_, settings_, options_}};
};

/// "Code: message" of a failed result, "ok" of a good one: one comparison says both.
template <class T>
std::string outcome(const Result<T>& result) {
    return result ? "ok" : result.error().code + ": " + result.error().message;
}

}  // namespace gantry::iam
