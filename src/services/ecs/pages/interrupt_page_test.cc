#include "services/ecs/pages/interrupt_page.h"

#include <gmock/gmock.h>

#include "services/ecs/api/test_support.h"

namespace gantry::ecs {
namespace {

using testing::HasSubstr;

class InterruptPageTest : public ApiTest {
  protected:
    TaskRow put_spot_task(std::string provider = "FARGATE_SPOT") {
        TaskRow row{
            .account = scope_.account,
            .region = scope_.region,
            .cluster = "c",
            .id = std::string(32, 'a')
        };
        row.status = TaskStatus::Running;
        row.capacity_provider = std::move(provider);
        put(tables_.tasks, row.key(), row);
        return row;
    }
    net::HttpResponse ask(const std::string& query) {
        auto page = interrupt_page(core_, tables_, "/_gantry/interrupt?" + query, loop_.now());
        loop_.run_until_idle();
        return page;
    }
};

TEST_F(InterruptPageTest, ATaskIsToldThatItIsInterrupted) {
    const TaskRow row = put_spot_task();
    const auto page = ask("task=" + row.arn());
    EXPECT_EQ(page.status, 200) << page.body;
    EXPECT_THAT(page.body, HasSubstr(row.arn() + " is interrupted at "));
    EXPECT_EQ(tables_.tasks.find(row.key())->interrupt_at, loop_.now() + minutes{2});
}

TEST_F(InterruptPageTest, TheNoticeMayBeShorter) {
    const TaskRow row = put_spot_task();
    EXPECT_EQ(ask("notice=5&task=" + row.arn()).status, 200);
    EXPECT_EQ(tables_.tasks.find(row.key())->interrupt_at, loop_.now() + Seconds{5});
}

TEST_F(InterruptPageTest, WhatCannotBeInterruptedIsSaid) {
    const TaskRow row = put_spot_task("FARGATE");
    EXPECT_THAT(ask("task=" + row.arn()).body, HasSubstr("FARGATE_SPOT"));
    EXPECT_THAT(ask("task=x").body, HasSubstr("takes the ARN of a task"));
    EXPECT_THAT(ask("notice=121&task=" + row.arn()).body, HasSubstr("from 0 to 120"));
    EXPECT_EQ(ask("task=" + row.arn() + "b").status, 404);
}

}  // namespace
}  // namespace gantry::ecs
