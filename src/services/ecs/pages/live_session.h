#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/loop.h"
#include "base/random.h"
#include "net/http.h"
#include "services/ecs/exec/relay.h"
#include "services/ecs/exec/session_book.h"

namespace gantry::ecs {

/// A session that is open: a relay with its two websockets and its timer. Lives on the loop of
/// relays; held by ExecHub until it is over.
class LiveSession : public std::enable_shared_from_this<LiveSession> {
  public:
    struct Hooks {
        std::function<void()> call_agent;
        /// What the user saw; last: nothing more follows.
        std::function<void(std::string text, bool last)> transcript;
        std::function<void()> over;  ///< the hub may let go of it
    };

    LiveSession(
        Loop& loop,
        exec::Session session,
        const exec::ClientWishes& wishes,
        std::shared_ptr<net::WebSocket> client,
        Hooks hooks
    );

    void start();
    void on_client_frame(std::string_view frame);
    void on_client_gone();
    void on_agent(std::shared_ptr<net::WebSocket> agent);
    void on_agent_frame(std::string_view frame);
    void on_agent_gone(const std::string& words);
    /// Ends it with words for the user, as far as he still hears them.
    void stop(const std::string& words);

    [[nodiscard]] const exec::Session& session() const { return session_; }

  private:
    [[nodiscard]] exec::Moment now() const { return {loop_.now(), loop_.mono()}; }
    void settle();
    void arm();

    Loop& loop_;
    const exec::Session session_;
    IdSource ids_{Random::from_system()};
    exec::Relay relay_;
    std::shared_ptr<net::WebSocket> client_;
    std::shared_ptr<net::WebSocket> agent_;  ///< null before it came
    Hooks hooks_;
    TimerId timer_ = 0;
    bool over_ = false;
};

}  // namespace gantry::ecs
