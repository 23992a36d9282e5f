#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/loop.h"
#include "net/http.h"
#include "service/instance.h"
#include "services/ecs/exec/relay.h"
#include "services/ecs/exec/session_book.h"
#include "services/ecs/fleet/fleet.h"

namespace gantry::ecs {

/// Sessions inside containers, between clients' websockets and agents'.
///
///     ExecuteCommand ─▶ promise ─▶ SessionBook
///     client's websocket ─ token ─▶ claim ─▶ exec::Relay ◀─▶ agent's websocket
///                                              │ call_agent: Fleet::ask_for_exec
///
/// Relays run on a thread of their own, "exec", from the first promise on, so that what commands
/// write does not hold up the core. Members are called on the core's loop unless they say
/// otherwise.
class ExecHub {
  public:
    struct Options {
        std::string secret;  ///< the installation's
        /// What a session showed, in pieces as it goes. May be null.
        /// @param last nothing more follows
        std::function<void(const exec::Session& session, const std::string& text, bool last)>
            transcript;
    };

    /// @param fleet outlives it
    ExecHub(Loop& core, fleet::Fleet& fleet, IdSource ids, Options options);
    ~ExecHub();
    ExecHub(const ExecHub&) = delete;
    ExecHub& operator=(const ExecHub&) = delete;

    /// Errors: those of exec::SessionBook::promise.
    Result<exec::SessionBook::Ticket> promise(exec::Session session);

    /// Where clients' websockets lead: "/v1/data-channel/<session id>". What is said first has to
    /// show the session's token. Outlives the hub, and refuses then.
    class Door;
    [[nodiscard]] std::shared_ptr<Door> door() const { return door_; }
    /// Opens one, or refuses. On the network's thread.
    static void open_client(const std::shared_ptr<Door>& door, const service::Upgrade& upgrade);

    /// An agent's websocket, for a session that it was asked for; it was let in as that instance's.
    /// @param lasts whether it would still be; asked every kAgentsAreJudged on the core's loop, and
    ///        the session ends once it is not
    void open_agent(
        const std::string& session,
        const std::string& instance_key,
        const net::HttpHandler::Accept& accept,
        const net::Respond& refuse,
        std::function<bool()> lasts
    );
    static constexpr Duration kAgentsAreJudged{10'000};

    /// Ends all sessions; nothing is let in any more.
    void stop();

    /// Sessions that are open or promised.
    [[nodiscard]] std::size_t sessions() const { return book_.size(); }

  private:
    class Inside;
    class Client;

    static std::function<void(std::string)> frames_of_agent(
        const std::weak_ptr<Inside>& inside, const std::string& session
    );
    void claim(
        const std::shared_ptr<Client>& client,
        const std::string& id,
        const std::string& token,
        const exec::ClientWishes& wishes
    );
    void call_agent(const std::string& id, const exec::Session& session);
    void end_once_agent_is_put_out(const std::string& session, std::function<bool()> lasts);
    [[nodiscard]] exec::Moment now() const { return {core_.now(), core_.mono()}; }

    Loop& core_;
    fleet::Fleet& fleet_;
    const Options options_;
    exec::SessionBook book_;
    std::shared_ptr<Inside> inside_;  ///< null before the first promise, and after stop()
    std::shared_ptr<Door> door_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

inline constexpr std::string_view kDataChannelPath = "/v1/data-channel/";

}  // namespace gantry::ecs
