#include "net/response_reader.h"

#include <algorithm>

namespace gantry::net {
namespace {

constexpr int kSwitchingProtocols = 101;

bool is_interim(int status) {
    return status < 200 && status != kSwitchingProtocols;
}

}  // namespace

std::size_t ResponseReader::feed(std::string_view bytes) {
    std::size_t used = 0;
    while (state_ == State::Head) {
        const std::size_t n = feed_head(bytes.substr(used));
        used += n;
        if (n == 0) break;
    }
    if (state_ == State::Body) {
        used += body_.feed(bytes.substr(used), response_.body);
        if (body_.failed()) fail(body_.failure());
        if (body_.done()) state_ = State::Complete;
    }
    return used;
}

std::size_t ResponseReader::feed_head(std::string_view bytes) {
    const std::size_t end = find_head_end(bytes.substr(0, options_.max_head_bytes), searched_);
    if (end == std::string_view::npos) {
        if (bytes.size() >= options_.max_head_bytes) fail({431, "the headers are too large"});
        return 0;
    }
    searched_ = 0;
    response_ = HttpResponse{};
    framing_ = Framing{};
    if (auto failure = parse_response_head(bytes.substr(0, end), response_, framing_)) {
        fail(*failure);
    } else if (!is_interim(response_.status)) {
        begin_body();
    }
    return end;
}

void ResponseReader::begin_body() {
    state_ = State::Body;
    const int status = response_.status;
    if (options_.head_request || status < 200 || status == 204 || status == 304) {
        body_ = BodyReader{};
    } else if (framing_.chunked) {
        body_ = BodyReader::with_chunks(options_.max_body_bytes);
    } else if (framing_.content_length) {
        const std::uint64_t length = *framing_.content_length;
        if (length > options_.max_body_bytes) return fail({413, "the body is too large"});
        if (!options_.streamed) {
            response_.body.reserve(static_cast<std::size_t>(std::min(length, kMaxReserveBytes)));
        }
        body_ = BodyReader::with_length(length);
    } else {
        framing_.keep_alive = false;
        body_ = BodyReader::until_eof(options_.max_body_bytes);
    }
}

bool ResponseReader::finish_at_eof() {
    if (state_ == State::Body && body_.finish_at_eof()) state_ = State::Complete;
    return state_ == State::Complete;
}

void ResponseReader::fail(ReadFailure failure) {
    failure_ = failure;
    state_ = State::Failed;
}

}  // namespace gantry::net
