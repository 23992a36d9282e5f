#include "drivers/runtime/docker/docker_decode.h"
#include "drivers/runtime/docker/docker_runtime.h"
#include "drivers/runtime/docker/line_buffer.h"
#include "wire/json_codec.h"

namespace gantry::runtime {

namespace {

constexpr Duration kFirstRetry{100};
constexpr Duration kLastRetry{5'000};

}  // namespace

/// Follows the daemon's events and comes back whenever the stream breaks. Lives as long as the
/// handle that watch() gave; the network thread knows it only weakly.
class DockerRuntime::Events : public std::enable_shared_from_this<Events> {
  public:
    Events(DockerRuntime& runtime, std::string label, Watcher watcher)
        : runtime_(runtime),
          runtime_alive_(runtime.alive_),
          loop_(runtime.loop_),
          label_(std::move(label)),
          watcher_(std::move(watcher)) {}
    ~Events() {
        if (!runtime_alive_.expired()) loop_.cancel(retry_timer_);
    }

    void connect() {
        retry_timer_ = 0;
        if (runtime_alive_.expired()) return;
        runtime_.with_version([weak = weak_from_this()](const Result<void>& known) {
            const auto self = weak.lock();
            if (!self) return;
            if (known) {
                self->open();
            } else {
                self->on_end(known.error().message);
            }
        });
    }

  private:
    /// `work` on the loop with this object, if both are still there by then.
    template <class Work>
    void on_loop(Work work) {
        loop_.post([weak = weak_from_this(), work = std::move(work)]() mutable {
            const auto self = weak.lock();
            if (self && !self->runtime_alive_.expired()) work(*self);
        });
    }

    void open() {
        std::string filters = R"({"type":["container"],"label":[)";
        wire::append_json_string(filters, label_);
        filters += "]}";
        net::HttpRequest request;
        request.method = "GET";
        request.target = runtime_.version_prefix_ + "/events?filters=" + escape(filters);
        request.headers.add("Host", "docker");

        net::HttpClient::StreamCallbacks callbacks;
        const std::uint64_t attempt = ++attempt_;
        auto lines = std::make_shared<LineBuffer>();
        callbacks.on_head = [weak = weak_from_this(), attempt](int status, const net::Headers&) {
            if (const auto self = weak.lock()) {
                self->on_loop([attempt, status](Events& events) { events.on_head(attempt, status); }
                );
            }
        };
        callbacks.on_chunk = [weak = weak_from_this(), attempt, lines](const std::string& chunk) {
            const auto self = weak.lock();
            if (!self) return;
            lines->add(chunk, [&](std::string_view line) {
                const auto event = wire::decode_json<api::docker::Event>(line);
                const auto ours = event ? to_event(*event) : std::nullopt;
                if (!ours) return;
                self->on_loop([attempt, ours = *ours](Events& events) {
                    if (attempt == events.attempt_) events.watcher_.on_event(ours);
                });
            });
        };
        callbacks.on_end = [weak = weak_from_this(), attempt](const Result<void>& how) {
            const std::string why = how ? "the runtime ended the stream" : how.error().message;
            if (const auto self = weak.lock()) {
                self->on_loop([attempt, why](Events& events) {
                    if (attempt == events.attempt_) events.on_end(why);
                });
            }
        };
        stream_ = runtime_.client_.stream(
            runtime_.endpoint_, std::move(request), Duration{0}, std::move(callbacks)
        );
    }

    void on_head(std::uint64_t attempt, int status) {
        if (attempt != attempt_) return;
        if (status != 200) return on_end("the runtime refused the event stream");
        connected_ = true;
        retry_ = kFirstRetry;
        watcher_.on_connected();
    }

    void on_end(const std::string& why) {
        ++attempt_;  // what the old stream still says is late
        stream_.reset();
        if (std::exchange(connected_, false)) watcher_.on_disconnected(why);
        // A daemon that comes back may be another version.
        runtime_.version_prefix_.clear();
        retry_timer_ = loop_.call_after(retry_, [weak = weak_from_this()] {
            if (const auto self = weak.lock()) self->connect();
        });
        retry_ = std::min(retry_ * 2, kLastRetry);
    }

    DockerRuntime& runtime_;
    std::weak_ptr<bool> runtime_alive_;
    Loop& loop_;
    std::string label_;
    Watcher watcher_;
    std::shared_ptr<void> stream_;
    std::uint64_t attempt_ = 0;
    TimerId retry_timer_ = 0;
    Duration retry_ = kFirstRetry;
    bool connected_ = false;
};

std::shared_ptr<void> DockerRuntime::watch(const std::string& label, Watcher watcher) {
    auto events = std::make_shared<Events>(*this, label, std::move(watcher));
    loop_.post([weak = std::weak_ptr(events)] {
        if (const auto self = weak.lock()) self->connect();
    });
    return events;
}

}  // namespace gantry::runtime
