#pragma once

#include <string>
#include <string_view>

#include "api/acs/envelope.h"
#include "base/result.h"
#include "wire/json_codec.h"

namespace gantry::agent {

/// A frame of either stream: `{"type":"<type>","message":{…}}`.
template <class Message>
std::string encode_frame(std::string_view type, const Message& message) {
    api::acs::Envelope envelope;
    envelope.type = std::string(type);
    envelope.message = reflect::RawJson{wire::encode_json(message)};
    return wire::encode_json(envelope);
}

struct Frame {
    std::string type;
    std::string message;     ///< JSON; "{}" when the frame had none
    std::string told_state;  ///< what Gantry's control plane adds; else empty
};
/// Errors: InvalidArgument for text that is no frame.
inline Result<Frame> decode_frame(std::string_view text) {
    auto envelope = wire::decode_json<api::acs::Envelope>(text);
    if (!envelope) return envelope.error();
    if (!envelope->type) return invalid_argument("a frame without a type");
    return Frame{
        *envelope->type,
        envelope->message ? envelope->message->text : "{}",
        envelope->gantry_state.value_or("")
    };
}

}  // namespace gantry::agent
