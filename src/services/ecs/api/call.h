#pragma once

#include <optional>
#include <string>

#include "base/random.h"
#include "base/result.h"
#include "base/time.h"
#include "core/transaction.h"
#include "services/ecs/model/arn.h"
#include "services/ecs/model/tables.h"

namespace gantry::ecs {

/// What the operator configured and handlers may need to know.
struct ServiceSettings {
    std::string page_token_key;  ///< secret that authenticates page tokens
    /// Base URL agents are sent to by DiscoverPollEndpoint, e.g. "http://127.0.0.1:4566".
    std::string agent_endpoint;
    std::string availability_zone_suffix =
        "a";  ///< zone of instances that do not name one: region + this
};

/// One API call while its handler runs: who calls, what is, and what the handler changes.
///
/// A handler is a function `Result<Output> name(Call&, const Input&)`: it checks the input, decides
/// against `tables` (reading through `tx` where its own changes matter), stages changes in `tx`,
/// and answers. It does not commit: the front end commits `tx` and holds the answer until that is
/// durable; on an error `tx` is dropped. Runs on the core's thread, in one turn.
struct Call {
    Scope scope;            ///< the caller's account and the request's Region
    std::string principal;  ///< ARN of the caller
    std::string request_id;
    SysTime now;
    const Tables& tables;
    IdSource& ids;
    const ServiceSettings& settings;
    core::Transaction tx;
};

}  // namespace gantry::ecs
