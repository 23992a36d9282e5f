#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "aws/caller.h"
#include "base/random.h"
#include "base/time.h"
#include "core/transaction.h"

namespace gantry::service {

class Registry;

/// What the operator configured and handlers of any service may need to know.
struct Settings {
    /// Of this installation, known to nobody else: what page and session tokens and secret access
    /// keys are made with.
    std::string secret;
    /// Secrets of single services, by the names of their files (Service::key_file).
    std::map<std::string, std::string, std::less<>> keys{};
    /// Base URL by which Gantry is reached, e.g. "http://127.0.0.1:4566".
    std::string endpoint;
    /// Zone of what does not name one: region + this.
    std::string availability_zone_suffix = "a";
};

/// One call of an operation while it runs: who calls, when, and what it changes. See CallOn for
/// what handlers are given.
struct Call {
    const aws::Caller& caller;
    const std::string& request_id;
    SysTime now;
    IdSource& ids;
    const Settings& settings;
    const Registry& services;  ///< to read other services' tables
    core::Transaction tx{};
    std::string_view host{};  ///< that the caller named, with its port; empty: none
};

/// A call of an operation that needs no row, after it was let in. Its handler is a function
/// `Result<Output> name(const RowlessCall&, const Input&)` of what it is given alone, and runs
/// beside the core: on a thread of the workers, where it may take its time.
struct RowlessCall {
    aws::Scope scope;       ///< the caller's account and the request's Region
    std::string principal;  ///< ARN of the caller
    std::string request_id;
    SysTime now;
    Settings settings;
};

/// A call as the handlers of a service see it that keeps its rows in `Tables`.
///
/// A handler is a function `Result<Output> name(CallOn<Tables>&, const Input&)`: it checks the
/// input, decides against `tables` (reading through `tx` where its own changes matter), stages
/// changes in `tx`, and answers. It does not commit: the dispatcher commits `tx` and holds the
/// answer until that is durable; on an error `tx` is dropped. Runs on the core's thread, in one
/// turn, which all references outlive.
template <class Tables>
struct CallOn {
    const aws::Scope& scope;  ///< the caller's account and the request's Region
    const aws::Caller& caller;
    const std::string& principal;  ///< ARN of the caller; empty: an unsigned call
    const std::string& request_id;
    SysTime now;
    const Tables& tables;
    IdSource& ids;
    const Settings& settings;
    const Registry& services;
    core::Transaction& tx;
    const aws::Session* session = nullptr;  ///< of callers with temporary credentials
    std::string_view host{};                ///< Call::host
};

}  // namespace gantry::service
