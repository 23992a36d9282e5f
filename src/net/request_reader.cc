#include "net/request_reader.h"

#include <algorithm>
#include <utility>

#include "net/text.h"

namespace gantry::net {
namespace {

/// What a length alone reserves: a client may say any, and send nothing.
constexpr std::uint64_t kReservedBytes = 16U << 10U;

}  // namespace

std::size_t RequestReader::feed(std::string_view bytes) {
    if (state_ == State::Head) return feed_head(bytes);
    if (state_ != State::Body) return 0;
    const std::size_t used = body_.feed(bytes, request_.body);
    if (skips_) request_.body.clear();
    if (body_.failed()) fail(body_.failure());
    if (body_.done()) state_ = State::Complete;
    return used;
}

std::size_t RequestReader::feed_head(std::string_view bytes) {
    // Empty lines before a request are skipped (RFC 9112, section 2.2).
    std::size_t skipped = 0;
    if (searched_ == 0) {
        while (bytes.substr(skipped).starts_with("\r\n")) skipped += 2;
    }
    const std::string_view rest = bytes.substr(skipped);
    const std::size_t end = find_head_end(rest.substr(0, limits_.max_head_bytes), searched_);
    if (end == std::string_view::npos) {
        if (rest.size() >= limits_.max_head_bytes) fail({431, "the headers are too large"});
        // No method begins like this, but TLS does, whose client would wait for an answer.
        if (!rest.empty() && rest.front() != '\r' && !is_token_char(rest.front())) {
            fail({400, "this is not HTTP"});
        }
        return skipped;
    }
    searched_ = 0;
    request_ = HttpRequest{};
    framing_ = Framing{};
    if (auto failure = parse_request_head(rest.substr(0, end), request_, framing_)) {
        fail(*failure);
    } else {
        state_ = State::HeadRead;
    }
    return skipped + end;
}

void RequestReader::read_body() {
    if (!skips_ && !framing_.chunked) {
        const std::uint64_t length =
            std::min(framing_.content_length.value_or(0), limits_.max_body_bytes);
        request_.body.reserve(static_cast<std::size_t>(std::min(length, kReservedBytes)));
    }
    begin_body(limits_.max_body_bytes);
}

void RequestReader::stream_body(std::uint64_t max_bytes) {
    begin_body(max_bytes);
}

void RequestReader::begin_body(std::uint64_t max_bytes) {
    state_ = State::Body;
    if (framing_.chunked) {
        body_ = BodyReader::with_chunks(max_bytes);
        return;
    }
    const std::uint64_t length = framing_.content_length.value_or(0);
    if (length > max_bytes) return fail({413, "the body is too large"});
    body_ = BodyReader::with_length(length);
}

void RequestReader::skip_body() {
    skips_ = true;
    read_body();
}

HttpRequest RequestReader::take() {
    state_ = State::Head;
    skips_ = false;
    return std::exchange(request_, HttpRequest{});
}

void RequestReader::fail(ReadFailure failure) {
    failure_ = failure;
    state_ = State::Failed;
}

}  // namespace gantry::net
