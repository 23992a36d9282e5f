#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "service/operation_runner.h"

namespace gantry::service {

/// Runs the operations of every service (OperationRunner), commits what they changed, and answers
/// once that is durable. Lives on the core's loop, where it says nothing else; everything it refers
/// to outlives it.
///
///     any thread   read ──────────────▶ core's loop   run: authorise, handler, commit
///                                                      │ needs no row       │ durable
///                                       workers        ▼ handler ──▶ answer ◀┤
///                                       who does the rest, e.g. logs ◀── Later┘
class Dispatcher {
  public:
    /// @param workers run the operations that need no row
    Dispatcher(
        const std::unique_ptr<core::Core>& core,
        const Registry& registry,
        IdSource& ids,
        const Settings& settings,
        Loop& workers
    );

    using Answer = std::function<void(Result<Output>)>;

    /// OperationRunner::read. Any thread.
    Result<ReadRequest> read(Request request) const { return runner_.read(std::move(request)); }

    /// Whether an operation whose payload is not held in memory may have it (ReadRequest::body): by
    /// what is durable. On the core's loop. Errors: AccessDeniedException; ServerException.
    void admit_body(
        std::shared_ptr<const ReadRequest> request, std::function<void(Result<void>)> answer
    );

    /// Runs one operation in one turn, and answers once everything it saw or changed is durable: on
    /// the core's loop, on one of the workers, or wherever a Later answers.
    /// Errors: AccessDeniedException; those of the handler; ServerException while the state cannot
    /// be read or written.
    void run(ReadRequest request, Answer answer);

    /// Both, with JSON in and out, whatever the service's protocol: for callers within the
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

    void run_rowless(const std::shared_ptr<Work>& work, int attempts);
    void attempt(const std::shared_ptr<Work>& work, int attempts);
    void commit(
        const std::shared_ptr<Work>& work,
        core::Transaction tx,
        Result<Decided> decided,
        int attempts
    );
    static void release(const std::shared_ptr<Work>& work, const Result<Decided>& decided);

    const std::unique_ptr<core::Core>& core_;  ///< made after this
    const Registry& registry_;
    Loop& workers_;
    OperationRunner runner_;
};

}  // namespace gantry::service
