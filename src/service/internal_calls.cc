#include "service/internal_calls.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "wire/json_codec.h"

namespace gantry::service {
namespace {

/// Before the attempt after that many.
Duration wait_after(std::int64_t attempts) {
    Duration wait = InternalCalls::kFirstWait;
    for (std::int64_t i = 1; i < attempts && wait < InternalCalls::kLongestWait; ++i) wait *= 2;
    return std::min(wait, InternalCalls::kLongestWait);
}

}  // namespace

const reflect::TypeInfo& CallRow::type_info() {
    using reflect::field;
    static const reflect::TypeInfo info = reflect::structure<CallRow>(
        "Call",
        {
            field<&CallRow::account>("account"),
            field<&CallRow::region>("region"),
            field<&CallRow::id>("id"),
            field<&CallRow::principal>("principal"),
            field<&CallRow::service>("service"),
            field<&CallRow::operation>("operation"),
            field<&CallRow::input>("input"),
            field<&CallRow::forget>("forget"),
            field<&CallRow::attempts>("attempts"),
            field<&CallRow::not_before>("notBefore"),
            field<&CallRow::done_at>("doneAt"),
            field<&CallRow::output>("output"),
            field<&CallRow::error_code>("errorCode"),
            field<&CallRow::error_message>("errorMessage"),
        }
    );
    return info;
}

std::string call_key(const CallRow& row) {
    return row.scope().prefix() + row.id;
}

void InternalCalls::on_change(const core::Change& change, const Wake& wake) {
    if (!change.is_of(calls_)) return;
    const CallRow* row = change.after_as(calls_);
    if (row != nullptr && !row->done()) wake(change.key);
}

void InternalCalls::all_keys(const Wake& wake) {
    for (const auto& [key, row] : calls_.rows()) {
        if (!row->done()) wake(key);
    }
}

core::Plan InternalCalls::plan(const std::string& key, SysTime now) {
    const auto row = calls_.find(key);
    if (!row || row->done()) return {};
    if (row->not_before && *row->not_before > now) return {.again_in = *row->not_before - now};
    core::Plan plan;
    const Result<Output> output = run(*row, now, plan.changes);
    CallRow after = *row;
    if (!output && output.error().kind == ErrorKind::Unavailable &&
        ++after.attempts < kMaxAttempts) {
        const Duration wait = wait_after(after.attempts);
        after.not_before = now + wait;
        plan.changes.put(calls_, key, std::move(after));
        plan.again_in = wait;
        plan.reason = fmt::format("{} is unavailable", row->operation);
        return plan;
    }
    plan.reason = fmt::format("{} {}", row->operation, row->id);
    if (row->forget) {
        plan.changes.erase(calls_, key);
        return plan;
    }
    after.done_at = now;
    if (output) {
        after.output = output->json();
    } else {
        after.error_code = output.error().code;
        after.error_message = output.error().message;
    }
    plan.changes.put(calls_, key, std::move(after));
    return plan;
}

Result<Output> InternalCalls::run(const CallRow& row, SysTime now, core::Transaction& changes)
    const {
    const aws::Caller caller{row.scope(), row.principal, {}, {}};
    auto request =
        runner_.read(json_request(services_, caller, row.id, row.service, row.operation, row.input)
        );
    if (!request) return request.error();
    // What is done outside the transaction could be done twice.
    if (request->operation->invoke_later != nullptr) {
        return internal_error(row.operation + " does not take effect in one transaction");
    }
    // Nobody would have written it: what took effect would be of an empty file.
    if (request->body != nullptr) {
        return internal_error(row.operation + " takes a payload that is not held in memory");
    }
    const auto decided = runner_.run(*request, now, changes);
    if (!decided) return decided.error();
    return decided->answer();
}

}  // namespace gantry::service
