#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "aws/caller.h"
#include "base/thread_loop.h"
#include "control/control_core.h"
#include "control/metrics.h"
#include "net/http.h"

namespace gantry::control {

/// Gantry's own pages, all GET but those that do something, and JSON unless text is asked for.
/// Called on the core's loop; the pages that read the journal are made on a thread of their own, so
/// that a long history keeps nobody waiting.
///
///     /_gantry/health                         200 {"status":"ok",…} when all is served; 503 with
///                                             "read-only", "store-unavailable" or "closed", and
///                                             why; "unknownTables" when another version's are here
///     /_gantry/journal?since=N&limit=N        records after sequence N, oldest first, and "next"
///     /_gantry/history?arn=A[&format=text]    every stored change of one resource, oldest first
///     /_gantry/state?at=T                     all rows as of T (ISO 8601); without `at`: now
///     /_gantry/metrics                        what is measured, for Prometheus
///     /_gantry/ca                             certificate of Gantry's own authority, PEM; or 404
/// and the pages of the services (service/instance.h).
///
/// Who may read a page is for policies to say, but for health and ca, which are everybody's: the
/// action of
/// /_gantry/state is gantry:GetState, of /_gantry/iam/explain gantry:GetIamExplain; the resource is
/// what `arn`, `task` or `principal` names. Rows of all accounts are in them.
///
/// Errors: 400 for bad parameters, 403 for who may not, 404 for what does not exist, as
/// {"message":"…"}.
class GantryApi {
  public:
    /// Both references outlive it. On the core's loop.
    /// @param authority certificate of Gantry's own authority, PEM; empty: it has none
    GantryApi(ControlCore& control, const Metrics& metrics, std::string authority = {});

    void on_request(
        const aws::Caller& caller, const net::HttpRequest& request, const net::Respond& respond
    );

  private:
    net::HttpResponse health();
    Result<void> authorize(
        const aws::Caller& caller,
        const std::string& action,
        std::string_view about,
        const std::string& target
    );
    void answer_metrics(const net::Respond& respond);
    [[nodiscard]] net::HttpResponse authority_page() const;
    [[nodiscard]] const service::Page* find_page(std::string_view path) const;
    [[nodiscard]] std::string known_pages() const;

    ControlCore& control_;
    const Metrics& metrics_;
    const std::string authority_;
    std::vector<service::Page> pages_;
    ThreadLoop reader_;
};

}  // namespace gantry::control
