// HTTP off the wire: whatever the bytes, reading them ends, stays within the limits, and gives the
// same requests and the same refusal however the bytes are cut into pieces. The same for answers.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/assert.h"
#include "net/request_reader.h"
#include "net/response_reader.h"

namespace gantry::net {
namespace {

constexpr ReadLimits kLimits{.max_head_bytes = 512, .max_body_bytes = 256};

struct Outcome {
    std::vector<std::string> messages;
    int refusal = 0;
    friend bool operator==(const Outcome&, const Outcome&) = default;
};

std::string summary(std::string_view first_line, const Headers& headers, std::string_view body) {
    std::string text{first_line};
    for (const auto& [name, value] : headers.all()) text.append(name).append(value).append("\n");
    return text.append(body);
}

/// Gives `data` to `feed` in pieces, offering again what was not used, as a connection does.
template <class Feed>
void feed_in_pieces(std::string_view data, std::size_t piece, const Feed& feed) {
    std::string pending;
    bool more = true;
    while (more && !data.empty()) {
        const std::size_t n = std::min(piece, data.size());
        pending.append(data.substr(0, n));
        data.remove_prefix(n);
        more = feed(pending);
    }
}

Outcome read_requests(std::string_view data, std::size_t piece) {
    Outcome outcome;
    RequestReader reader{kLimits};
    feed_in_pieces(data, piece, [&](std::string& pending) {
        while (!pending.empty()) {
            const std::size_t used = reader.feed(pending);
            GANTRY_ASSERT(used <= pending.size());
            pending.erase(0, used);
            if (reader.state() == RequestReader::State::HeadRead) {
                // Some bodies are not wanted; that must not change what is read after them.
                reader.head().method.size() % 2 == 0 ? reader.skip_body() : reader.read_body();
                pending.erase(0, reader.feed(pending));
            }
            if (reader.state() != RequestReader::State::Complete) break;
            const HttpRequest request = reader.take();
            GANTRY_ASSERT(request.body.size() <= kLimits.max_body_bytes);
            outcome.messages.push_back(
                summary(request.method + request.target, request.headers, request.body)
            );
        }
        const bool failed = reader.state() == RequestReader::State::Failed;
        if (failed) outcome.refusal = reader.failure().status;
        GANTRY_ASSERT(failed || pending.size() < kLimits.max_head_bytes);
        return !failed;
    });
    return outcome;
}

Outcome read_response(std::string_view data, std::size_t piece) {
    Outcome outcome;
    ResponseReader reader{{.max_head_bytes = 512, .max_body_bytes = 256}};
    feed_in_pieces(data, piece, [&](std::string& pending) {
        const std::size_t used = reader.feed(pending);
        GANTRY_ASSERT(used <= pending.size());
        pending.erase(0, used);
        return reader.state() == ResponseReader::State::Head ||
               reader.state() == ResponseReader::State::Body;
    });
    if (reader.state() == ResponseReader::State::Failed) {
        outcome.refusal = reader.failure().status;
    } else if (reader.finish_at_eof()) {
        const HttpResponse& response = reader.response();
        GANTRY_ASSERT(response.body.size() <= 256);
        outcome.messages.push_back(
            summary(std::to_string(response.status), response.headers, response.body)
        );
    }
    return outcome;
}

}  // namespace
}  // namespace gantry::net

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace gantry::net;
    if (size == 0) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::size_t piece = data[0] % 16 + 1;
    GANTRY_ASSERT(read_requests(bytes, piece) == read_requests(bytes, bytes.size() + 1));
    GANTRY_ASSERT(read_response(bytes, piece) == read_response(bytes, bytes.size() + 1));
    return 0;
}
