#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/reflect.h"
#include "base/time.h"
#include "core/controller.h"
#include "core/table.h"
#include "service/operation_runner.h"

/// Operations that services call of each other: exactly once, through any crash, and without client
/// tokens.
///
/// Who wants a call stages a CallRow into its own transaction, so that the wish and what it follows
/// from become true together. A controller runs the operation as that principal, in the way of all
/// operations, and writes down what came of it in the same transaction as the operation's effects:
/// either both are durable or neither is, and then it runs again. A refusal is an outcome as well.
/// Who wanted the call hears of the changed row, and erases it in its own transaction, with
/// whatever follows from the outcome.
///
/// Each service that calls keeps its calls in a table of its own, "events.calls", and names an
/// InternalCalls among its controllers.
namespace gantry::service {

/// A call that is wanted, and what came of it. Key: call_key.
struct CallRow {
    std::string account;
    std::string region;
    std::string id;         ///< uuid: the request's id
    std::string principal;  ///< ARN of whom it is made as; its policies decide
    std::string service;    ///< "ecs"
    std::string operation;  ///< "RunTask"
    std::string input;      ///< JSON
    /// Nobody asks what came of it: the row goes when it is done.
    bool forget = false;

    std::int64_t attempts = 0;          ///< that found the service unavailable
    std::optional<SysTime> not_before;  ///< of the next attempt
    std::optional<SysTime> done_at;     ///< absent: it has yet to run
    std::string output;                 ///< JSON, where it succeeded; else empty
    std::string error_code;             ///< where it was refused: AWS's name, if it has one
    std::string error_message;

    [[nodiscard]] aws::Scope scope() const { return {account, region}; }
    [[nodiscard]] bool done() const { return done_at.has_value(); }
    [[nodiscard]] bool refused() const { return done() && output.empty(); }
    friend bool operator==(const CallRow&, const CallRow&) = default;
    static const reflect::TypeInfo& type_info();
};

/// `<account>/<region>/<id>`.
std::string call_key(const CallRow& row);

/// Runs the calls of one table.
class InternalCalls final : public core::Controller {
  public:
    /// Waits after attempts that found a service unavailable: 1 s, 2 s, 4 s … 5 min; then it is
    /// given up, with the error as the outcome.
    static constexpr Duration kFirstWait{1'000};
    static constexpr Duration kLongestWait = minutes{5};
    static constexpr std::int64_t kMaxAttempts = 20;

    /// To be made when every instance is: in Instance::controllers().
    /// @param name "events-calls", for the journal
    InternalCalls(
        std::string name, const core::Table<CallRow>& calls, const Surroundings& surroundings
    )
        : name_(std::move(name)),
          calls_(calls),
          runner_(surroundings.services, surroundings.ids, surroundings.settings),
          services_(surroundings.services) {}

    [[nodiscard]] std::string_view name() const override { return name_; }
    void on_change(const core::Change& change, const Wake& wake) override;
    void all_keys(const Wake& wake) override;
    core::Plan plan(const std::string& key, SysTime now) override;

  private:
    /// @param changes what the operation changes
    [[nodiscard]] Result<Output> run(const CallRow& row, SysTime now, core::Transaction& changes)
        const;

    std::string name_;
    const core::Table<CallRow>& calls_;
    OperationRunner runner_;
    const Registry& services_;
};

}  // namespace gantry::service
