#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/loop.h"
#include "base/result.h"
#include "cmd/logs/log_pages.h"
#include "cmd/logs/log_places.h"
#include "cmd/logs/log_printer.h"
#include "cmd/logs/log_sources.h"
#include "wire/pattern.h"

namespace gantry::cmd {

/// "90s", "10m", "2h", "1d". Nothing for what is no such text.
std::optional<Duration> read_span(std::string_view text);

struct LogWishes {
    LogSubject subject;
    std::string region;  ///< the client's own
    Duration since{};    ///< how far back
    bool follow = false;
    std::optional<wire::Pattern> wanted;  ///< only lines that hold it
};

/// Reads what containers write, and prints it in order of time, as far as it is there.
class LogReader {
  public:
    static constexpr Duration kPause{300};           ///< between two turns
    static constexpr Duration kPauseAway{1'000};     ///< while nobody answers
    static constexpr Duration kLookForTasks{3'000};  ///< and for streams that were missing
    static constexpr Duration kLastLines{5'000
    };  ///< a task that stopped is read for so much longer

    /// What it needs of the world.
    struct World {
        AwsCalls& api;
        const Clock& clock;
        LogPrinter& printer;
        /// One of Gantry's own pages. Errors: as AwsCalls.
        std::function<Result<std::string>(const std::string& target)> page;
        std::function<void(const std::string& message)> say;  ///< to the operator
        std::function<void()> flush;                          ///< what was printed
        std::function<bool(Duration)> pause;                  ///< @return false: that is enough
    };

    LogReader(World world, LogWishes wishes);

    /// Returns when all was printed; with `follow`, once nothing more can come. What may pass
    /// (may_pass) does not end following: it is said once, and when it is over.
    /// Errors: LogFinder's, the API's; NotFound when no container has the name that is wanted.
    Result<void> run();

  private:
    using Group = std::pair<std::string, std::string>;  ///< Region and name

    [[nodiscard]] Moment moment() const { return {world_.clock.now(), world_.clock.mono()}; }
    Result<void> turn();
    Result<void> look();
    void place_sources();
    void explain_others();
    void explain(const OtherLog& other) const;
    Result<void> print_last_lines();
    Result<void> read_group(const Group& group, const std::vector<LogRead>& reads);
    Result<void> read_new();
    Result<void> merge();
    void take(const Group& group, const LogRead& read, const api::logs::FilteredLogEvent& event);
    [[nodiscard]] bool is_over() const;
    void note(const Result<void>& how);

    World world_;
    LogWishes wishes_;
    LogFinder finder_;
    LogSources sources_;
    std::int64_t start_ms_ = 0;
    std::map<Group, LogPlaces> places_;
    std::map<std::pair<Group, std::string>, std::string> labels_;  ///< by stream
    std::vector<std::pair<Group, LogPages>> open_;
    std::optional<MonoTime> looked_;
    std::optional<MonoTime> ended_;  ///< when the one task was first seen to have stopped
    MonoTime last_news_;
    bool away_ = false;
    std::set<std::string> explained_;  ///< names of containers
    std::set<std::string> left_out_;   ///< definitions
    std::set<std::string> printed_;    ///< others whose last lines were printed: task/container
};

}  // namespace gantry::cmd
