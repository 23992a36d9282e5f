#include "services/logs/engine/rocksdb_engine.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "base/log.h"
#include "services/logs/engine/engine_test_support.h"

namespace gantry::logs {
namespace {

using Messages = std::vector<std::string>;

/// Keeps log lines to itself while it is there.
class CaughtLog {
  public:
    CaughtLog() {
        lines().clear();
        set_log_sink([](LogLevel, std::string_view line) { lines() += line; });
    }
    ~CaughtLog() { set_log_sink(nullptr); }
    CaughtLog(const CaughtLog&) = delete;
    CaughtLog& operator=(const CaughtLog&) = delete;
    static std::string& lines() {
        static std::string text;
        return text;
    }
};

class RocksdbEngineTest : public testing::Test {
  protected:
    std::unique_ptr<RocksdbEngine> open(std::uint64_t max_bytes = 0) {
        return std::make_unique<RocksdbEngine>(RocksdbOptions{path_, max_bytes});
    }

    TestDirectory directory_;
    std::string path_ = directory_.path() + "/logs";
};

TEST_F(RocksdbEngineTest, NothingIsMadeBeforeSomethingIsPut) {
    auto engine = open();
    Waiting world(*engine, nullptr);
    EXPECT_TRUE(world.read({}).first.empty());
    EXPECT_TRUE(world.stats().empty());
    engine->keep_only({});
    EXPECT_FALSE(std::filesystem::exists(path_));
}

TEST_F(RocksdbEngineTest, EventsOutliveTheProcess) {
    int ready[2];
    ASSERT_EQ(::pipe(ready), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        auto engine = open();
        Waiting world(*engine, nullptr);
        for (int i = 0; i < 100; ++i) {
            const bool put = world.append("a", {{i, std::to_string(i)}}).has_value();
            if (!put || ::write(ready[1], "x", 1) != 1) ::_exit(1);
        }
        ::pause();
    }
    ::close(ready[1]);  // a child that is gone is not waited for
    char sign = 0;
    for (int i = 0; i < 50; ++i) ASSERT_EQ(::read(ready[0], &sign, 1), 1);
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    auto engine = open();
    Waiting world(*engine, nullptr);
    const auto messages = world.read({}).first;
    ASSERT_GE(messages.size(), 50U) << "what was answered is there";
    for (std::size_t i = 0; i < messages.size(); ++i) EXPECT_EQ(messages[i], std::to_string(i));
    EXPECT_EQ(world.stats().at("a").last_ms, static_cast<std::int64_t>(messages.size()) - 1);
    ASSERT_TRUE(world.append("a", {{0, "later"}}));
    EXPECT_EQ(world.read({}).first.at(1), "later") << "sequences go on where they ended";
}

TEST_F(RocksdbEngineTest, OneProcessAtATime) {
    const CaughtLog logged;
    auto first = open();
    ASSERT_TRUE(Waiting(*first, nullptr).append("a", {{1, "x"}}));
    auto second = open();
    const auto refused = Waiting(*second, nullptr).append("a", {{2, "y"}});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), engine_unavailable());
    EXPECT_NE(CaughtLog::lines().find("is in use by another process"), std::string::npos)
        << CaughtLog::lines();
    first.reset();
    EXPECT_TRUE(Waiting(*second, nullptr).append("a", {{2, "y"}})) << "it tries again";
}

TEST_F(RocksdbEngineTest, ADamagedStoreIsRefused) {
    {
        auto engine = open();
        ASSERT_TRUE(Waiting(*engine, nullptr).append("a", {{1, "x"}}));
    }
    std::ofstream(path_ + "/CURRENT") << "nonsense";
    const CaughtLog logged;
    auto engine = open();
    const auto refused = Waiting(*engine, nullptr).append("a", {{2, "y"}});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "ServiceUnavailableException");
    EXPECT_NE(CaughtLog::lines().find("logs_store_failed"), std::string::npos);
}

TEST_F(RocksdbEngineTest, ExpiredEventsGoWhenFilesAreRewritten) {
    auto engine = open();
    Waiting world(*engine, nullptr);
    const std::int64_t now = epoch_ms(RealClock().now());
    const std::int64_t day = 86'400'000;
    engine->set_retention("g", hours(24));
    ASSERT_TRUE(world.append("a", {{now - 2 * day, "old"}}));
    ASSERT_TRUE(world.append("a", {{now, "new"}}));
    ASSERT_TRUE(world.wait<void>([&](auto done) { engine->compact(done); }));
    EXPECT_EQ(world.read({}).first, (Messages{"new"}));
    engine->set_retention("g", std::nullopt);
    ASSERT_TRUE(world.append("a", {{now - 3 * day, "older"}}));
    ASSERT_TRUE(world.wait<void>([&](auto done) { engine->compact(done); }));
    EXPECT_EQ(world.read({}).first, (Messages{"older", "new"}));
}

