#include "services/ecs/exec/session_book.h"

#include <algorithm>

#include "wire/digest.h"

namespace gantry::ecs::exec {

Result<SessionBook::Ticket> SessionBook::promise(Session session, const Moment& now) {
    forget_old(now);
    const auto of_container = std::ranges::count_if(sessions_, [&](const auto& entry) {
        return entry.second.session.container_key == session.container_key;
    });
    if (static_cast<std::size_t>(of_container) >= kMaxSessions) {
        return Error{
            ErrorKind::LimitExceeded,
            "ClientException",
            "Unable to start new execute sessions because the maximum session limit of 2 has been "
            "reached.",
            {},
        };
    }
    Ticket ticket{"ecs-execute-command-" + ids_.hex(17), ids_.hex(64)};
    session.id = ticket.session_id;
    session.request.session_id = ticket.session_id;
    session.request.message_id = ids_.uuid();
    sessions_.emplace(
        ticket.session_id, Entry{std::move(session), ticket.token, now.mono + kTokenLife}
    );
    return ticket;
}

std::optional<Session> SessionBook::claim(
    const std::string& id, std::string_view token, const Moment& now
) {
    forget_old(now);
    const auto found = sessions_.find(id);
    if (found == sessions_.end() || found->second.token.empty()) return std::nullopt;
    if (!wire::equal_in_constant_time(found->second.token, token)) return std::nullopt;
    found->second.token.clear();
    return found->second.session;
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
