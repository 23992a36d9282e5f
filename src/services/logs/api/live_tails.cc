#include "services/logs/api/live_tails.h"

#include <algorithm>
#include <utility>

#include "api/logs/start_live_tail_response_stream.h"

namespace gantry::logs {
namespace {

using api::logs::LiveTailSessionLogEvent;
using api::logs::StartLiveTailResponseStream;

constexpr Duration kInterval{1'000};
constexpr Duration kMaxSession = hours{3};
constexpr std::size_t kMaxEvents = 500;
/// Of messages; so much is held of a session at most.
constexpr std::size_t kMaxBytes = 1UL << 20;

bool send(api::EventSink& sink, const StartLiveTailResponseStream& event) {
    return sink.send(StartLiveTailResponseStream::type_info(), &event);
}

void refuse(api::EventSink& sink) {
    StartLiveTailResponseStream last;
    last.session_streaming_exception.emplace().message = "Resource limit exceeded.";
    send(sink, last);
    sink.end();
}

}  // namespace

struct LiveTails::Session {
    Session(TailStart what, std::shared_ptr<api::EventSink> to)
        : start(std::move(what)), sink(std::move(to)) {}

    std::uint64_t number = 0;
    TailStart start;
    std::shared_ptr<api::EventSink> sink;
    MonoTime ends{};      ///< touched on the loop alone, as the next
    bool behind = false;  ///< the client

    std::mutex mutex;
    bool over = false;
    bool sampled = false;
    std::size_t bytes = 0;
    std::vector<LiveTailSessionLogEvent> events;

    [[nodiscard]] const TailStart::Target* find(const std::string& group) const {
        const auto found = std::ranges::find(start.targets, group, &TailStart::Target::id);
        return found == start.targets.end() ? nullptr : &*found;
    }
    [[nodiscard]] bool shows(const std::string& stream) const {
        if (start.stream_names.empty() && start.stream_prefixes.empty()) return true;
        return std::ranges::find(start.stream_names, stream) != start.stream_names.end() ||
               std::ranges::any_of(start.stream_prefixes, [&stream](const std::string& prefix) {
                   return stream.starts_with(prefix);
               });
    }
    void add(LiveTailSessionLogEvent event) {
        const std::lock_guard lock(mutex);
        const std::size_t size = event.message->size();
        sampled = sampled || events.size() == kMaxEvents || bytes + size > kMaxBytes;
        if (sampled) return;
        bytes += size;
        events.push_back(std::move(event));
    }
    /// What has come since the last one.
    StartLiveTailResponseStream take() {
        const std::lock_guard lock(mutex);
        StartLiveTailResponseStream event;
        auto& update = event.session_update.emplace();
        update.session_metadata = {.sampled = std::exchange(sampled, false)};
        update.session_results = std::exchange(events, {});
        bytes = 0;
        return event;
    }
};

LiveTails::~LiveTails() {
    for (const auto& [number, session] : sessions_) session->sink->end();
}

std::size_t LiveTails::count_of(const aws::Scope& scope) const {
    return static_cast<std::size_t>(std::ranges::count_if(sessions_, [&scope](const auto& entry) {
        return entry.second->start.scope == scope;
    }));
}

std::size_t LiveTails::count(const aws::Scope& scope) const {
    const std::lock_guard lock(mutex_);
    return count_of(scope);
}

std::function<void()> LiveTails::begin(TailStart start, std::shared_ptr<api::EventSink> sink) {
    auto session = std::make_shared<Session>(std::move(start), std::move(sink));
    {
        const std::lock_guard lock(mutex_);
        if (count_of(session->start.scope) >= kMaxSessions) {
            refuse(*session->sink);
            return [] {};
        }
        session->number = next_++;
        sessions_[session->number] = session;
    }
    StartLiveTailResponseStream first;
    first.session_start = session->start.told;
    send(*session->sink, first);
    const std::weak_ptr<bool> alive = alive_;
    loop_.post([this, alive, session] {
        if (alive.expired()) return;
        session->ends = loop_.mono() + kMaxSession;
        tick_later(session);
    });
    return [this, alive, weak = std::weak_ptr(session)] {
        const auto left = weak.lock();
        if (!alive.expired() && left) end(left);
    };
}

/// On the loop.
void LiveTails::tick_later(const std::shared_ptr<Session>& session) {
    loop_.call_after(kInterval, [this, alive = std::weak_ptr(alive_), session] {
        if (!alive.expired()) tick(session);
    });
}

void LiveTails::end(const std::shared_ptr<Session>& session) {
    {
        const std::lock_guard lock(session->mutex);
        session->over = true;
    }
    const std::lock_guard lock(mutex_);
    sessions_.erase(session->number);
}

void LiveTails::tick(const std::shared_ptr<Session>& session) {
    {
        const std::lock_guard lock(session->mutex);
        if (session->over) return;
    }
    auto update = session->take();
    if (session->behind && !update.session_update->session_results->empty()) {
        update.session_update->session_results->clear();
        update.session_update->session_metadata->sampled = true;
    }
    session->behind = !send(*session->sink, update);
    if (loop_.mono() >= session->ends) {
        StartLiveTailResponseStream last;
        last.session_timeout_exception.emplace().message = "The session has timed out.";
        send(*session->sink, last);
        session->sink->end();
        return end(session);
    }
    tick_later(session);
}

bool LiveTails::watches(const std::string& group) const {
    const std::lock_guard lock(mutex_);
    return std::ranges::any_of(sessions_, [&group](const auto& entry) {
        return entry.second->find(group) != nullptr;
    });
}

void LiveTails::show(const std::string& stream, const Batch& batch) {
    std::vector<std::shared_ptr<Session>> watching;
    {
        const std::lock_guard lock(mutex_);
        for (const auto& [number, session] : sessions_) watching.push_back(session);
    }
    for (const auto& session : watching) {
        const TailStart::Target* target = session->find(batch.group);
        if (target == nullptr || !session->shows(stream)) continue;
        for (const NewEvent& event : batch.events) {
            if (!session->start.pattern.matches(event.message)) continue;
            session->add({
                .log_stream_name = stream,
                .log_group_identifier = target->identifier,
                .message = event.message,
                .timestamp = event.timestamp_ms,
                .ingestion_time = batch.ingested_ms,
            });
        }
    }
}

}  // namespace gantry::logs
