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

bool Directory::hand_over(Ask ask, Reply reply) {
    const std::lock_guard lock(mutex_);  // the loop is there for as long as the seat is
    const auto owner = owners_.find(ask.id);
    if (owner == owners_.end()) return false;
    const Seat& seat = seats_.at(owner->second);
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
