#pragma once

#include <array>
#include <cstddef>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace gantry::net {

/// Bytes on their way to a Stream. Small pieces are gathered into one string, large ones are moved
/// in whole. Pieces under way keep their place in memory until consumed.
class OutQueue {
  public:
    static constexpr std::size_t kMaxPieces = 16;

    /// The string to append small pieces to. Valid until the next call of another member.
    /// Follow with commit().
    std::string& tail() {
        if (pieces_.empty() || frozen_ == pieces_.size() || pieces_.back().size() >= kGatherBytes) {
            pieces_.emplace_back(std::move(spare_));
            spare_ = std::string{};
        }
        before_ = pieces_.back().size();
        return pieces_.back();
    }
    void commit() { bytes_ += pieces_.back().size() - before_; }

    /// Adds one piece, without a copy when it is large.
    void push(std::string piece) {
        if (piece.size() < kGatherBytes / 2) {
            tail().append(piece);
            return commit();
        }
        bytes_ += piece.size();
        pieces_.push_back(std::move(piece));
    }

    [[nodiscard]] bool empty() const { return bytes_ == 0; }
    [[nodiscard]] std::size_t bytes() const { return bytes_; }

    using Views = std::array<std::string_view, kMaxPieces>;
    /// The front of the queue, to be written next; its memory stays put until consume().
    std::span<const std::string_view> front(Views& views) {
        std::size_t n = 0;
        for (; n < pieces_.size() && n < kMaxPieces; ++n) views[n] = pieces_[n];
        if (n > 0) views[0].remove_prefix(offset_);
        frozen_ = n;
        return {views.data(), n};
    }

    /// `bytes` of what front() gave have been written.
    void consume(std::size_t bytes) {
        bytes_ -= bytes;
        offset_ += bytes;
        while (!pieces_.empty() && offset_ >= pieces_.front().size()) {
            offset_ -= pieces_.front().size();
            recycle(std::move(pieces_.front()));
            pieces_.pop_front();
        }
        frozen_ = 0;
    }

  private:
    static constexpr std::size_t kGatherBytes = 32U << 10U;
    static constexpr std::size_t kKeepBytes = 8U << 10U;  ///< so that idle connections stay small

    void recycle(std::string&& piece) {
        if (piece.capacity() > kKeepBytes) return;
        spare_ = std::move(piece);
        spare_.clear();
    }

    std::deque<std::string> pieces_;
    std::string spare_;       ///< keeps the memory of the last gathered piece
    std::size_t offset_ = 0;  ///< of the first piece, already written
    std::size_t frozen_ = 0;  ///< pieces under way: not appended to
    std::size_t bytes_ = 0;
    std::size_t before_ = 0;  ///< size of the tail before the append under way
};

}  // namespace gantry::net
