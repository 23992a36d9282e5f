#include "agent/logs/event_maker.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "wire/utf8.h"

namespace gantry::agent {
namespace {

constexpr std::int64_t kNsPerMs = 1'000'000;
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

/// How many bytes at the end are the beginning of a character that is not complete.
std::size_t open_end(std::string_view text) {
    const std::size_t most = std::min<std::size_t>(3, text.size());
    for (std::size_t length = 1; length <= most; ++length) {
        const auto byte = static_cast<unsigned char>(text[text.size() - length]);
        if ((byte & 0xC0U) == 0x80U) continue;  // goes on with one
        const std::size_t wanted = byte >= 0xF0U ? 4 : byte >= 0xE0U ? 3 : byte >= 0xC0U ? 2 : 1;
        return wanted > length ? length : 0;
    }
    return 0;
}

/// The length of the longest beginning of at most kMaxEventBytes that ends with a character.
std::size_t event_length(std::string_view text) {
    if (text.size() <= kMaxEventBytes) return text.size();
    std::size_t length = kMaxEventBytes;
    while ((static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U) --length;
    return length;
}

}  // namespace

std::string to_utf8(std::string text) {
    std::string_view rest = text;
    std::size_t good = 0;
    while (good < rest.size()) {
        if (static_cast<unsigned char>(rest[good]) < 0x80U) {
            ++good;
            continue;
        }
        const std::size_t length = wire::utf8_length(rest.substr(good));
        if (length == 0) break;
        good += length;
    }
    if (good == rest.size()) return text;
    std::string out;
    while (!rest.empty()) {
        const std::size_t length = wire::utf8_length(rest);
        out += length == 0 ? kReplacement : rest.substr(0, length);
        rest.remove_prefix(std::max<std::size_t>(1, length));
    }
    return out;
}

std::size_t EventMaker::add(const runtime::LogPiece& piece, std::vector<LogEvent>& events) {
    const bool begins_line = !std::exchange(in_line_, !piece.ends_line);
    if (!event_start_ && piece.text.empty() && piece.ends_line && pieces_ == 0) return 1;
    const bool starts_event = !event_start_ || (event_start_->found_in(piece.text) || pieces_ == 0);
    if (begins_line && starts_event && pieces_ > 0) emit(false, events);
    if (pieces_ > 0 && text_.size() + piece.text.size() + 1 > kMaxEventBytes) emit(true, events);
    if (pieces_++ == 0) time_ms_ = piece.time_ns / kNsPerMs;
    text_ += piece.text;
    if (!piece.ends_line) return 0;
    if (event_start_) {
        text_ += '\n';
    } else {
        emit(false, events);
    }
    return 0;
}

void EventMaker::flush(std::vector<LogEvent>& events) {
    if (pieces_ > 0) emit(false, events);
}

/// @param goes_on in the middle of a line: a character that is cut in two begins the next event
void EventMaker::emit(bool goes_on, std::vector<LogEvent>& events) {
    const std::size_t kept = goes_on ? open_end(text_) : 0;
    std::string begun = text_.substr(text_.size() - kept);
    text_.resize(text_.size() - kept);
    const std::string text = to_utf8(std::exchange(text_, std::move(begun)));
    std::string_view rest = text;
    while (!rest.empty()) {
        const std::size_t length = event_length(rest);
        events.push_back({time_ms_, std::string(rest.substr(0, length)), 0});
        rest.remove_prefix(length);
    }
    if (text.empty()) return;
    events.back().pieces = std::exchange(pieces_, 0);
}

}  // namespace gantry::agent
