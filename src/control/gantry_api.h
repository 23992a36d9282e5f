#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/thread_loop.h"
#include "control/control_core.h"
#include "net/http.h"

namespace gantry::control {

/// Gantry's own pages, all GET and, unless text is asked for, JSON. Called on the core's loop; the
/// pages that read the journal are made on a thread of their own, so that a long history keeps
/// nobody waiting.
///
///     /_gantry/health                         200 {"status":"ok",…} when all is served; 503 with
///                                             "read-only", "store-unavailable" or "closed", and
///                                             why; "unknownTables" when another version's are here
///     /_gantry/journal?since=N&limit=N        records after sequence N, oldest first, and "next"
///     /_gantry/history?arn=A[&format=text]    every stored change of one resource, oldest first
///     /_gantry/state?at=T                     all rows as of T (ISO 8601); without `at`: now
/// and the pages of the services (service/instance.h).
///
/// Errors: 400 for bad parameters, 404 for what does not exist, as {"message":"…"}.
class GantryApi {
  public:
    /// The control plane outlives it. On the core's loop.
    explicit GantryApi(ControlCore& control);

    void on_request(const net::HttpRequest& request, const net::Respond& respond);

  private:
    net::HttpResponse health();
    [[nodiscard]] const service::Page* find_page(std::string_view path) const;
    [[nodiscard]] std::string known_pages() const;

    ControlCore& control_;
    std::vector<service::Page> pages_;
    ThreadLoop reader_;
};

}  // namespace gantry::control
