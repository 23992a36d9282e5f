#pragma once

#include <condition_variable>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "base/loop_gate.h"
#include "base/random.h"
#include "base/result.h"
#include "base/thread_loop.h"
#include "net/http.h"
#include "services/ecs/exec/data_channel.h"
#include "services/ecs/exec/relay.h"

namespace gantry::cmd {

/// The client's end of a session in a container: what the session plugin is to the AWS CLI, with
/// exit codes and standard error apart. A thread of its own; members may be called from any.
class SessionClient {
  public:
    struct Options {
        net::Endpoint endpoint;
        std::string host;    ///< of the Host header
        std::string target;  ///< path and query of the session's URL
        std::string token;
        ecs::exec::ClientWishes wishes;
    };
    /// Called on the session's thread.
    struct Events {
        /// @return false: nobody takes any more, so hang up
        std::function<bool(bool error, const std::string& bytes)> on_output;
    };
    struct End {
        std::optional<int> exit_code;  ///< absent: the session ended otherwise
        std::string words;             ///< what was said at its end; may be empty
    };

    SessionClient(net::HttpClient& http, Options options, Events events);
    ~SessionClient();
    SessionClient(const SessionClient&) = delete;
    SessionClient& operator=(const SessionClient&) = delete;

    void start();
    /// Waits until commands can be given: its token has been taken. @return false: it is over
    bool wait_open();
    /// Waits while much has not gone out. @return false: the session is over
    bool write(const std::string& bytes);
    /// Nothing more is written.
    void end_input();
    void resize(int rows, int columns);
    /// Waits for the end. Call once.
    End wait();

  private:
    [[nodiscard]] ecs::exec::Moment now() const { return {loop_.now(), loop_.mono()}; }
    void on_opened(const Result<std::shared_ptr<net::WebSocket>>& socket);
    void on_frame(const std::string& frame);
    void on_message(const ecs::exec::DataChannel::Received& message);
    void pump();
    void settle();
    void finish(std::string words);

    net::HttpClient& http_;
    const Options options_;
    const Events events_;
    IdSource ids_{Random::from_system()};
    ecs::exec::DataChannel channel_;
    std::shared_ptr<net::WebSocket> socket_;
    bool open_ = false;
    bool over_ = false;
    std::optional<int> exit_code_;
    std::string size_;  ///< to be told; empty: nothing new
    TimerId timer_ = 0;
    std::promise<End> end_;

    std::mutex mutex_;  ///< guards what follows
    std::condition_variable room_;
    std::string input_;
    bool input_ends_ = false;
    bool shaken_hands_ = false;
    bool closed_ = false;

    std::shared_ptr<LoopGate> gate_;  ///< null before start()
    ThreadLoop loop_{"session"};      ///< last: it ends before what it uses
};

}  // namespace gantry::cmd
