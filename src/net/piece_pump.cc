#include "net/piece_pump.h"

#include <atomic>
#include <memory>
#include <utility>

#include "base/log.h"

namespace gantry::net {
namespace {

/// So many pieces in one turn of the loop.
constexpr int kPiecesPerTurn = 16;

/// Lives as long as the writer wants more, or a turn of it is queued.
class Pump : public std::enable_shared_from_this<Pump> {
  public:
    Pump(Loop& loop, NextPiece next) : loop_(loop), next_(std::move(next)) {}

    void begin(std::shared_ptr<BodyWriter> writer) {
        writer_ = std::move(writer);
        writer_->set_callbacks({
            .on_drained = [self = shared_from_this()] { self->turn_later(); },
            .on_gone =
                [self = shared_from_this()] {
                    self->gone_ = true;
                    self->turn_later();
                },
        });
        turn_later();
    }

  private:
    void turn_later() {
        loop_.post([self = shared_from_this()] { self->turn(); });
    }

    void turn() {
        for (int pieces = 0; next_ && pieces < kPiecesPerTurn; ++pieces) {
            if (gone_) return end();
            Result<std::string> piece = next_();
            if (!piece) {
                log_warn("answer_broken_off", {{"why", piece.error().message}});
                writer_->abort();
                return end();
            }
            if (piece->empty()) {
                writer_->finish();
                return end();
            }
            if (!writer_->write(std::move(*piece))) return;
        }
        if (next_) turn_later();
    }

    void end() {
        next_ = nullptr;
        writer_.reset();
    }

    Loop& loop_;
    NextPiece next_;
    std::shared_ptr<BodyWriter> writer_;
    std::atomic<bool> gone_ = false;
};

}  // namespace

BodyStream pump_pieces(Loop& loop, NextPiece next, std::optional<std::uint64_t> length) {
    const auto pump = std::make_shared<Pump>(loop, std::move(next));
    return {
        .length = length,
        .begin = [pump](std::shared_ptr<BodyWriter> writer) { pump->begin(std::move(writer)); },
    };
}

}  // namespace gantry::net
