// Frames of a session's data channel, from a client: the codec reads back what it writes, and a
// session survives whatever comes, within its bounds.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "services/ecs/exec/relay.h"
#include "services/ecs/exec/shell_words.h"
#include "wire/exec_stream.h"

using namespace gantry;
using namespace gantry::ecs::exec;

namespace {

/// The input is cut into frames: a byte says whose it is, the next how long.
void play(std::string_view input) {
    IdSource ids{Random(1)};
    std::int64_t ms = 0;
    const auto now = [&ms] { return Moment{from_epoch_ms(ms), MonoTime{milliseconds{ms}}}; };
    Relay relay("session", {.exit_code = true}, ids, now());
    std::int64_t sequence = 0;
    while (input.size() >= 2) {
        const auto whose = static_cast<unsigned char>(input[0]);
        const std::size_t length = static_cast<unsigned char>(input[1]);
        input.remove_prefix(2);
        const std::string bytes(input.substr(0, length));
        input.remove_prefix(std::min(length, input.size()));
        ms += whose;
        if (whose % 4 == 0) {
            relay.on_client_frame(bytes, now());
        } else if (whose % 4 == 1) {
            relay.on_agent_frame(bytes, now());
        } else if (whose % 4 == 2) {
            const DataMessage message{
                .type = std::string(whose % 8 == 2 ? kInputStream : kAcknowledge),
                .sequence = sequence++,
                .id = ids.uuid(),
                .payload_type = static_cast<PayloadType>(whose % 13),
                .payload = bytes,
            };
            relay.on_client_frame(encode_data_message(message), now());
        } else {
            relay.tick(now());
        }
        relay.take();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input{reinterpret_cast<const char*>(data), size};
    if (const auto message = decode_data_message(input)) {
        const auto again = decode_data_message(encode_data_message(*message));
        if (!again || *again != *message) std::abort();
    }
    if (const auto frame = wire::decode_exec_frame(input)) {
        if (wire::encode_exec_frame(*frame) != input) std::abort();
    }
    if (const auto words = split_words(input); words && words->empty()) std::abort();
    play(input);
    return 0;
}
