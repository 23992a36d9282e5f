#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "agent/backoff.h"
#include "agent/control_link.h"
#include "agent/link/endpoints.h"
#include "base/loop.h"
#include "base/random.h"

namespace gantry::agent {

/// A stream that is opened again whenever it ends, for as long as it takes.
///
/// After an orderly end or a lost connection it comes back at once; when it cannot be opened, or
/// was closed with a code that asks for patience, after growing delays. It ends itself when nothing
/// was heard for a while, and every half hour, so that connections move between servers. Lives on
/// the agent's loop.
class KeptStream {
  public:
    struct Options {
        StreamKind kind = StreamKind::Control;
        Backoff backoff;
        Duration inactivity_limit{60'000};  ///< plus up to as much again, by chance
        std::function<ControlLink::Query()> query;
    };
    struct Listener {
        std::function<void()> on_open;
        std::function<void(const std::string& text)> on_text;
        /// @param reason the peer's words, which may name an exception
        std::function<void(const std::string& reason)> on_end;
    };

    KeptStream(
        Loop& loop,
        Random& random,
        ControlLink& link,
        Endpoints& endpoints,
        Options options,
        Listener listener
    );
    ~KeptStream();
    KeptStream(const KeptStream&) = delete;
    KeptStream& operator=(const KeptStream&) = delete;

    void start();
    /// Ends the stream; start() begins anew.
    void stop();
    /// Ends the stream, or waits with opening it, for at least `delay`.
    void hold_off(Duration delay);

    [[nodiscard]] bool is_open() const { return open_; }
    /// @return false when the stream is not open; the text is then lost
    bool send(std::string text);

  private:
    void connect();
    void open(const std::string& endpoint);
    void on_opened();
    void on_text(const std::string& text);
    void on_closed(int code, const std::string& reason);
    void expect_news();
    void end(const std::string& reason, bool at_once);
    void retire();
    void connect_after(Duration delay);

    Loop& loop_;
    Random& random_;
    ControlLink& link_;
    Endpoints& endpoints_;
    Options options_;
    Listener listener_;
    std::shared_ptr<ControlStream> stream_;
    std::vector<std::shared_ptr<ControlStream>> retired_;
    bool wanted_ = false;
    bool open_ = false;
    MonoTime opened_at_;
    TimerId connect_timer_ = 0;
    TimerId silence_timer_ = 0;
    TimerId rollover_timer_ = 0;
    std::uint64_t attempt_ = 0;  ///< answers to earlier attempts are void
    std::shared_ptr<bool> alive_;
};

}  // namespace gantry::agent
