#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "agent/backoff.h"
#include "agent/control_link.h"
#include "agent/logs/awslogs_options.h"
#include "agent/logs/log_event.h"
#include "base/loop.h"
#include "base/random.h"

namespace gantry::agent {

/// Who signs what a container's log driver sends; nothing: not known at the moment. Credentials
/// without an access key id stand for the agent's own.
using LogCredentials = std::function<std::optional<api::acs::IAMRoleCredentials>()>;

/// One log stream: makes it where it has to, and sends events in order. One call is under way at a
/// time; what comes meanwhile goes with the next, so a single line leaves at once and many
/// together. Failures are tried again after 1 to 32 s for as long as it takes; only what the
/// service refuses to take at all (InvalidParameterException) is given up, and said. Lives on the
/// agent's loop.
class LogSink {
  public:
    struct Setup {
        AwslogsOptions options;  ///< `stream` is set
        std::string owner;       ///< "<container> of <task>", for the agent's log
        LogCredentials credentials;
        /// So many more were taken; none: settled() may have changed.
        std::function<void(std::size_t pieces)> on_taken;
    };

    LogSink(Loop& loop, Random& random, ControlLink& link, Setup setup);
    ~LogSink();
    LogSink(const LogSink&) = delete;
    LogSink& operator=(const LogSink&) = delete;

    /// Makes the stream now. `ready`, once, never within this call: an error when it cannot be made
    /// (in the words of Docker's driver); success also when that cannot be told at the moment.
    void prepare(std::function<void(Result<void>)> ready);

    /// Makes the stream although there is nothing to send yet, in its own time.
    void open();

    void add(std::vector<LogEvent> events);
    /// Pieces that need no event: taken once all before them is.
    void add_pieces(std::size_t pieces);
    /// The control plane is back.
    void try_now();

    [[nodiscard]] std::size_t waiting_bytes() const { return waiting_bytes_; }
    [[nodiscard]] bool idle() const { return queue_.empty() && !sending_; }
    /// There is nothing to do any more: all was sent, and the stream is there where it was to be
    /// opened, or was refused for good.
    [[nodiscard]] bool settled() const {
        return idle() && (stage_ == Stage::Open || !opening_ || refused_);
    }

  private:
    enum class Stage { Group, Stream, Open };
    using Answer = void (LogSink::*)(const Result<std::string>&);

    void pump();
    void create_group();
    void create_stream();
    void send();
    void call(const char* operation, std::string body, Answer answer);
    void on_group(const Result<std::string>& answer);
    void on_stream(const Result<std::string>& answer);
    void on_sent(const Result<std::string>& answer);
    void sent();
    void refused(const char* what, const Error& why);
    void retry_later();
    void end_preparation(const Result<void>& how);
    void tell_rejected(const std::string& answer);

    Loop& loop_;
    Random& random_;
    ControlLink& link_;
    Setup setup_;
    Stage stage_;
    std::deque<LogEvent> queue_;
    std::size_t waiting_bytes_ = 0;  ///< of the queue and of what is under way
    std::optional<LogBatch> sending_;
    std::string body_;               ///< of what is under way, kept for another try
    std::size_t sending_bytes_ = 0;  ///< what that counts for
    bool calling_ = false;
    bool opening_ = false;  ///< the stream is wanted before there is anything to send
    bool refused_ = false;  ///< asking for it again is likely to be answered in the same way
    TimerId timer_ = 0;
    Backoff pauses_;
    Backoff credential_pauses_;
    std::string told_;  ///< the failure that was said last
    std::function<void(Result<void>)> ready_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace gantry::agent
