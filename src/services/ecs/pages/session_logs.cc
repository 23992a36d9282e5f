#include "services/ecs/pages/session_logs.h"

#include <fmt/format.h>

#include <utility>

#include "base/log.h"

namespace gantry::ecs {

std::string first_line_of(const exec::Session& session) {
    std::string text = "Session " + session.id + " of " + session.caller + " runs:";
    for (const std::string& word : session.request.command) text += " " + word;
    return text + "\n";
}

void SessionLogs::add(const exec::Session& session, const std::string& text, bool last) {
    const bool wanted = !session.log.group.empty() && session.request.port == 0;
    if (!wanted || !alive_) return;
    auto found = open_.find(session.id);
    if (found == open_.end()) {
        Open open;
        open.place = {{session.log.account, session.log.region}, session.log.group, session.id};
        found = open_.emplace(session.id, std::move(open)).first;
        take(found->second, first_line_of(session));
    }
    Open& open = found->second;
    take(open, text);
    open.ended = last;
    if (last && !open.line.empty()) end_line(open);
    if (last || open.bytes >= kFlushBytes) return flush(session.id);
    if (std::exchange(open.flush_set, true)) return;
    loop_.call_after(kFlushEvery, [this, id = session.id, alive = std::weak_ptr(alive_)] {
        if (alive.expired()) return;
        if (const auto still = open_.find(id); still != open_.end())
            still->second.flush_set = false;
        flush(id);
    });
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
    if (line.empty() || open.gave_up) return;  // no event is empty
    if (open.bytes >= kMostHeld) {
        ++open.dropped;
        return;
    }
    open.bytes += line.size();
    open.lines.push_back({epoch_ms(loop_.now()), std::move(line)});
}

/// One write at a time: lines of a moment stay in their order.
void SessionLogs::flush(const std::string& id) {
    const auto found = open_.find(id);
    if (found == open_.end() || found->second.under_way) return;
    Open& open = found->second;
    if (open.lines.empty()) {
        if (open.ended) open_.erase(found);
        return;
    }
    if (const std::size_t dropped = std::exchange(open.dropped, 0); dropped > 0) {
        log_warn("exec_session_lines_dropped", {{"session", id}, {"lines", dropped}});
        open.lines.push_back(
            {epoch_ms(loop_.now()), fmt::format("({} lines came too fast to be kept)", dropped)}
        );
    }
    open.under_way = true;
    open.bytes = 0;
    write_(
        open.place,
        std::exchange(open.lines, {}),
        [this, id, alive = std::weak_ptr(alive_), &loop = loop_](Result<void> how) {
            loop.post([this, id, alive, how = std::move(how)] {
                if (!alive.expired()) on_written(id, how);
            });
        }
    );
}

void SessionLogs::on_written(const std::string& id, const Result<void>& how) {
    const auto found = open_.find(id);
    if (found == open_.end()) return;
    Open& open = found->second;
    open.under_way = false;
    if (!how) {
        log_warn(
            "exec_session_not_logged",
            {{"session", id}, {"group", open.place.group}, {"why", how.error().message}}
        );
        open.gave_up = how.error().kind == ErrorKind::NotFound;
        if (open.gave_up) open.lines.clear();
    }
    if (open.ended || !open.lines.empty()) flush(id);
}

}  // namespace gantry::ecs
