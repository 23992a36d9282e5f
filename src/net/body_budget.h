#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "base/loop.h"
#include "base/metrics.h"

namespace gantry::net {

class BodyBudget;

/// Whose body takes room. Network thread only.
class BodyWaiter {
  public:
    virtual ~BodyWaiter() = default;
    /// The room that was asked for last is there.
    virtual void on_room() = 0;
    /// Others wait for the room of this body, which hardly comes: it should be given back.
    virtual void on_too_slow() = 0;
};

/// The room of one body: nothing at first, more as it comes, given back when this goes, on any
/// thread. All else on the network thread.
class BodyLease {
  public:
    BodyLease(std::shared_ptr<BodyBudget> budget, std::weak_ptr<BodyWaiter> who);
    BodyLease(BodyLease&& other) noexcept = default;
    BodyLease& operator=(BodyLease&& other) noexcept {
        std::swap(budget_, other.budget_);
        std::swap(holding_, other.holding_);
        return *this;
    }
    ~BodyLease();

    /// So many bytes more, at once, or later with on_room. Not while it is asked for already.
    bool grow(std::size_t bytes);
    [[nodiscard]] std::size_t bytes() const;
    /// The body is there, and needs no more.
    void complete();

  private:
    friend class BodyBudget;
    struct Holding {
        std::weak_ptr<BodyWaiter> who;
        std::uint64_t number = 0;
        std::size_t bytes = 0;
        std::size_t asked = 0;  ///< what it is in line for
        // At the last look since it came, or since it got what it had been in line for:
        std::optional<std::size_t> seen_bytes{};
        bool seen_in_line = false;
    };

    std::shared_ptr<BodyBudget> budget_;
    std::shared_ptr<Holding> holding_;
};

/// The memory that the bodies of all connections of a server may take together, from their first
/// bytes until the program is done with them. Room is taken as bytes come, so that who sends
/// nothing holds nothing; who finds none waits in line, and nobody who asked later goes first.
///
/// Bodies that all wait for each other's room would wait forever. So as much as the largest body
/// needs is kept for one body at a time: the first for which there is no other room, until it has
/// come. A body larger than the whole budget gets its turn when nothing else is held. Those who
/// hold room, or that, and hardly send, are told so while others wait (look()).
class BodyBudget : public std::enable_shared_from_this<BodyBudget> {
  public:
    /// @param loop where on_room is called
    /// @param largest body that there is
    /// @param in_use told how much is taken; may be null
    BodyBudget(
        Loop& loop, std::size_t bytes, std::size_t largest, std::shared_ptr<Gauge> in_use = {}
    );

    /// How long somebody waits before others have to show that they send.
    static constexpr Duration kLookInterval{1'000};
    /// Who brings less in a second is slow: 4 MiB then take longer than a body may take anyway.
    static constexpr std::size_t kLeastPace = 64U << 10U;

    /// Tells the slowest, as far as others need their room, where who is next in line has waited
    /// since the last look. Network thread; as often as one likes.
    void look(MonoTime now);

    [[nodiscard]] std::size_t in_use() const;

    /// The loop has ended: nobody is called any more.
    void close();

  private:
    friend class BodyLease;
    using Holding = BodyLease::Holding;
    using HoldingPtr = std::shared_ptr<Holding>;

    HoldingPtr add(std::weak_ptr<BodyWaiter> who);
    bool grow(const HoldingPtr& holding, std::size_t bytes);
    void complete(const HoldingPtr& holding);
    void give_back(const HoldingPtr& holding);

    void leave(const HoldingPtr& holding);
    bool take(const HoldingPtr& holding);
    HoldingPtr take_next();
    void set_used(std::size_t bytes);
    void serve_later();
    void serve();
    using Slow = std::multimap<std::pair<bool, std::size_t>, HoldingPtr>;
    Slow find_slow(std::size_t seconds);
    std::vector<HoldingPtr> find_in_the_way(std::size_t seconds);

    mutable std::mutex mutex_;
    Loop* loop_;  ///< null once closed
    const std::size_t limit_;
    const std::size_t kept_;  ///< for `first_`
    const std::shared_ptr<Gauge> gauge_;
    std::size_t used_ = 0;
    std::uint64_t next_number_ = 0;
    std::map<std::uint64_t, HoldingPtr> coming_;  ///< bodies that are not whole
    std::deque<HoldingPtr> line_;
    HoldingPtr first_;  ///< who may have what is kept; null: nobody needs it
    std::optional<MonoTime> looked_at_;
};

}  // namespace gantry::net
