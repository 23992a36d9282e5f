#pragma once

#include <string>

#include "net/http.h"
#include "service/operation_runner.h"

namespace gantry::control {

/// Makes an answer in JSON go on with events, where the operation's output has some
/// (api::EventSource).
void add_events(net::HttpResponse& response, const service::Output& output);

}  // namespace gantry::control
