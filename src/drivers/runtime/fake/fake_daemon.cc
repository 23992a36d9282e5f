#include "drivers/runtime/fake/fake_daemon.h"

#include <algorithm>

namespace gantry::runtime {

FakeTimings FakeTimings::realistic() {
    FakeTimings timings;
    timings.pull = {Duration{300}, Duration{4'000}};
    timings.create = {Duration{20}, Duration{120}};
    timings.start = {Duration{150}, Duration{600}};
    timings.remove = {Duration{20}, Duration{200}};
    timings.other = {Duration{1}, Duration{5}};
    timings.event = {Duration{0}, Duration{3}};
    return timings;
}

FakeDaemon::FakeDaemon(Loop& loop, Random& random)
    : loop_(loop), random_(random), alive_(std::make_shared<bool>(true)) {}

FakeDaemon::~FakeDaemon() {
    for (const auto& [id, pending] : pending_) {
        loop_.cancel(pending.effect_timer);
        loop_.cancel(pending.limit_timer);
    }
}

Error FakeDaemon::away_error() {
    return unavailable("connect to /var/run/docker.sock: Connection refused");
}

// ---- Operations ----------------------------------------------------------------------------

void FakeDaemon::fail_next(FakeOperation kind, Error error, int times) {
    for (int i = 0; i < times; ++i) failures_[static_cast<std::size_t>(kind)].push_back(error);
}

std::optional<Error> FakeDaemon::planned_failure(FakeOperation kind, const std::string& subject) {
    if (state_ == State::Away) return away_error();
    auto& planned = failures_[static_cast<std::size_t>(kind)];
    if (!planned.empty()) {
        Error error = std::move(planned.front());
        planned.pop_front();
        return error;
    }
    return interceptor ? interceptor(kind, subject) : std::nullopt;
}

void FakeDaemon::submit(const std::string& subject, Operation operation) {
    ++asked_[static_cast<std::size_t>(operation.kind)];
    if (auto error = planned_failure(operation.kind, subject)) {
        loop_.post([fail = std::move(operation.fail), error = std::move(*error)] { fail(error); });
        return;
    }
    if (faults.slow > 0 && random_.chance(faults.slow)) {
        operation.takes += faults.slow_by.draw(random_);
    }
    if (faults.broken > 0 && random_.chance(faults.broken)) {
        const Duration takes = operation.takes;
        loop_.call_after(
            takes,
            [this,
             alive = std::weak_ptr(alive_),
             broken = std::make_shared<Pending>(Pending{.operation = std::move(operation)})] {
                if (!alive.expired()) break_off(std::move(*broken));
            }
        );
        return;
    }
    const std::uint64_t id = next_id_++;
    pending_.emplace_hint(pending_.end(), id, Pending{.operation = std::move(operation)});
    if (state_ == State::Hung) {
        hold(id);
    } else {
        begin(id);
    }
}

void FakeDaemon::begin(std::uint64_t id) {
    Pending& pending = pending_.at(id);
    const Operation& operation = pending.operation;
    if (operation.hangs) return hold(id);
    if (operation.takes > operation.limit && pending.limit_timer == 0) hold(id);
    pending.effect_timer = loop_.call_after(operation.takes, [this, id] { run(id); });
}

/// Lets the client's patience run, without the daemon doing anything.
void FakeDaemon::hold(std::uint64_t id) {
    Pending& pending = pending_.at(id);
    loop_.cancel(std::exchange(pending.effect_timer, 0));
    if (pending.limit_timer != 0) return;
    pending.limit_timer = loop_.call_after(pending.operation.limit, [this, id] { give_up(id); });
}

void FakeDaemon::run(std::uint64_t id) {
    auto node = pending_.extract(id);
    if (node.empty()) return;
    loop_.cancel(node.mapped().limit_timer);
    node.mapped().operation.effect();
}

/// The client's time limit has passed. What is still to be done will be done.
void FakeDaemon::give_up(std::uint64_t id) {
    Pending& pending = pending_.at(id);
    const auto fail = std::exchange(pending.operation.fail, nullptr);
    if (pending.operation.hangs) pending_.erase(id);
    if (fail) fail(unavailable("no answer within the time limit"));
}

void FakeDaemon::break_off(Pending pending) {
    const Operation& operation = pending.operation;
    if (operation.fail) operation.fail(unavailable("the connection was closed before the answer"));
    const bool done_anyway = !operation.hangs && random_.chance(faults.broken_done);
    if (done_anyway) operation.effect();
}

void FakeDaemon::fail_all_pending() {
    auto pending = std::exchange(pending_, {});
    for (auto& [id, one] : pending) {
        loop_.cancel(one.effect_timer);
        loop_.cancel(one.limit_timer);
        break_off(std::move(one));
    }
}

void FakeDaemon::set_state(State state) {
    if (state == state_) return;
    const State before = std::exchange(state_, state);
    if (state == State::Hung) {
        for (const auto& [id, pending] : pending_) hold(id);
    } else if (state == State::Away) {
        go_away();
    } else if (before == State::Hung) {
        wake_up();
    }
    if (on_state_) on_state_(state);
}

void FakeDaemon::go_away() {
    fail_all_pending();
    backlog_.clear();
    for (const StreamPtr& stream : std::exchange(streams_, {})) {
        send(stream, Broken{"the runtime ended the stream"}, Duration{0});
    }
}

void FakeDaemon::wake_up() {
    std::vector<std::uint64_t> held;
    for (const auto& [id, pending] : pending_) held.push_back(id);
    for (const std::uint64_t id : held) begin(id);
    for (const StreamPtr& stream : streams_) connect(stream);
    for (const RuntimeEvent& event : std::exchange(backlog_, {})) publish(event);
}

// ---- Events --------------------------------------------------------------------------------

void FakeDaemon::subscribe(const std::shared_ptr<Subscriber>& subscriber) {
    const auto stream = std::make_shared<Stream>();
    stream->subscriber = subscriber;
    if (state_ == State::Away) {
        return send(stream, Broken{away_error().message}, Duration{0});
    }
    streams_.push_back(stream);
    if (state_ == State::Up) connect(stream);
}

void FakeDaemon::connect(const StreamPtr& stream) {
    if (std::exchange(stream->connected, true)) return;
    send(stream, std::monostate{}, timings.other.draw(random_));
}

void FakeDaemon::publish(const RuntimeEvent& event) {
    if (state_ == State::Away) return;
    if (state_ == State::Hung) return backlog_.push_back(event);
    std::erase_if(streams_, [](const StreamPtr& stream) { return stream->subscriber.expired(); });
    for (const StreamPtr& stream : streams_) {
        const auto subscriber = stream->subscriber.lock();
        if (!stream->connected || !subscriber->wants(event)) continue;
        Duration delay = timings.event.draw(random_);
        if (faults.event_delayed > 0 && random_.chance(faults.event_delayed)) {
            delay += faults.event_delay.draw(random_);
        }
        const bool twice = faults.event_duplicated > 0 && random_.chance(faults.event_duplicated);
        send(stream, event, delay);
        if (twice) send(stream, event, delay);
    }
}

/// Messages of a stream arrive in the order they were sent, each at the earliest `delay` from now.
void FakeDaemon::send(const StreamPtr& stream, Message message, Duration delay) {
    const auto subscriber = stream->subscriber.lock();
    if (!subscriber) return;
    const MonoTime now = loop_.mono();
    stream->last_arrival = std::max(stream->last_arrival, now + delay);
    stream->under_way.push_back(std::move(message));
    const auto wait = std::chrono::ceil<Duration>(stream->last_arrival - now);
    if (wait > Duration{0}) {
        subscriber->loop().call_after(wait, [stream] { deliver(stream); });
    } else {
        subscriber->loop().post([stream] { deliver(stream); });
    }
}

void FakeDaemon::deliver(const StreamPtr& stream) {
    if (stream->under_way.empty()) return;
    Message message = std::move(stream->under_way.front());
    stream->under_way.pop_front();
    const auto subscriber = stream->subscriber.lock();
    if (!subscriber || stream->ended) return;
    if (auto* event = std::get_if<RuntimeEvent>(&message)) {
        subscriber->on_event(std::move(*event));
    } else if (const auto* broken = std::get_if<Broken>(&message)) {
        stream->ended = true;
        subscriber->on_broken(broken->why);
    } else {
        subscriber->on_connected();
    }
}

}  // namespace gantry::runtime
