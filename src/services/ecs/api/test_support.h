#pragma once

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>

#include "service/test_world.h"
#include "services/ec2/service.h"
#include "services/ecs/api/call.h"
#include "services/ecs/service.h"
#include "wire/json_codec.h"

namespace gantry::ecs {

/// The ECS service with EC2 and nothing else around it, for tests of handlers: tables on a journal
/// in memory, a clock that stands still until told, ids from a fixed seed.
class ApiTest : public testing::Test {
  protected:
    /// A call by `principal_`, now; what it stages is in `tx_`, empty at first.
    Call call() {
        tx_ = {};
        caller_ = {scope_, principal_, {}, {}};
        return {
            .scope = scope_,
            .caller = caller_,
            .principal = principal_,
            .request_id = request_id_,
            .now = loop_.now(),
            .tables = tables_,
            .ids = ids_,
            .settings = settings_,
            .services = world_.registry(),
            .tx = tx_,
        };
    }

    /// Runs a handler with an input written as JSON or as a value, and applies what it changed.
    template <class Output, class Input>
    Result<Output> run(Result<Output> (*handler)(Call&, const Input&), const Input& input) {
        Call one = call();  // NOLINT(misc-const-correctness): handlers take what they may change
        Result<Output> output = handler(one, input);
        if (output) commit(std::move(tx_));
        return output;
    }
    template <class Output, class Input>
    Result<Output> run(
        Result<Output> (*handler)(const service::RowlessCall&, const Input&), const Input& input
    ) {
        return handler({scope_, principal_, request_id_, loop_.now(), settings_}, input);
    }
    template <class Output, class Input>
    Result<Output> run(Result<Output> (*handler)(Call&, const Input&), std::string_view input) {
        const Result<Input> decoded = wire::decode_json<Input>(input);
        if (!decoded) return decoded.error();
        return run(handler, *decoded);
    }

    /// Runs an operation as the front end does, JSON in and out.
    Result<std::string> run_json(std::string_view operation, std::string_view body) {
        return world_.run_json(
            {scope_, principal_, ""}, "ecs", std::string(operation), std::string(body)
        );
    }

    void commit(core::Transaction tx) { world_.commit(std::move(tx)); }

    template <class Row>
    void put(const core::Table<Row>& table, const std::string& key, Row row) {
        core::Transaction tx;
        tx.put(table, key, std::move(row));
        commit(std::move(tx));
    }

    Scope scope_{"123456789012", "us-east-1"};
    std::string principal_ = "arn:aws:iam::123456789012:user/tester";
    aws::Caller caller_;  ///< of the call that was made last
    std::string request_id_ = "11111111-2222-4333-8444-555555555555";
    /// Nobody decides here what callers may do: that is IAM's.
    std::array<const service::Service*, 2> services_{&service(), &ec2::service()};
    service::TestWorld world_{services_};
    service::Settings& settings_ = world_.settings;
    ManualLoop& loop_ = world_.loop;
    IdSource& ids_ = world_.ids;
    core::Core& core_ = world_.core();
    const Tables& tables_ = world_.registry().get<Instance>().rows();
    core::Transaction tx_;
};

/// "Code: message" of a failed result, "ok" of a good one: one comparison says both.
template <class T>
std::string outcome(const Result<T>& result) {
    return result ? "ok" : result.error().code + ": " + result.error().message;
}

}  // namespace gantry::ecs
