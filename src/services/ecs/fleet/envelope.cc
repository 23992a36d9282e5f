#include "services/ecs/fleet/envelope.h"

#include "wire/json_codec.h"

namespace gantry::fleet {

Result<api::acs::Envelope> parse_envelope(std::string_view frame) {
    constexpr std::string_view kEndOfHeaders = "\r\n\r\n";
    if (!frame.starts_with('{')) {
        if (const auto end = frame.find(kEndOfHeaders); end != std::string_view::npos) {
            frame.remove_prefix(end + kEndOfHeaders.size());
        }
    }
    auto envelope = wire::decode_json<api::acs::Envelope>(frame);
    if (!envelope) return envelope.error();
    if (!envelope->type || envelope->type->empty())
        return invalid_argument("the frame has no type");
    if (!envelope->message) envelope->message.emplace();
    if (envelope->message->text.empty()) envelope->message->text = "{}";
    return envelope;
}

}  // namespace gantry::fleet
