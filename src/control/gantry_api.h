#pragma once

#include <string>

#include "base/thread_loop.h"
#include "control/control_core.h"
#include "net/http.h"

namespace gantry::control {

/// Gantry's own pages, all GET and, unless text is asked for, JSON. Called on the core's loop; the
/// pages that read the journal are made on a thread of their own, so that a long history keeps
/// nobody waiting.
///
///     /_gantry/health                         200 {"status":"ok",…} when all is served; 503 with
///                                             "read-only" or "store-unavailable", and why
///     /_gantry/journal?since=N&limit=N        records after sequence N, oldest first, and "next"
///     /_gantry/history?arn=A[&format=text]    every stored change of one resource, oldest first
///     /_gantry/state?at=T                     all rows as of T (ISO 8601); without `at`: now
///     /_gantry/logs?task=A[&container=NAME][&format=text]   the last lines a task's stopped
///                                             containers wrote
///
/// Errors: 400 for bad parameters, 404 for what does not exist, as {"message":"…"}.
class GantryApi {
  public:
    explicit GantryApi(ControlCore& control) : control_(control), reader_("pages") {}

    void on_request(const net::HttpRequest& request, const net::Respond& respond);

  private:
    net::HttpResponse health();
    net::HttpResponse logs(const std::string& target);

    ControlCore& control_;
    ThreadLoop reader_;
};

/// Where a resource's row is kept.
struct RowAddress {
    std::string table;
    std::string key;
};
/// The row behind an ARN of a cluster, service, task, task definition or container instance.
/// Errors: InvalidArgument with what is accepted.
Result<RowAddress> row_of(std::string_view arn);

}  // namespace gantry::control
