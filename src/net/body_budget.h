#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "base/loop.h"
#include "base/metrics.h"

namespace gantry::net {

class BodyBudget;

/// Room for one body, given back when this goes, on any thread.
class BodyLease {
  public:
    BodyLease(std::shared_ptr<BodyBudget> budget, std::size_t bytes)
        : budget_(std::move(budget)), bytes_(bytes) {}
    BodyLease(BodyLease&& other) noexcept = default;
    BodyLease& operator=(BodyLease&& other) noexcept {
        std::swap(budget_, other.budget_);
        std::swap(bytes_, other.bytes_);
        return *this;
    }
    ~BodyLease();

  private:
    std::shared_ptr<BodyBudget> budget_;
    std::size_t bytes_;
};

/// Who waits for room. Network thread only.
class BodyWaiter {
  public:
    virtual ~BodyWaiter() = default;
    virtual void on_room(BodyLease lease) = 0;
};

/// The memory that the bodies of all connections of a server may take together, from before their
/// first byte is read until the program is done with them. Who finds no room waits in line: nobody
/// is refused, and nobody who came later goes first, however little he needs. One body larger than
/// the whole budget gets its turn when nothing else is held.
class BodyBudget : public std::enable_shared_from_this<BodyBudget> {
  public:
    /// @param loop where on_room is called
    /// @param in_use told how much is taken; may be null
    BodyBudget(Loop& loop, std::size_t bytes, std::shared_ptr<Gauge> in_use = {})
        : loop_(&loop), limit_(bytes), gauge_(std::move(in_use)) {}

    /// Room at once, or later through on_room. Network thread.
    std::optional<BodyLease> ask(std::weak_ptr<BodyWaiter> waiter, std::size_t bytes);

    [[nodiscard]] std::size_t in_use() const;

    /// The loop has ended: nobody is called any more.
    void close();

  private:
    friend class BodyLease;
    struct Waiting {
        std::weak_ptr<BodyWaiter> who;
        std::size_t bytes;
    };

    void give_back(std::size_t bytes);
    void set_used(std::size_t bytes);
    void serve();
    [[nodiscard]] bool fits(std::size_t bytes) const {
        return used_ == 0 || used_ + bytes <= limit_;
    }

    mutable std::mutex mutex_;
    Loop* loop_;  ///< null once closed
    const std::size_t limit_;
    const std::shared_ptr<Gauge> gauge_;
    std::size_t used_ = 0;
    std::deque<Waiting> line_;
};

}  // namespace gantry::net
