#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/random.h"
#include "base/time.h"
#include "services/ecs/exec/data_message.h"

namespace gantry::ecs::exec {

/// A moment, by both clocks.
struct Moment {
    SysTime wall;
    MonoTime mono;
};

/// One end of a data channel: numbers and keeps what it sends until it is acknowledged, sends it
/// again after a while, and gives what comes in order, each once.
///
/// What comes is acknowledged once it is kept, which there is room for only while the program takes
/// what came before (next()); the other end sends the rest again later. Frames that cannot be read
/// are dropped.
///
/// Pure but for the ids it draws: the program writes take_frames() to a websocket, gives what
/// arrives to receive(), and calls tick() by next_tick(). Source: AWS Systems Manager's session
/// plugin, its data channel.
class DataChannel {
  public:
    enum class Side : std::uint8_t {
        Agent,  ///< sends output, takes input
        Client
    };

    /// Stream messages that may be under way at once.
    static constexpr std::size_t kWindow = 64;
    /// What is kept until the program takes it, and what came before its turn.
    static constexpr std::size_t kMaxWaiting = 256;
    /// After so many times a message is given up, and the channel with it.
    static constexpr int kMaxTries = 3000;

    DataChannel(Side side, IdSource& ids) : side_(side), ids_(ids) {}

    // ---- Sending

    /// How many more messages may be sent now.
    [[nodiscard]] std::size_t room() const;
    /// Everything sent was acknowledged.
    [[nodiscard]] bool idle() const { return unacknowledged_.empty(); }
    /// Goes out at once, whether or not there is room.
    void send(PayloadType type, std::string payload, const Moment& now);
    /// The last message: says why the channel ends. Not acknowledged by anybody.
    void send_closed(const std::string& session, const std::string& words, const Moment& now);
    /// The frames to be written next, in order.
    std::vector<std::string> take_frames() { return std::exchange(frames_, {}); }

    // ---- Receiving

    void receive(std::string_view frame, const Moment& now);
    struct Received {
        PayloadType type = PayloadType::None;
        std::string payload;
    };
    /// The next one, in order; nothing when there is none yet.
    std::optional<Received> next();
    /// What the other end said when it closed the channel.
    [[nodiscard]] const std::optional<std::string>& closed() const { return closed_; }

    // ---- Time

    /// Sends again what is due.
    void tick(const Moment& now);
    /// When tick() should be called next; nothing while all is acknowledged.
    [[nodiscard]] std::optional<MonoTime> next_tick() const;
    /// The other end does not acknowledge any more.
    [[nodiscard]] bool failed() const { return failed_; }

  private:
    struct Sent {
        std::string id;
        std::string frame;
        MonoTime first_at;
        MonoTime last_at;
        int tries = 1;
    };

    DataMessage new_message(std::string_view type, const Moment& now);
    void on_stream(DataMessage message, const Moment& now);
    void on_acknowledge(const DataMessage& message, const Moment& now);
    void acknowledge(const DataMessage& message, bool in_order, const Moment& now);
    void measure(Duration round_trip);
    [[nodiscard]] Duration patience(const Sent& sent) const;

    const Side side_;
    IdSource& ids_;
    std::vector<std::string> frames_;
    std::int64_t next_to_send_ = 0;
    std::map<std::int64_t, Sent> unacknowledged_;  ///< by sequence number
    std::int64_t next_expected_ = 0;
    std::map<std::int64_t, Received> early_;  ///< by sequence number
    std::deque<Received> inbox_;
    std::optional<std::string> closed_;
    Duration round_trip_{100};
    Duration variation_{25};
    bool paused_ = false;
    bool failed_ = false;
};

}  // namespace gantry::ecs::exec
