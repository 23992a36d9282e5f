#include "services/ecs/exec/data_channel.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "base/reflect.h"
#include "wire/json_codec.h"

namespace gantry::ecs::exec {
namespace {

constexpr Duration kLeastPatience{200};
constexpr Duration kMostPatience{1'000};

struct Acknowledgement {
    std::string type;
    std::string id;
    std::int64_t sequence = 0;
    bool in_order = true;

    static const reflect::TypeInfo& type_info() {
        using reflect::field;
        static const reflect::TypeInfo info = reflect::structure<Acknowledgement>(
            "AcknowledgeContent",
            {
                field<&Acknowledgement::type>("AcknowledgedMessageType"),
                field<&Acknowledgement::id>("AcknowledgedMessageId"),
                field<&Acknowledgement::sequence>("AcknowledgedMessageSequenceNumber"),
                field<&Acknowledgement::in_order>("IsSequentialMessage"),
            }
        );
        return info;
    }
};

struct ChannelClosed {
    std::string message_id;
    std::string created_date;
    std::string destination_id;
    std::string session_id;
    std::string message_type;
    std::int64_t schema_version = 1;
    std::string output;

    static const reflect::TypeInfo& type_info() {
        using reflect::field;
        static const reflect::TypeInfo info = reflect::structure<ChannelClosed>(
            "ChannelClosed",
            {
                field<&ChannelClosed::message_id>("MessageId"),
                field<&ChannelClosed::created_date>("CreatedDate"),
                field<&ChannelClosed::destination_id>("DestinationId"),
                field<&ChannelClosed::session_id>("SessionId"),
                field<&ChannelClosed::message_type>("MessageType"),
                field<&ChannelClosed::schema_version>("SchemaVersion"),
                field<&ChannelClosed::output>("Output"),
            }
        );
        return info;
    }
};

Duration between(MonoTime from, MonoTime to) {
    return std::chrono::floor<Duration>(to - from);
}

}  // namespace

std::size_t DataChannel::room() const {
    if (paused_ || unacknowledged_.size() >= kWindow) return 0;
    return kWindow - unacknowledged_.size();
}

DataMessage DataChannel::new_message(std::string_view type, const Moment& now) {
    return {.type = std::string(type), .created_ms = epoch_ms(now.wall), .id = ids_.uuid()};
}

void DataChannel::send(PayloadType type, std::string payload, const Moment& now) {
    DataMessage message = new_message(side_ == Side::Agent ? kOutputStream : kInputStream, now);
    message.sequence = next_to_send_++;
    message.flags = message.sequence == 0 ? 1 : 0;
    message.payload_type = type;
    message.payload = std::move(payload);
    Sent sent{message.id, encode_data_message(message), now.mono, now.mono};
    frames_.push_back(sent.frame);
    unacknowledged_.emplace(message.sequence, std::move(sent));
}

void DataChannel::send_closed(
    const std::string& session, const std::string& words, const Moment& now
) {
    DataMessage message = new_message(kChannelClosed, now);
    message.flags = 2;
    message.payload = wire::encode_json(ChannelClosed{
        .message_id = message.id,
        .created_date = format_iso8601(now.wall),
        .session_id = session,
        .message_type = message.type,
        .output = words,
    });
    frames_.push_back(encode_data_message(message));
}

void DataChannel::receive(std::string_view frame, const Moment& now) {
    auto message = decode_data_message(frame);
    if (!message) return;
    const std::string_view stream = side_ == Side::Agent ? kInputStream : kOutputStream;
    if (message->type == stream) {
        on_stream(*std::move(message), now);
    } else if (message->type == kAcknowledge) {
        on_acknowledge(*message, now);
    } else if (message->type == kPausePublication) {
        paused_ = true;
    } else if (message->type == kStartPublication) {
        paused_ = false;
    } else if (message->type == kChannelClosed) {
        const auto said = wire::decode_json<ChannelClosed>(message->payload);
        closed_ = said ? said->output : "";
    }
}

void DataChannel::on_stream(DataMessage message, const Moment& now) {
    const std::int64_t sequence = message.sequence;
    if (sequence < next_expected_) return acknowledge(message, true, now);
    if (early_.contains(sequence)) return acknowledge(message, false, now);
    const bool room = inbox_.size() + early_.size() < kMaxWaiting &&
                      sequence - next_expected_ < static_cast<std::int64_t>(kMaxWaiting);
    // The one whose turn it is may take the place that early ones left.
    const bool its_turn = sequence == next_expected_ && inbox_.size() < kMaxWaiting;
    if (!room && !its_turn) return;
    acknowledge(message, sequence == next_expected_, now);
    early_[sequence] = {message.payload_type, std::move(message.payload)};
    for (auto next = early_.find(next_expected_); next != early_.end();
         next = early_.find(next_expected_)) {
        inbox_.push_back(std::move(next->second));
        early_.erase(next);
        ++next_expected_;
    }
}

void DataChannel::acknowledge(const DataMessage& message, bool in_order, const Moment& now) {
    DataMessage answer = new_message(kAcknowledge, now);
    answer.flags = 3;
    answer.payload =
        wire::encode_json(Acknowledgement{message.type, message.id, message.sequence, in_order});
    frames_.push_back(encode_data_message(answer));
}

void DataChannel::on_acknowledge(const DataMessage& message, const Moment& now) {
    const auto what = wire::decode_json<Acknowledgement>(message.payload);
    if (!what) return;
    const auto sent = unacknowledged_.find(what->sequence);
    if (sent == unacknowledged_.end() || sent->second.id != what->id) return;
    // Of one that was sent more than once nobody knows which it is the answer to.
    if (sent->second.tries == 1) measure(between(sent->second.first_at, now.mono));
    unacknowledged_.erase(sent);
}

/// Source: RFC 6298, section 2.
void DataChannel::measure(Duration round_trip) {
    const Duration error = round_trip - round_trip_;
    round_trip_ += error / 8;
    variation_ += (std::chrono::abs(error) - variation_) / 4;
}

Duration DataChannel::patience(const Sent& sent) const {
    const Duration wanted = round_trip_ + 4 * variation_;
    return std::clamp(wanted * std::min(sent.tries, 4), kLeastPatience, kMostPatience);
}

std::optional<DataChannel::Received> DataChannel::next() {
    if (inbox_.empty()) return std::nullopt;
    Received first = std::move(inbox_.front());
    inbox_.pop_front();
    return first;
}

void DataChannel::tick(const Moment& now) {
    if (paused_) return;
    for (auto& [sequence, sent] : unacknowledged_) {
        if (between(sent.last_at, now.mono) < patience(sent)) continue;
        if (++sent.tries > kMaxTries) failed_ = true;
        sent.last_at = now.mono;
        frames_.push_back(sent.frame);
    }
}

std::optional<MonoTime> DataChannel::next_tick() const {
    if (paused_ || unacknowledged_.empty()) return std::nullopt;
    std::optional<MonoTime> soonest;
    for (const auto& [sequence, sent] : unacknowledged_) {
        const MonoTime due = sent.last_at + patience(sent);
        if (!soonest || due < *soonest) soonest = due;
    }
    return soonest;
}

}  // namespace gantry::ecs::exec
