#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

namespace gantry::net {

/// Bytes from a Stream that a reader has not used yet, in one piece.
class InBuffer {
  public:
    [[nodiscard]] std::string_view bytes() const {
        return {memory_.data() + begin_, end_ - begin_};
    }
    [[nodiscard]] bool empty() const { return begin_ == end_; }

    void consume(std::size_t n) {
        begin_ += n;
        if (begin_ == end_) begin_ = end_ = 0;
    }

    /// Room for at least `n` more bytes; follow with commit().
    std::span<char> prepare(std::size_t n) {
        if (empty() && memory_.size() > 4 * n) memory_ = std::vector<char>(n);
        if (memory_.size() - end_ < n && begin_ > 0) {
            std::memmove(memory_.data(), memory_.data() + begin_, end_ - begin_);
            end_ -= begin_;
            begin_ = 0;
        }
        if (memory_.size() - end_ < n) memory_.resize(std::max(end_ + n, memory_.size() * 2));
        return {memory_.data() + end_, memory_.size() - end_};
    }
    void commit(std::size_t n) { end_ += n; }

  private:
    std::vector<char> memory_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};

}  // namespace gantry::net
