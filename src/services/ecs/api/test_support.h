#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/manual_loop.h"
#include "core/core.h"
#include "services/ecs/api/call.h"
#include "services/ecs/api/operation_table.h"
#include "store/memory_journal.h"
#include "wire/json_codec.h"

namespace gantry::ecs {

/// The ECS service without anything around it, for tests of handlers: tables on a journal in
/// memory, a clock that stands still until told, ids from a fixed seed.
class ApiTest : public testing::Test {
  protected:
    ApiTest() {
        settings_.page_token_key = "test secret";
        settings_.endpoint = "http://127.0.0.1:4566";
        EXPECT_TRUE(core_.open());
    }

    /// A call by `principal_`, now.
    Call call() {
        return {
            .scope = scope_,
            .principal = principal_,
            .request_id = "11111111-2222-4333-8444-555555555555",
            .now = loop_.now(),
            .tables = tables_,
            .ids = ids_,
            .settings = settings_,
            .tx = {},
        };
    }

    /// Runs a handler with an input written as JSON or as a value, and applies what it changed.
    template <class Output, class Input>
    Result<Output> run(Result<Output> (*handler)(Call&, const Input&), const Input& input) {
        Call one = call();
        Result<Output> output = handler(one, input);
        if (output) commit(std::move(one.tx));
        return output;
    }
    template <class Output, class Input>
    Result<Output> run(Result<Output> (*handler)(Call&, const Input&), std::string_view input) {
        const Result<Input> decoded = wire::decode_json<Input>(input);
        if (!decoded) return decoded.error();
        return run(handler, *decoded);
    }

    /// Runs an operation as the front end does, JSON in and out.
    Result<std::string> run_json(std::string_view operation, std::string_view body) {
        Call one = call();
        Result<std::string> output = run_operation(operation, one, body);
        if (output) commit(std::move(one.tx));
        return output;
    }

    void commit(core::Transaction tx) {
        core_.commit(std::move(tx), "test");
        loop_.run_until_idle();
    }

    template <class Row>
    void put(const core::Table<Row>& table, const std::string& key, Row row) {
        core::Transaction tx;
        tx.put(table, key, std::move(row));
        commit(std::move(tx));
    }

    Scope scope_{"123456789012", "us-east-1"};
    std::string principal_ = "arn:aws:iam::123456789012:user/tester";
    ServiceSettings settings_;
    ManualLoop loop_;
    IdSource ids_{Random(1)};
    Tables tables_;
    store::MemoryJournal journal_{loop_, std::make_shared<store::MemoryDisk>()};
    core::Core core_{loop_, journal_, tables_.all()};
};

/// "Code: message" of a failed result, "ok" of a good one: one comparison says both.
template <class T>
std::string outcome(const Result<T>& result) {
    return result ? "ok" : result.error().code + ": " + result.error().message;
}

}  // namespace gantry::ecs
