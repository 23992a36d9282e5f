#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace gantry::runtime {

/// Cuts a stream of chunks into lines (the Engine API streams one JSON value a line).
class LineBuffer {
  public:
    /// A peer that never ends a line is broken, not patient.
    static constexpr std::size_t kMaxLine = 1U << 20U;

    /// Calls `line` for each line that is complete now. @return false once a line is too long
    template <class Line>
    bool add(std::string_view chunk, Line&& line) {
        rest_ += chunk;
        std::size_t begin = 0;
        for (std::size_t end = rest_.find('\n'); end != std::string::npos;
             end = rest_.find('\n', begin)) {
            const std::string_view text = std::string_view(rest_).substr(begin, end - begin);
            if (!text.empty() && text != "\r") line(text);
            begin = end + 1;
        }
        rest_.erase(0, begin);
        return rest_.size() <= kMaxLine;
    }

    void clear() { rest_.clear(); }

  private:
    std::string rest_;
};

}  // namespace gantry::runtime
