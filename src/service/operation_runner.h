#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "api/file_body.h"
#include "core/transaction.h"
#include "service/input_reader.h"
#include "service/registry.h"

namespace gantry::service {

/// A request for an operation, from whoever.
struct Request {
    aws::Caller caller;
    std::string id;         ///< for the caller, and in the journal's cause
    std::string service;    ///< "ecs"
    std::string operation;  ///< as on the wire; perhaps none of that service's
    InputReader::Decode decode;
    std::string host{};     ///< Call::host
    std::string version{};  ///< of the service, that a form asks for; empty: the one there is
};

/// A request whose input is JSON, whatever the service's protocol: of callers within the program.
Request json_request(
    const Registry& registry,
    aws::Caller caller,
    std::string id,
    std::string service,
    std::string operation,
    std::string body
);

/// The member of an input or output that is a payload not held in memory; null: it has none such.
const reflect::FieldInfo* file_body_field(const reflect::TypeInfo& type);

/// What an operation answered.
struct Output {
    const api::OperationInfo* operation = nullptr;
    std::shared_ptr<const void> value;  ///< of the operation's output type

    [[nodiscard]] std::string json() const;
    /// A payload that is not held in memory; null: it has none such.
    [[nodiscard]] const api::FileBody* body() const;
};

/// A request that was read: it is for an operation that there is, and within its bounds.
struct ReadRequest {
    aws::Caller caller;
    std::string id;
    const Service* service = nullptr;
    const Instance* instance = nullptr;
    const Operation* operation = nullptr;
    const api::OperationInfo* info = nullptr;
    std::shared_ptr<const void> input;
    /// In the input: a payload that is filled in before it runs. Null: it has none such.
    api::FileBody* body = nullptr;
    std::string host{};  ///< Call::host

    [[nodiscard]] bool needs_rows() const { return operation->invoke_rowless == nullptr; }
};

/// What a handler decided. Where `finish` is there, the output is what that fills in.
struct Decided {
    const api::OperationInfo* operation = nullptr;
    std::shared_ptr<void> output;
    Finish finish;

    [[nodiscard]] Output answer() const { return {operation, output}; }
};

/// Runs operations of every service, one way for all of them, and leaves it to others to commit
/// what they changed. Lives on the core's loop, where it says nothing else; everything it refers to
/// outlives it.
class OperationRunner {
  public:
    OperationRunner(const Registry& registry, IdSource& ids, const Settings& settings);

    /// Decodes, checks bounds, refuses what is not done. Any thread.
    /// Errors: MissingAuthenticationTokenException for anonymous callers of whatever is no unsigned
    /// call; UnknownOperationException, also of another version; MissingAction, of forms; the
    /// service's refusal code for operations of its model without a handler; those of
    /// InputReader::read.
    Result<ReadRequest> read(Request request) const;

    /// Authorises an operation that needs no row.
    /// Errors: AccessDeniedException; ExpiredTokenException for sessions that ended before their
    /// time (Registry::check_session).
    Result<RowlessCall> admit(const ReadRequest& request, SysTime now) const;
    /// Runs one that was let in. Any thread. Errors: those of the handler.
    static Result<Output> run_rowless(const ReadRequest& request, const RowlessCall& call);

    /// Authorises alone, before a body is taken that is not held in memory.
    /// Errors: as admit.
    Result<void> admit_body(const ReadRequest& request, SysTime now) const;

    /// Authorises, and runs the handler on the tables as they are.
    /// @param tx empty; gets what the operation changes, nothing where it fails
    /// Errors: as admit; those of the handler.
    Result<Decided> run(const ReadRequest& request, SysTime now, core::Transaction& tx) const;

  private:
    static Result<void> decide(const ReadRequest& request, Call& call, Decided& decided);
    [[nodiscard]] Call begin(const ReadRequest& request, SysTime now) const;
    [[nodiscard]] Result<void> authorize(const ReadRequest& request, Call& call) const;

    const Registry& registry_;
    IdSource& ids_;
    const Settings& settings_;
    std::map<std::string_view, InputReader> readers_;  ///< by service
};

}  // namespace gantry::service
