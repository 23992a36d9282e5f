// S3's chunks: whatever the bytes, reading them ends, gives no more than was announced, and the
// same data and the same refusal however the bytes are cut into pieces.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/assert.h"
#include "wire/aws_chunked.h"

namespace gantry::wire {
namespace {

struct Taken {
    std::string data;
    std::string refusal;
    friend bool operator==(const Taken&, const Taken&) = default;
};

AwsChunkedReader reader_for(std::uint8_t kind) {
    ChunkedBody body{.payload = Payload::ChunksTrailer, .decoded_length = 4, .trailers = {}};
    if (kind % 4 == 1) body.payload = Payload::SignedChunks;
    if (kind % 4 == 2) body.payload = Payload::SignedChunksTrailer;
    if (kind % 8 >= 4 && kind % 4 != 1) body.trailers = {"x-amz-checksum-crc32"};
    return {std::move(body), kind % 4 == 3 ? std::optional(ChunkSigner{}) : std::nullopt};
}

Taken take(std::uint8_t kind, std::string_view bytes, std::size_t piece) {
    AwsChunkedReader reader = reader_for(kind);
    Taken taken;
    while (!bytes.empty()) {
        const std::size_t size = std::min(piece, bytes.size());
        const auto fed = reader.feed(bytes.substr(0, size), taken.data);
        if (!fed) break;
        bytes.remove_prefix(size);
    }
    if (const auto done = reader.finish(); !done) taken.refusal = done.error().message;
    GANTRY_ASSERT(taken.data.size() <= 4);
    return taken;
}

}  // namespace
}  // namespace gantry::wire

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace gantry::wire;
    if (size == 0) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    GANTRY_ASSERT(take(data[0], bytes, data[0] % 16 + 1) == take(data[0], bytes, bytes.size() + 1));
    return 0;
}