TEST_F(RocksdbEngineTest, TakesNoMoreThanItMay) {
    auto engine = open(1);
    Waiting world(*engine, nullptr);
    ASSERT_TRUE(world.append("a", {{1, std::string(10'000, 'x')}}));
    ASSERT_TRUE(world.wait<void>([&](auto done) { engine->compact(done); }));
    const CaughtLog logged;
    EXPECT_FALSE(world.append("a", {{2, "y"}}));
    EXPECT_EQ(world.read({}).first.size(), 1U) << "what is there can be read";
}

TEST_F(RocksdbEngineTest, MoreStreamsThanPlacesAreKeptOpen) {
    auto engine = open();
    Waiting world(*engine, nullptr);
    std::vector<std::string> streams;
    for (int i = 0; i < 100; ++i) {
        streams.push_back("s" + std::to_string(i));
        for (int k = 0; k < 3; ++k) {
            ASSERT_TRUE(
                world.append(streams.back(), {{1'000 * k + i, std::to_string(1'000 * k + i)}})
            );
        }
    }
    const auto messages = world.read({.streams = streams}).first;
    ASSERT_EQ(messages.size(), 300U);
    for (std::size_t i = 0; i < messages.size(); ++i) {
        EXPECT_EQ(messages[i], std::to_string(1'000 * (i / 100) + i % 100));
    }
}

TEST_F(RocksdbEngineTest, ReadsThatWaitAreSoMany) {
    auto engine = open();
    ASSERT_TRUE(Waiting(*engine, nullptr).append("a", {{1, "x"}}));
    std::promise<void> let_go;
    const auto free = let_go.get_future().share();
    std::atomic<int> answered{0};
    std::atomic<int> refused{0};
    const auto note = [&](const auto& result) {
        ++answered;
        if (!result) ++refused;
    };
    const auto scan = [&](bool in_background) {
        Scan scan{.group = "g", .streams = {"a"}, .to_ms = 10, .in_background = in_background};
        scan.visit = [free](const EventView&) {
            free.wait();
            return true;
        };
        engine->scan(std::move(scan), note);
    };
    constexpr int kAll = 600;
    for (int i = 0; i < kAll; ++i) scan(false);
    const int too_many = kAll - static_cast<int>(RocksdbEngine::kMaxWaitingReads);
    EXPECT_GE(refused, too_many - 1) << "one may be at work";
    EXPECT_LE(refused, too_many);
    EXPECT_EQ(answered, refused) << "at once";
    const int before = refused;
    engine->stats({"g"}, note);
    EXPECT_EQ(refused, before + 1);
    scan(true);
    EXPECT_EQ(refused, before + 1) << "the others have a thread of their own";
    let_go.set_value();
    while (answered < kAll + 2) std::this_thread::yield();
    EXPECT_EQ(refused, before + 1);
}

TEST_F(RocksdbEngineTest, AFullDiskIsSaidOnce) {
    auto engine = open(1);
    Waiting world(*engine, nullptr);
    ASSERT_TRUE(world.append("a", {{1, std::string(10'000, 'x')}}));
    ASSERT_TRUE(world.wait<void>([&](auto done) { engine->compact(done); }));
    const CaughtLog logged;
    for (int i = 0; i < 5; ++i) EXPECT_FALSE(world.append("a", {{2, "y"}}));
    const std::string& lines = CaughtLog::lines();
    const std::size_t first = lines.find("logs_store_failed");
    EXPECT_NE(first, std::string::npos);
    EXPECT_EQ(lines.find("logs_store_failed", first + 1), std::string::npos) << lines;
}

TEST_F(RocksdbEngineTest, ManyAtOnceShareASync) {
    auto engine = open();
    std::atomic<int> answered{0};
    std::promise<void> all;
    for (int i = 0; i < 1'000; ++i) {
        engine->append({"g", "a", 1, {{i, "x"}}}, [&](const Result<void>& done) {
            EXPECT_TRUE(done);
            if (++answered == 1'000) all.set_value();
        });
    }
    ASSERT_EQ(all.get_future().wait_for(std::chrono::seconds(60)), std::future_status::ready);
    EXPECT_EQ(Waiting(*engine, nullptr).read({}).first.size(), 1'000U);
}

}  // namespace
}  // namespace gantry::logs
