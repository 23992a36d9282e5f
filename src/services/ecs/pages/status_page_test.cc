#include "services/ecs/pages/status_page.h"

#include <gmock/gmock.h>

#include "services/ecs/api/test_support.h"

namespace gantry::ecs {
namespace {

using testing::HasSubstr;
using testing::Not;

class StatusPageTest : public ApiTest {
  protected:
    TaskRow put_task(char digit, TaskStatus status) {
        TaskRow row{
            .account = scope_.account,
            .region = scope_.region,
            .cluster = "c",
            .id = std::string(32, digit),
            .family = "web",
            .revision = 3,
            .instance_id = "i",
            .status = status,
        };
        row.containers = {{.name = "app", .image = "nginx:1"}};
        put(tables_.tasks, row.key(), row);
        return row;
    }
    std::string page() {
        return status_page(
                   tables_,
                   [this](const std::string& key) { return key == known_ ? &pulls_ : nullptr; }
        ).body;
    }

    std::string known_;
    std::map<std::string, wire::PullProgress> pulls_;
};

TEST_F(StatusPageTest, NamesTasksThatHaveNotStopped) {
    EXPECT_EQ(page(), "No task is there that has not stopped.\n");
    const TaskRow one = put_task('1', TaskStatus::Running);
    const TaskRow two = put_task('2', TaskStatus::Stopped);
    EXPECT_EQ(page(), "c/" + one.id + "  web:3  RUNNING\n");
}

TEST_F(StatusPageTest, SaysHowFarPullsAre) {
    const TaskRow row = put_task('1', TaskStatus::Pending);
    EXPECT_THAT(page(), Not(HasSubstr("pulling")));
    known_ = row.instance_key();
    pulls_["nginx:1"] = {
        .image = "nginx:1",
        .layers = 7,
        .layers_done = 3,
        .bytes = 96'000'000,
        .bytes_done = 41'200'000
    };
    EXPECT_THAT(page(), HasSubstr("PENDING  pulling nginx:1: 3 of 7 layers, 41.2 of 96.0 MB\n"));
    const std::string pinned = "nginx@sha256:9";
    TaskRow by_digest = row;
    by_digest.containers[0].image_digest = "sha256:9";
    put(tables_.tasks, row.key(), by_digest);
    EXPECT_THAT(page(), Not(HasSubstr("pulling"))) << "another image's";
    pulls_[pinned] = {.image = pinned, .layers = 2, .layers_done = 1};
    EXPECT_THAT(page(), HasSubstr("PENDING  pulling nginx@sha256:9: 1 of 2 layers\n"));
    put(tables_.tasks, row.key(), row);
    pulls_["nginx:1"].bytes = 0;
    EXPECT_THAT(page(), HasSubstr("PENDING  pulling nginx:1: 3 of 7 layers\n"));
}

}  // namespace
}  // namespace gantry::ecs
