#include <algorithm>
#include <utility>

#include "drivers/runtime/docker/docker_decode.h"
#include "drivers/runtime/docker/docker_runtime.h"
#include "wire/json_codec.h"

namespace gantry::runtime {

namespace {

std::string events_path(const std::string& label) {
    std::string filters = R"({"type":["container"],"label":[)";
    wire::append_json_string(filters, label);
    filters += "]}";
    return "/events?filters=" + escape(filters);
}

}  // namespace

/// Follows the daemon's events and comes back whenever the stream breaks. Lives as long as the
/// handle that watch() gave, or its runtime.
class DockerRuntime::Events : public std::enable_shared_from_this<Events> {
  public:
    Events(DockerRuntime& runtime, const std::string& label, Watcher watcher)
        : connection_(runtime.connection_),
          link_(runtime.connection_.link()),
          path_(events_path(label)),
          pauses_(runtime.pauses_),
          pause_(runtime.pauses_.first),
          watcher_(std::move(watcher)) {}

    ~Events() {
        if (!link_->closed()) connection_.loop().cancel(timer_);
    }

    void connect() {
        if (link_->closed()) return;
        stream_ = connection_.stream_lines(
            {.path = path_, .limit = Duration{0}},
            {
                .on_open = [this] { on_open(); },
                .on_line = [this](std::string_view line) { on_line(line); },
                .on_end =
                    [this](const Result<void>& how) {
                        on_end(
                            how ? "the container runtime ended its events" : how.error().message
                        );
                    },
            }
        );
        // A daemon sends the head of this answer at once, before there is any event.
        set_timer(connection_.limits().other, [](Events& events) {
            events.on_end("the container runtime does not answer");
        });
    }

  private:
    void set_timer(Duration after, void (*work)(Events&)) {
        connection_.loop().cancel(timer_);
        timer_ = connection_.loop().call_after(after, [weak = weak_from_this(), work] {
            const auto self = weak.lock();
            if (!self || self->link_->closed()) return;
            self->timer_ = 0;
            work(*self);
        });
    }

    // The watcher may drop the handle, and with it this object, from within its callbacks.

    void on_open() {
        const auto self = shared_from_this();
        connection_.loop().cancel(std::exchange(timer_, 0));
        connected_ = true;
        pause_ = pauses_.first;
        if (watcher_.on_connected) watcher_.on_connected();
    }

    void on_line(std::string_view line) {
        const auto self = shared_from_this();
        const auto event = wire::decode_json<api::docker::Event>(line);
        if (!event) return on_end("the container runtime's events cannot be read");
        auto ours = to_event(*event);
        if (ours && watcher_.on_event) watcher_.on_event(std::move(*ours));
    }

    void on_end(const std::string& why) {
        const auto self = shared_from_this();
        stream_.reset();
        connection_.forget_version();  // it may come back as another one
        set_timer(pause_, [](Events& events) { events.connect(); });
        pause_ = std::min(pause_ * 2, pauses_.last);
        const bool told = std::exchange(connected_, false);
        if (told && watcher_.on_disconnected) watcher_.on_disconnected(why);
    }

    DockerConnection& connection_;
    std::shared_ptr<const LoopLink> link_;
    const std::string path_;
    const RetryPauses pauses_;
    Duration pause_;
    Watcher watcher_;
    std::shared_ptr<void> stream_;
    TimerId timer_ = 0;
    bool connected_ = false;
};

std::shared_ptr<void> DockerRuntime::watch(const std::string& label, Watcher watcher) {
    auto events = std::make_shared<Events>(*this, label, std::move(watcher));
    events->connect();
    return events;
}

}  // namespace gantry::runtime
