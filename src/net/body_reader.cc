#include "net/body_reader.h"

#include <algorithm>

#include "net/text.h"

namespace gantry::net {
namespace {

/// Extensions and trailers are dropped; a peer that sends more of them than this is not served.
constexpr std::uint32_t kMaxOverheadBytes = 16U << 10U;
constexpr std::uint32_t kMaxSizeDigits = 15;

/// The value of a hexadecimal digit, or -1.
int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    const char lower = to_lower(c);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

}  // namespace

BodyReader BodyReader::with_length(std::uint64_t length) {
    BodyReader reader;
    reader.remaining_ = length;
    if (length > 0) reader.state_ = State::Length;
    return reader;
}

BodyReader BodyReader::with_chunks(std::uint64_t max_bytes) {
    BodyReader reader;
    reader.budget_ = max_bytes;
    reader.state_ = State::ChunkSize;
    return reader;
}

BodyReader BodyReader::until_eof(std::uint64_t max_bytes) {
    BodyReader reader;
    reader.budget_ = max_bytes;
    reader.state_ = State::UntilEof;
    return reader;
}

std::size_t BodyReader::feed(std::string_view bytes, std::string& body) {
    std::size_t used = 0;
    while (used < bytes.size() && !done() && !failed()) {
        const std::string_view rest = bytes.substr(used);
        switch (state_) {
            case State::Length: used += take_data(rest, body, State::Done); break;
            case State::ChunkData: used += take_data(rest, body, State::ChunkDataCr); break;
            case State::UntilEof:
                if (rest.size() > budget_) {
                    fail(413, "the body is too large");
                    break;
                }
                budget_ -= rest.size();
                body.append(rest);
                used = bytes.size();
                break;
            default: take_control(rest.front()); ++used;
        }
    }
    return used;
}

std::size_t BodyReader::take_data(std::string_view bytes, std::string& body, State next) {
    const std::size_t n =
        static_cast<std::size_t>(std::min<std::uint64_t>(remaining_, bytes.size()));
    body.append(bytes.substr(0, n));
    remaining_ -= n;
    if (remaining_ == 0) state_ = next;
    return n;
}

/// One byte of what stands between the chunks.
void BodyReader::take_control(char c) {
    const auto expect = [&](char wanted, State next) {
        if (c != wanted) return fail(400, "a chunk does not end in CR LF");
        state_ = next;
    };
    switch (state_) {
        case State::ChunkSize:
        case State::ChunkExtension: return take_size_char(c);
        case State::ChunkSizeEnd:
            if (c != '\n') return fail(400, "a chunk size does not end in CR LF");
            return end_size_line();
        case State::ChunkDataCr: return expect('\r', State::ChunkDataLf);
        case State::ChunkDataLf: size_digits_ = 0; return expect('\n', State::ChunkSize);
        case State::TrailerStart:
            if (c == '\r') {
                state_ = State::FinalLf;
                return;
            }
            state_ = State::Trailer;
            [[fallthrough]];
        case State::Trailer:
            if (c == '\r') {
                state_ = State::TrailerEnd;
            } else if (is_control(c)) {
                fail(400, "a trailer holds a control character");
            } else if (++overhead_ > kMaxOverheadBytes) {
                fail(431, "the trailers are too large");
            }
            return;
        case State::TrailerEnd: return expect('\n', State::TrailerStart);
        case State::FinalLf: return expect('\n', State::Done);
        default: return;
    }
}

void BodyReader::take_size_char(char c) {
    const int digit = state_ == State::ChunkSize ? hex_value(c) : -1;
    if (digit >= 0) {
        if (++size_digits_ > kMaxSizeDigits) return fail(400, "a chunk size is too long");
        remaining_ = remaining_ * 16 + static_cast<std::uint64_t>(digit);
        return;
    }
    if (size_digits_ == 0) return fail(400, "a chunk does not begin with its size");
    if (c == '\r') {
        state_ = State::ChunkSizeEnd;
        return;
    }
    const bool begins_extension = c == ';' || c == ' ' || c == '\t';
    if ((state_ == State::ChunkSize && !begins_extension) || is_control(c)) {
        return fail(400, "a chunk size is not a hexadecimal number");
    }
    state_ = State::ChunkExtension;
    if (++overhead_ > kMaxOverheadBytes) fail(400, "the chunk extensions are too large");
}

void BodyReader::end_size_line() {
    if (remaining_ > budget_) return fail(413, "the body is too large");
    budget_ -= remaining_;
    state_ = remaining_ == 0 ? State::TrailerStart : State::ChunkData;
}

bool BodyReader::finish_at_eof() {
    if (state_ == State::UntilEof) state_ = State::Done;
    return done();
}

void BodyReader::fail(int status, std::string_view explanation) {
    failure_ = ReadFailure{status, explanation};
    state_ = State::Failed;
}

}  // namespace gantry::net
