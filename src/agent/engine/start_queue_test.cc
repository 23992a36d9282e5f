#include "agent/engine/start_queue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gantry::agent {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

StartQueue::Ticket ticket(std::int64_t order, const std::string& container = "app") {
    return {order, "task-" + std::to_string(order), container};
}

TEST(StartQueue, NoMoreThanTheLimitBegin) {
    StartQueue queue(2);
    EXPECT_TRUE(queue.begin(ticket(1)));
    EXPECT_TRUE(queue.begin(ticket(2)));
    EXPECT_FALSE(queue.begin(ticket(3)));
    EXPECT_THAT(queue.next(), IsEmpty());
    queue.end("task-1", "app");
    EXPECT_THAT(queue.next(), ElementsAre("task-3"));
    EXPECT_TRUE(queue.begin(ticket(3)));
    EXPECT_FALSE(queue.begin(ticket(4)));
}

TEST(StartQueue, TheEarliestGoesFirstWhoeverAsksFirst) {
    StartQueue queue(1);
    EXPECT_TRUE(queue.begin(ticket(9)));
    EXPECT_FALSE(queue.begin(ticket(5)));
    EXPECT_FALSE(queue.begin(ticket(3)));
    queue.end("task-9", "app");
    EXPECT_FALSE(queue.begin(ticket(5))) << "3 was there before";
    EXPECT_FALSE(queue.begin(ticket(4)));
    EXPECT_THAT(queue.next(), ElementsAre("task-3"));
    EXPECT_TRUE(queue.begin(ticket(3)));
}

TEST(StartQueue, ContainersOfOneTaskCountEach) {
    StartQueue queue(3);
    EXPECT_TRUE(queue.begin(ticket(1, "a")));
    EXPECT_TRUE(queue.begin(ticket(1, "b")));
    EXPECT_TRUE(queue.begin(ticket(2)));
    EXPECT_FALSE(queue.begin(ticket(3)));
    queue.end("task-1", "b");
    EXPECT_TRUE(queue.begin(ticket(3)));
}

TEST(StartQueue, WhoNoLongerAsksStandsBeforeNobody) {
    StartQueue queue(1);
    EXPECT_TRUE(queue.begin(ticket(1)));
    EXPECT_FALSE(queue.begin(ticket(2)));
    EXPECT_FALSE(queue.begin(ticket(3)));
    queue.withdraw("task-2");
    queue.drop("task-1");
    EXPECT_THAT(queue.next(), ElementsAre("task-3"));
    queue.end("task-2", "app");  // of what never began
    EXPECT_TRUE(queue.begin(ticket(3)));
}

TEST(StartQueue, AWiderLimitIsUsedAtOnce) {
    StartQueue queue(1);
    EXPECT_TRUE(queue.begin(ticket(1)));
    EXPECT_FALSE(queue.begin(ticket(2)));
    EXPECT_FALSE(queue.begin(ticket(3)));
    queue.set_limit(3);
    EXPECT_THAT(queue.next(), ElementsAre("task-2", "task-3"));
}

}  // namespace
}  // namespace gantry::agent
