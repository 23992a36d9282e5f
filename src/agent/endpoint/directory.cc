#include "agent/endpoint/directory.h"

#include <utility>

namespace gantry::agent::endpoint {

void Directory::enter(Loop& loop, const std::shared_ptr<Answerer>& answerer) {
    const std::lock_guard lock(mutex_);
    seats_.emplace(next_seat_++, Seat{&loop, answerer, answerer.get()});
}

void Directory::leave(const Answerer& answerer) {
    const std::lock_guard lock(mutex_);
    for (auto seat = seats_.begin(); seat != seats_.end(); ++seat) {
        if (seat->second.who != &answerer) continue;
        for (auto& [address, seats] : addresses_) seats.erase(seat->first);
        std::erase_if(owners_, [&](const auto& owner) { return owner.second == seat->first; });
        seats_.erase(seat);
        return;
    }
}

void Directory::claim(const Answerer& answerer, const std::string& id) {
    const std::lock_guard lock(mutex_);
    for (const auto& [number, seat] : seats_) {
        if (seat.who == &answerer) owners_.insert_or_assign(id, number);
    }
}

void Directory::release(const std::string& id) {
    const std::lock_guard lock(mutex_);
    owners_.erase(id);
}

void Directory::claim_address(const Answerer& answerer, const std::string& id) {
    const std::lock_guard lock(mutex_);
    for (const auto& [number, seat] : seats_) {
        if (seat.who == &answerer) addresses_[id].insert(number);
    }
}

void Directory::release_address(const Answerer& answerer, const std::string& id) {
    const std::lock_guard lock(mutex_);
    const auto claims = addresses_.find(id);
    if (claims == addresses_.end()) return;
    for (const auto& [number, seat] : seats_) {
        const auto one = claims->second.find(number);
        if (seat.who == &answerer && one != claims->second.end()) claims->second.erase(one);
    }
    if (claims->second.empty()) addresses_.erase(claims);
}

std::optional<std::uint64_t> Directory::owner_of(const Ask& ask) const {
    if (ask.by_address) {
        const auto claims = addresses_.find(ask.id);
        if (claims == addresses_.end() || claims->second.size() != 1) return std::nullopt;
        return *claims->second.begin();
    }
    const auto owner = owners_.find(ask.id);
    return owner == owners_.end() ? std::nullopt : std::optional(owner->second);
}

bool Directory::hand_over(Ask ask, Reply reply) {
    const std::lock_guard lock(mutex_);  // the loop is there for as long as the seat is
    const auto owner = owner_of(ask);
    if (!owner) return false;
    const Seat& seat = seats_.at(*owner);
    seat.loop->post([answerer = seat.answerer, ask = std::move(ask), reply = std::move(reply)](
                    ) mutable {
        const auto there = answerer.lock();
        if (!there) return reply(not_ready(ask));
        there->answer(ask, std::move(reply));
    });
    return true;
}

void Directory::ask_all(
    const std::string& task,
    const std::string& container,
    std::function<void(std::vector<Answerer::About>)> told
) {
    struct Round {
        std::mutex mutex;
        std::vector<Answerer::About> answers;
        std::size_t missing = 0;
        std::function<void(std::vector<Answerer::About>)> told;
    };
    auto round = std::make_shared<Round>();
    round->told = std::move(told);
    std::unique_lock lock(mutex_);
    if (seats_.empty()) {
        lock.unlock();
        return round->told({});
    }
    round->answers.resize(seats_.size());
    round->missing = seats_.size();
    std::size_t place = 0;
    for (const auto& [number, seat] : seats_) {
        const auto one = [round, at = place++](Answerer::About about) {
            std::unique_lock round_lock(round->mutex);
            round->answers[at] = std::move(about);
            if (--round->missing > 0) return;
            round_lock.unlock();
            round->told(std::move(round->answers));
        };
        seat.loop->post([answerer = seat.answerer, task, container, one] {
            const auto there = answerer.lock();
            if (!there) return one({});
            there->tell(task, container, one);
        });
    }
}

}  // namespace gantry::agent::endpoint
