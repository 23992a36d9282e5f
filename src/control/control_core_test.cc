#include "control/control_core.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "base/log.h"
#include "base/manual_loop.h"
#include "store/memory_journal.h"

namespace gantry::control {
namespace {

using testing::HasSubstr;

class ControlCoreTest : public testing::Test {
  protected:
    ControlCoreTest() {
        set_log_sink([](LogLevel, std::string_view) {});
        disk_->set_sync_latency(Duration{2});
        control_ = std::make_unique<ControlCore>(
            loop_, journal_, IdSource{Random{7}}, ControlCoreOptions{}
        );
        EXPECT_TRUE(control_->start());
    }
    ~ControlCoreTest() override {
        control_.reset();
        set_log_sink(nullptr);
    }

    void call(
        const std::string& operation,
        const std::string& body,
        service::Dispatcher::JsonAnswer answer
    ) {
        const aws::Scope scope{"000000000000", "us-east-1"};
        control_->dispatcher().run_json(
            {scope, aws::root_arn(scope), ""}, "ecs", operation, "id", body, std::move(answer)
        );
    }
    Result<std::string> call_and_wait(const std::string& operation, const std::string& body) {
        std::optional<Result<std::string>> answered;
        call(operation, body, [&](Result<std::string> how) { answered = std::move(how); });
        EXPECT_TRUE(loop_.run_until([&] { return answered.has_value(); }, minutes{1}));
        return answered.value_or(internal_error("never answered"));
    }

    ManualLoop loop_;
    std::shared_ptr<store::MemoryDisk> disk_ = std::make_shared<store::MemoryDisk>();
    store::MemoryJournal journal_{loop_, disk_};
    std::unique_ptr<ControlCore> control_;
};

TEST_F(ControlCoreTest, WhileNothingCanBeWrittenReadsAreAnsweredFromWhatIsDurable) {
    ASSERT_TRUE(call_and_wait("CreateCluster", R"({"clusterName":"durable"})"));
    int reads = 0;
    int answered = 0;
    int refused = 0;
    for (int i = 0; i < 2'000; ++i) {
        disk_->fail_next_append_before();
        const std::string name = "lost-" + std::to_string(i);
        call("CreateCluster", R"({"clusterName":")" + name + R"("})", [&](const auto& how) {
            ASSERT_FALSE(how);
            EXPECT_EQ(how.error().code, "ServerException");
            EXPECT_THAT(how.error().message, HasSubstr("the write failed"));
            ++refused;
        });
        ++reads;
        call("ListClusters", "{}", [&](const auto& how) {
            if (!how) return;
            ++answered;
            EXPECT_THAT(*how, HasSubstr("/durable"));
            EXPECT_THAT(*how, testing::Not(HasSubstr("lost-")));
        });
        loop_.advance(Duration{10});
    }
    EXPECT_EQ(refused, 2'000);
    EXPECT_EQ(answered, reads);

    loop_.advance(Seconds{6});  // the longest rest of a journal that keeps failing
    disk_->crash();             // forgets the fault that waits; nothing is unsynced
    EXPECT_TRUE(call_and_wait("CreateCluster", R"({"clusterName":"again"})"));
}

}  // namespace
}  // namespace gantry::control
