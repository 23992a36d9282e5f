#include "services/ecs/pages/session_logs.h"

#include <utility>

#include "base/log.h"

namespace gantry::ecs {
namespace {

std::string first_line(const exec::Session& session) {
    std::string text = "Session " + session.id + " of " + session.caller + " runs:";
    for (const std::string& word : session.request.command) text += " " + word;
    return text + "\n";
}

}  // namespace

void SessionLogs::add(const exec::Session& session, const std::string& text, bool last) {
    const bool wanted = !session.log.group.empty() && session.request.port == 0;
    if (!wanted || !alive_) return;
    auto found = open_.find(session.id);
    if (found == open_.end()) {
        Open open;
        open.place = {{session.log.account, session.log.region}, session.log.group, session.id};
        found = open_.emplace(session.id, std::move(open)).first;
        take(found->second, first_line(session));
    }
    Open& open = found->second;
    take(open, text);
    if (last && !open.line.empty()) end_line(open);
    if (last || open.bytes >= kFlushBytes) flush(session.id);
    if (last) {
        open_.erase(session.id);
    } else if (!std::exchange(open.flush_set, true)) {
        around_.loop.call_after(
            kFlushEvery,
            [this, id = session.id, alive = std::weak_ptr(alive_)] {
                if (!alive.expired()) flush(id);
            }
        );
    }
}

void SessionLogs::take(Open& open, std::string_view text) {
    for (const char c : text) {
        if (c == '\n') {
            end_line(open);
        } else {
            open.line += c;
            if (open.line.size() >= kMaxLine) end_line(open);
        }
    }
}

void SessionLogs::end_line(Open& open) {
    std::string line = std::exchange(open.line, {});
    while (line.ends_with('\r')) line.pop_back();
    if (line.empty()) return;  // no event is empty
    open.bytes += line.size();
    open.lines.push_back({epoch_ms(around_.loop.now()), std::move(line)});
}

void SessionLogs::flush(const std::string& id) {
    const auto found = open_.find(id);
    if (found == open_.end()) return;
    Open& open = found->second;
    open.flush_set = false;
    open.bytes = 0;
    if (open.lines.empty()) return;
    logs::append_lines(
        around_.services,
        *around_.core,
        around_.ids,
        open.place,
        std::exchange(open.lines, {}),
        [id, group = open.place.group](const Result<void>& how) {
            if (how) return;
            log_warn(
                "exec_session_not_logged",
                {{"session", id}, {"group", group}, {"why", how.error().message}}
            );
        }
    );
}

}  // namespace gantry::ecs
