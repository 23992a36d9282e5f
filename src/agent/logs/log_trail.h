#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>

#include "base/reflect.h"

namespace gantry::agent {

/// How far a container's output was taken: all pieces of before since_ns, and of those from then on
/// the first `count`. In the order in which the runtime keeps them, which is not always that of
/// their times: standard output and error overtake one another, and the parts of a line have the
/// time of its beginning.
struct LogMark {
    std::int64_t since_ns = 0;
    std::int64_t count = 0;
    std::int64_t last_ns = 0;  ///< the latest time of a piece that was taken

    friend bool operator==(const LogMark&, const LogMark&) = default;
    static const reflect::TypeInfo& type_info();
};

/// Follows a container's output, piece by piece, so that whoever begins anew to read it finds the
/// place. Pieces are read, and later taken, in the same order.
class LogTrail {
  public:
    explicit LogTrail(LogMark mark)
        : floor_(mark.since_ns), last_taken_(mark.last_ns), begun_(mark) {
        begin();
    }

    /// From when on it is to be read. Reading begins anew.
    std::int64_t begin();
    /// The next piece. @return whether it is new; not if it was read before
    bool read(std::int64_t time_ns);
    /// So many pieces, of those that were read, have been taken.
    void take(std::size_t pieces);

    /// Pieces that were read and not taken.
    [[nodiscard]] std::size_t open() const { return open_.size(); }
    [[nodiscard]] LogMark mark() const;

  private:
    /// How many pieces of a time were taken: a line of many pieces is one of these.
    struct Taken {
        std::int64_t time_ns;
        std::int64_t pieces;
    };

    void note_taken(std::int64_t time_ns);
    [[nodiscard]] std::int64_t taken_after_floor() const;
    [[nodiscard]] std::int64_t open_after_floor() const;

    std::int64_t floor_;  ///< later than all pieces that taken_ no longer holds
    std::int64_t last_taken_;
    std::deque<Taken> taken_;        ///< the latest times of pieces that were taken, in their order
    std::deque<std::int64_t> open_;  ///< times of those that were read and not taken
    std::int64_t last_read_ = 0;
    LogMark begun_;               ///< of the life before
    std::int64_t unlearned_ = 0;  ///< pieces that were taken in the life before and not read again
    std::size_t to_skip_ = 0;     ///< pieces that were read before and come again
};

}  // namespace gantry::agent
