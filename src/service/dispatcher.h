#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "service/operation_runner.h"

namespace gantry::service {

/// Runs the operations of every service (OperationRunner), commits what they changed, and answers
/// once that is durable. Lives on the core's loop; everything it refers to outlives it.
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
    /// Errors: MissingAuthenticationTokenException for anonymous callers of whatever is no unsigned
    /// call; AccessDeniedException; UnknownOperationException; the service's refusal code for
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

    void attempt(const std::shared_ptr<Work>& work, int attempts);
    void commit(
        const std::shared_ptr<Work>& work, core::Transaction tx, Result<Output> result, int attempts
    );

    const std::unique_ptr<core::Core>& core_;  ///< made after this
    const Registry& registry_;
    OperationRunner runner_;
};

}  // namespace gantry::service
