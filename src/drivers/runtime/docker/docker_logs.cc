#include "drivers/runtime/docker/docker_logs.h"

#include <fmt/format.h>

#include <optional>

#include "drivers/runtime/docker/docker_decode.h"
#include "drivers/runtime/docker/docker_runtime.h"

namespace gantry::runtime {

namespace {

/// How far the daemon may be ahead of who reads.
constexpr std::size_t kWindow = 256U << 10U;
/// Longer than any frame of a daemon that keeps lines apart.
constexpr std::size_t kMaxFrame = 4U << 20U;
/// What the daemon cuts long lines into.
constexpr std::size_t kDockerPiece = 16U << 10U;
constexpr std::size_t kPieceHead = 8;
/// "2006-01-02T15:04:05.000000000Z "
constexpr std::size_t kTimeWidth = 31;
constexpr std::int64_t kNsPerSecond = 1'000'000'000;

/// Takes the time off the front of `text`, in nanoseconds.
std::optional<std::int64_t> take_time(std::string_view& text) {
    if (text.size() < kTimeWidth || text[19] != '.' || text[29] != 'Z' || text[30] != ' ') {
        return std::nullopt;
    }
    SysTime second;
    if (!parse_iso8601(std::string(text.substr(0, 19)) + "Z", second)) return std::nullopt;
    std::int64_t fraction = 0;
    for (const char digit : text.substr(20, 9)) {
        if (digit < '0' || digit > '9') return std::nullopt;
        fraction = fraction * 10 + (digit - '0');
    }
    text.remove_prefix(kTimeWidth);
    return epoch_ms(second) * 1'000'000 + fraction;
}

/// @param text a piece with its time, and its line's end where it has one
std::optional<LogPiece> to_piece(std::string_view text) {
    const auto time = take_time(text);
    if (!time) return std::nullopt;
    LogPiece piece;
    piece.time_ns = *time;
    piece.ends_line = text.ends_with('\n');
    if (piece.ends_line) text.remove_suffix(1);
    if (piece.ends_line && text.ends_with('\r')) text.remove_suffix(1);
    piece.text = text;
    return piece;
}

}  // namespace

bool LogDecoder::feed(std::string_view bytes, std::vector<LogPiece>& pieces) {
    rest_ += bytes;
    return tty_ ? take_lines(pieces) : take_frames(pieces);
}

bool LogDecoder::take_frames(std::vector<LogPiece>& pieces) {
    std::string_view left = rest_;
    while (left.size() >= kPieceHead) {
        const auto length = log_frame_length(left);
        if (!length || *length > kMaxFrame) return false;
        if (left.size() < kPieceHead + *length) break;
        auto piece = to_piece(left.substr(kPieceHead, *length));
        if (!piece) return false;
        pieces.push_back(std::move(*piece));
        left.remove_prefix(kPieceHead + *length);
    }
    rest_.erase(0, rest_.size() - left.size());
    return true;
}

/// Pieces of a long line follow one another without a mark; a time in the place where the daemon
/// cuts tells them.
bool LogDecoder::take_lines(std::vector<LogPiece>& pieces) {
    std::string_view left = rest_;
    constexpr std::size_t kFull = kTimeWidth + kDockerPiece;
    while (!left.empty()) {
        const std::size_t newline = left.substr(0, kFull + 1).find('\n');
        std::size_t size = newline == std::string_view::npos ? 0 : newline + 1;
        if (size == 0) {
            if (left.size() < kFull + kTimeWidth) break;
            std::string_view next = left.substr(kFull);
            // A daemon with another buffer: up to the line's end, whatever is in it.
            const std::size_t end = left.find('\n');
            if (take_time(next)) {
                size = kFull;
            } else if (end == std::string_view::npos) {
                return left.size() <= kMaxFrame;
            } else {
                size = end + 1;
            }
        }
        auto piece = to_piece(left.substr(0, size));
        if (!piece) return false;
        pieces.push_back(std::move(*piece));
        left.remove_prefix(size);
    }
    rest_.erase(0, rest_.size() - left.size());
    return true;
}

std::string logs_path(const std::string& id, const LogQuery& query) {
    std::string path =
        "/containers/" + escape(id) + "/logs?stdout=true&stderr=true&timestamps=true";
    if (query.follow) path += "&follow=true";
    if (query.since_ns > 0) {
        path += fmt::format(
            "&since={}.{:09}", query.since_ns / kNsPerSecond, query.since_ns % kNsPerSecond
        );
    }
    return path;
}

/// Lives as long as the handle that read_logs() gave.
class DockerRuntime::Logs final : public LogStream, public std::enable_shared_from_this<Logs> {
  public:
    Logs(DockerRuntime& runtime, const LogQuery& query, LogReader reader)
        : connection_(runtime.connection_),
          link_(runtime.connection_.link()),
          decoder_(query.tty),
          follow_(query.follow),
          reader_(std::move(reader)) {}

    void begin(const std::string& id, const LogQuery& query) {
        stream_ = connection_.stream_lines(
            {.path = logs_path(id, query),
             .limit = follow_ ? Duration{0} : connection_.limits().other},
            {
                .on_open = {},
                .on_line = {},
                .on_end = [this](const Result<void>& how) { on_end(how); },
                .on_bytes = [this](std::string_view bytes) { on_bytes(bytes); },
                .window = window_,
            }
        );
    }

    void resume() override {
        if (!std::exchange(paused_, false)) return;
        window_->give_back(std::exchange(debt_, 0));
        if (held_.empty() && !ended_) return;
        connection_.loop().post([weak = weak_from_this()] {
            const auto self = weak.lock();
            if (self && !self->link_->closed()) self->hand_over();
        });
    }

  private:
    // The reader may drop the handle, and with it this object, from within its callbacks.

    void on_bytes(std::string_view bytes) {
        const auto self = shared_from_this();
        debt_ += bytes.size();
        if (!decoder_.feed(bytes, held_)) {
            stream_.reset();
            return on_end(unavailable("the container's output cannot be read"));
        }
        hand_over();
    }

    void on_end(Result<void> how) {
        const auto self = shared_from_this();
        ended_ = std::move(how);
        hand_over();
    }

    void hand_over() {
        const auto self = shared_from_this();
        if (paused_) return;
        if (!held_.empty()) paused_ = !reader_.on_pieces(std::exchange(held_, {}));
        if (paused_) return;
        window_->give_back(std::exchange(debt_, 0));
        if (!ended_) return;
        stream_.reset();
        const auto on_end = std::exchange(reader_.on_end, nullptr);
        if (on_end) on_end(*ended_);
    }

    DockerConnection& connection_;
    std::shared_ptr<const LoopLink> link_;
    LogDecoder decoder_;
    const bool follow_;
    LogReader reader_;
    std::shared_ptr<net::StreamWindow> window_ = std::make_shared<net::StreamWindow>(kWindow);
    std::shared_ptr<void> stream_;
    std::vector<LogPiece> held_;
    std::size_t debt_ = 0;  ///< bytes that are to be given back to the window
    bool paused_ = false;
    std::optional<Result<void>> ended_;
};

std::shared_ptr<LogStream> DockerRuntime::read_logs(
    const std::string& id, const LogQuery& query, LogReader reader
) {
    auto logs = std::make_shared<Logs>(*this, query, std::move(reader));
    logs->begin(id, query);
    return logs;
}

}  // namespace gantry::runtime
