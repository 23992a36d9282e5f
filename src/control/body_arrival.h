#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>

#include "api/file_body.h"
#include "base/result.h"
#include "net/body_stream.h"
#include "service/body_gate.h"

namespace gantry::control {

/// A payload that is not held in memory, between the head that promised it and the operation that
/// gets it: nothing of it is read before its request was let in. Any thread.
class BodyArrival {
  public:
    using Then = std::function<void(Result<api::FileBody>)>;

    /// What stands before the sink that keeps the body. Once, before anything else.
    std::shared_ptr<net::BodySink> gate(std::shared_ptr<net::BodySink> to);
    /// The body may come.
    void let_in();

    /// Of who keeps it (service::BodyKeeper::Received): it is here, or will not be.
    void end(Result<api::FileBody> body);
    /// Calls `then` once with that, at once where it is known.
    void wait(Then then);

  private:
    std::weak_ptr<service::BodyGate> gate_;  ///< the connection's, with the sink

    std::mutex mutex_;  ///< guards what follows
    std::optional<Result<api::FileBody>> body_;
    Then then_;
};

}  // namespace gantry::control
