#pragma once

#include <functional>
#include <memory>

#include "base/result.h"

/// Answers that need more than a turn of the core's loop: of logs, of disks.
namespace gantry::service {

/// What an operation still does once everything it saw and staged is durable. A handler
/// `Result<Later<Output>> name(CallOn<Tables>&, const Input&)` decides and stages like any other,
/// and returns one of these; it owns all it needs, for the call and its tables are gone by then.
template <class Output>
struct Later {
    using Answer = std::function<void(Result<Output>)>;

    /// Called on the core's loop, at most once, and does not block there: it hands the work to who
    /// does it. `answer` is called exactly once, on any thread, perhaps before this returns. It is
    /// not called at all when the program ends meanwhile.
    std::function<void(Answer answer)> run;
};

/// The same for any output: fills in `output` and then says how it went.
using Finish =
    std::function<void(const std::shared_ptr<void>& output, std::function<void(Result<void>)>)>;

}  // namespace gantry::service
