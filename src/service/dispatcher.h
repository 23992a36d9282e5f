#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

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
};

/// What an operation answered.
struct Output {
    const api::OperationInfo* operation = nullptr;
    std::shared_ptr<const void> value;  ///< of the operation's output type
};

/// Runs the operations of every service, one way for all of them: decode, bounds, refusals,
/// handler, commit, answer. Lives on the core's loop; everything it refers to outlives it.
class Dispatcher {
  public:
    Dispatcher(
        const std::unique_ptr<core::Core>& core,
        const Registry& registry,
        IdSource& ids,
        const Settings& settings
    );

    using Answer = std::function<void(Result<Output>)>;

    /// Runs one operation in one turn, and answers once everything it saw or changed is durable.
    /// Errors: AccessDeniedException; UnknownOperationException; the service's refusal code for
    /// operations of its model without a handler; those of InputReader::read and of the handler;
    /// ServerException while the state cannot be read or written.
    void run(Request request, Answer answer);

    /// The same with JSON in and out, whatever the service's protocol: for callers within the
    /// program.
    using JsonAnswer = std::function<void(Result<std::string>)>;
    void run_json(
        aws::Caller caller,
        std::string service,
        std::string operation,
        std::string id,
        std::string body,
        JsonAnswer answer
    );

  private:
    struct Work;

    Result<std::shared_ptr<Work>> prepare(Request& request) const;
    [[nodiscard]] Result<void> authorize(const Work& work, const Call& call) const;
    void attempt(const std::shared_ptr<Work>& work, int attempts);
    void commit(const std::shared_ptr<Work>& work, Call call, Result<Output> result, int attempts);

    const std::unique_ptr<core::Core>& core_;  ///< made after this
    const Registry& registry_;
    IdSource& ids_;
    const Settings& settings_;
    std::map<std::string_view, InputReader> readers_;  ///< by service
};

}  // namespace gantry::service
