#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/random.h"
#include "base/result.h"
#include "base/time.h"
#include "services/ecs/exec/data_channel.h"
#include "wire/exec_stream.h"

namespace gantry::ecs::exec {

/// Where what was seen in a session is written down.
struct SessionLog {
    std::string account;
    std::string region;
    std::string group;       ///< of CloudWatch Logs; empty: not there
    std::string bucket;      ///< of S3; empty: not there
    std::string key_prefix;  ///< in it
    std::string role_arn;    ///< of the task, which writes there

    friend bool operator==(const SessionLog&, const SessionLog&) = default;
};

/// What a call of ExecuteCommand began.
struct Session {
    std::string id;  ///< "ecs-execute-command-…"
    std::string container_key;
    std::string instance_key;  ///< of the container instance whose agent runs it
    std::string caller;        ///< ARN
    wire::ExecRequest request;
    SessionLog log;
};

/// Sessions that were promised, and those that are open: in memory only, as nothing of them
/// outlives the process. A token opens its session once, within kTokenLife; a container has at most
/// kMaxSessions in which commands run, and kMaxConnections to its ports. Pure but for what it
/// draws.
class SessionBook {
  public:
    static constexpr Duration kTokenLife = minutes{3};
    static constexpr std::size_t kMaxSessions = 2;  ///< of a container, as with AWS
    static constexpr std::size_t kMaxConnections = 32;

    /// @param secret the installation's (service::Settings::secret), which tokens are made with
    SessionBook(IdSource ids, std::string secret) : ids_(ids), secret_(std::move(secret)) {}

    struct Ticket {
        std::string session_id;
        std::string token;
    };
    /// Notes a session; its id is drawn here.
    /// Errors: ClientException where the container has as many as it may.
    Result<Ticket> promise(Session session, const Moment& now);
    enum class Use : std::uint8_t { Command, Port };
    /// The session, for who has its token: once. Nothing for another token, or too late, or beyond
    /// what a container may have.
    std::optional<Session> claim(
        const std::string& id, std::string_view token, Use use, const Moment& now
    );
    /// The instance whose agent may open a stream for a session that was claimed; null: for none.
    [[nodiscard]] const std::string* instance_of(const std::string& id) const;
    void end(const std::string& id) { sessions_.erase(id); }
    /// Promised and open ones.
    [[nodiscard]] std::size_t size() const { return sessions_.size(); }

  private:
    struct Entry {
        Session session;
        std::string token;  ///< empty: claimed
        MonoTime promised_until;
        Use use = Use::Command;
    };
    [[nodiscard]] std::size_t count(const std::string& container, Use use) const;
    void forget_old(const Moment& now);

    IdSource ids_;
    const std::string secret_;
    std::map<std::string, Entry> sessions_;
};

}  // namespace gantry::ecs::exec
