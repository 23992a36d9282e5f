#include "services/ecs/exec/session_book.h"

#include <algorithm>

#include "wire/digest.h"
#include "wire/seal.h"

namespace gantry::ecs::exec {

Result<SessionBook::Ticket> SessionBook::promise(Session session, const Moment& now) {
    forget_old(now);
    if (count(session.container_key, Use::Command) >= kMaxSessions) {
        return Error{
            ErrorKind::LimitExceeded,
            "ClientException",
            "Unable to start new execute sessions because the maximum session limit of 2 has been "
            "reached.",
            {},
        };
    }
    const std::string id = "ecs-execute-command-" + ids_.hex(17);
    Ticket ticket{
        id, wire::derived_secret(secret_, "token of a session", id + " " + ids_.uuid(), 43)
    };
    session.id = ticket.session_id;
    session.request.session_id = ticket.session_id;
    session.request.message_id = ids_.uuid();
    sessions_.emplace(
        ticket.session_id, Entry{std::move(session), ticket.token, now.mono + kTokenLife}
    );
    return ticket;
}

std::optional<Session> SessionBook::claim(
    const std::string& id, std::string_view token, Use use, const Moment& now
) {
    forget_old(now);
    const auto found = sessions_.find(id);
    if (found == sessions_.end() || found->second.token.empty()) return std::nullopt;
    Entry& entry = found->second;
    if (!wire::equal_in_constant_time(entry.token, token)) return std::nullopt;
    const bool full =
        use == Use::Port && count(entry.session.container_key, Use::Port) >= kMaxConnections;
    if (full) {
        sessions_.erase(found);
        return std::nullopt;
    }
    entry.token.clear();
    entry.use = use;
    return entry.session;
}

std::size_t SessionBook::count(const std::string& container, Use use) const {
    const auto found = std::ranges::count_if(sessions_, [&](const auto& entry) {
        return entry.second.session.container_key == container && entry.second.use == use;
    });
    return static_cast<std::size_t>(found);
}

const std::string* SessionBook::instance_of(const std::string& id) const {
    const auto found = sessions_.find(id);
    if (found == sessions_.end() || !found->second.token.empty()) return nullptr;
    return &found->second.session.instance_key;
}

void SessionBook::forget_old(const Moment& now) {
    std::erase_if(sessions_, [&](const auto& entry) {
        return !entry.second.token.empty() && entry.second.promised_until <= now.mono;
    });
}

}  // namespace gantry::ecs::exec
