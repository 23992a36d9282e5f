#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "api/logs/filter_log_events_request.h"
#include "api/logs/filter_log_events_response.h"
#include "base/result.h"
#include "cmd/aws_calls.h"
#include "cmd/logs/log_places.h"

namespace gantry::cmd {

/// The events of one reading in order of time, of which one page is held at a time (1 MiB at most).
/// Source: FilterLogEvents.
class LogPages {
  public:
    /// Asks for the first page. Errors: the API's, with ResourceNotFoundException where the group
    /// or any of the streams is not there.
    static Result<LogPages> open(
        AwsCalls& api, const std::string& region, const std::string& group, LogRead read
    );

    /// Null: there are no more.
    [[nodiscard]] const api::logs::FilteredLogEvent* front() const {
        return at_ < events_.size() ? &events_[at_] : nullptr;
    }
    /// Goes on to the next event. Errors: the API's.
    Result<void> next();
    [[nodiscard]] const LogRead& read() const { return read_; }

  private:
    LogPages(AwsCalls& api, std::string region, LogRead read)
        : api_(&api), region_(std::move(region)), read_(std::move(read)) {}
    Result<void> fill();

    AwsCalls* api_;
    std::string region_;
    LogRead read_;
    api::logs::FilterLogEventsRequest request_;
    bool more_ = true;
    std::vector<api::logs::FilteredLogEvent> events_;
    std::size_t at_ = 0;
};

/// Opens a reading without those of its streams that are not there, which are told to `missing`: in
/// as many calls as it takes to find them, by halves. Appends what could be opened.
Result<void> open_pages(
    AwsCalls& api,
    const std::string& region,
    const std::string& group,
    LogRead read,
    std::vector<LogPages>& opened,
    std::vector<std::string>& missing
);

}  // namespace gantry::cmd
