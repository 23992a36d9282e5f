#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/loop.h"
#include "base/random.h"
#include "drivers/runtime/container_runtime.h"
#include "drivers/runtime/fake/fake_behaviour.h"

namespace gantry::runtime {

enum class FakeOperation : std::uint8_t {
    HostInfo,
    Pull,
    InspectImage,
    Create,
    Start,
    Stop,
    Remove,
    Inspect,
    List,
    Logs,
    Exec,
    Usage,
    CreateVolume,
    InspectVolume,
    RemoveVolume,
    LoadImage,
    Namespace,
    RemoveImage,
    Signal,
    ImageDigest,
    TagImage,
};
inline constexpr std::size_t kFakeOperations = 21;

/// How long a fake daemon takes. The default answers at once, which suits unit tests.
struct FakeTimings {
    Latency pull;
    Latency create;
    Latency start;
    Latency remove;
    Latency other;
    Latency event;  ///< from the happening to the watcher

    /// What Docker takes on a small machine; pulls of seconds.
    static FakeTimings realistic();
};

/// Faults that strike at random. A probability of 0 draws nothing.
struct FakeFaults {
    double broken = 0.0;  ///< of an operation: its connection breaks, so it answers Unavailable
    double broken_done = 0.5;  ///< of a broken operation: it is carried out all the same
    double slow = 0.0;         ///< of an operation: it takes slow_by longer
    Latency slow_by{Duration{1'000}, Duration{30'000}};
    double event_delayed = 0.0;  ///< the stream stays in order: what follows is late as well
    Latency event_delay{Duration{100}, Duration{5'000}};
    double event_duplicated = 0.0;
};

/// The daemon in front of a fake machine's containers: takes operations, lets them last, fails
/// them, and tells events. It can be away (operations fail at once, events are lost) or hung
/// (connections are accepted, nothing is answered; what was asked is done when it wakes up).
///
/// Part of FakeMachine. Lives on the machine's loop, which must outlive it.
class FakeDaemon {
  public:
    enum class State : std::uint8_t { Up, Hung, Away };

    FakeDaemon(Loop& loop, Random& random);
    ~FakeDaemon();
    FakeDaemon(const FakeDaemon&) = delete;
    FakeDaemon& operator=(const FakeDaemon&) = delete;

    // ---- For FakeRuntime

    struct Operation {
        FakeOperation kind{};
        Duration takes{0};
        bool hangs = false;  ///< never gets to its effect
        Duration limit{60'000};
        /// Does the work and answers. May run after `fail`: the daemon carries on when its client
        /// has given up.
        std::function<void()> effect;
        std::function<void(Error)> fail;
    };
    /// @param subject the container, image or volume; for the interceptor
    void submit(const std::string& subject, Operation operation);

    /// A client's end of the event stream.
    class Subscriber {
      public:
        virtual ~Subscriber() = default;
        virtual void on_connected() = 0;
        virtual void on_event(RuntimeEvent event) = 0;
        /// The stream broke, or could not be opened.
        virtual void on_broken(const std::string& why) = 0;
        /// Where it is called.
        [[nodiscard]] virtual Loop& loop() = 0;
        [[nodiscard]] virtual bool wants(const RuntimeEvent& event) const = 0;
    };
    /// Opens a stream; the subscriber hears on_connected or on_broken. It unsubscribes by dying.
    void subscribe(const std::shared_ptr<Subscriber>& subscriber);

    // ---- For FakeMachine

    void publish(const RuntimeEvent& event);
    /// Called after every change of state.
    void set_on_state(std::function<void(State)> on_state) { on_state_ = std::move(on_state); }
    [[nodiscard]] static Error away_error();

    // ---- For tests and simulations

    void set_state(State state);
    [[nodiscard]] State state() const { return state_; }

    FakeTimings timings;
    FakeFaults faults;
    /// Sees each operation before it begins; an error given back is its answer.
    std::function<std::optional<Error>(FakeOperation, const std::string& subject)> interceptor;
    /// The next `times` operations of this kind answer `error`.
    void fail_next(FakeOperation kind, Error error, int times = 1);
    /// How many operations of a kind have been asked for.
    [[nodiscard]] std::uint64_t asked(FakeOperation kind) const {
        return asked_[static_cast<std::size_t>(kind)];
    }
    /// Operations that have not been answered, save stops that wait for an exit.
    [[nodiscard]] std::size_t pending() const { return pending_.size(); }

  private:
    struct Pending {
        Operation operation;
        TimerId effect_timer = 0;
        TimerId limit_timer = 0;
    };
    struct Broken {
        std::string why;
    };
    using Message = std::variant<std::monostate, RuntimeEvent, Broken>;  ///< monostate: connected
    struct Stream {
        std::weak_ptr<Subscriber> subscriber;
        std::deque<Message> under_way;
        MonoTime last_arrival;
        bool connected = false;
        bool ended = false;
    };
    using StreamPtr = std::shared_ptr<Stream>;

    std::optional<Error> planned_failure(FakeOperation kind, const std::string& subject);
    void begin(std::uint64_t id);
    void hold(std::uint64_t id);
    void run(std::uint64_t id);
    void give_up(std::uint64_t id);
    void break_off(Pending pending);
    void fail_all_pending();
    void go_away();
    void wake_up();
    void connect(const StreamPtr& stream);
    void send(const StreamPtr& stream, Message message, Duration delay);
    static void deliver(const StreamPtr& stream);

    Loop& loop_;
    Random& random_;
    State state_ = State::Up;
    std::map<std::uint64_t, Pending> pending_;
    std::uint64_t next_id_ = 1;
    std::array<std::uint64_t, kFakeOperations> asked_{};
    std::array<std::deque<Error>, kFakeOperations> failures_;
    std::vector<StreamPtr> streams_;
    std::vector<RuntimeEvent> backlog_;  ///< happened while hung
    std::function<void(State)> on_state_;
    std::shared_ptr<bool> alive_;
};

}  // namespace gantry::runtime
