#include "agent/engine/start_queue.h"

#include <iterator>

namespace gantry::agent {

bool StartQueue::begin(const Ticket& ticket) {
    const auto earlier = std::distance(waiting_.begin(), waiting_.lower_bound(ticket));
    if (free() <= static_cast<std::size_t>(earlier)) {
        waiting_.insert(ticket);
        return false;
    }
    waiting_.erase(ticket);
    under_way_.insert(ticket);
    return true;
}

void StartQueue::end(std::string_view task, std::string_view container) {
    std::erase_if(under_way_, [&](const Ticket& ticket) {
        return ticket.task == task && ticket.container == container;
    });
}

void StartQueue::withdraw(std::string_view task) {
    std::erase_if(waiting_, [&](const Ticket& ticket) { return ticket.task == task; });
}

void StartQueue::drop(std::string_view task) {
    withdraw(task);
    std::erase_if(under_way_, [&](const Ticket& ticket) { return ticket.task == task; });
}

std::vector<std::string> StartQueue::next() const {
    std::vector<std::string> tasks;
    std::size_t places = free();
    for (auto ticket = waiting_.begin(); ticket != waiting_.end() && places > 0;
         ++ticket, --places) {
        tasks.push_back(ticket->task);
    }
    return tasks;
}

}  // namespace gantry::agent
