// Where statistics come from: the kernel's files, or the daemon where those do not tell.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <mutex>

#include "api/docker/container_stats.h"
#include "base/thread_loop.h"
#include "drivers/cgroup/fake_kernel_files.h"
#include "drivers/runtime/docker/docker_runtime.h"
#include "drivers/runtime/docker/scripted_daemon.h"
#include "drivers/runtime/docker/test_inbox.h"
#include "wire/json_codec.h"

namespace gantry::runtime {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kInspect = "GET /v1.41/containers/web/json";
constexpr const char* kStats = "GET /v1.41/containers/web/stats";

/// With counters that the API's shapes take.
cgroup::FakeKernelFiles make_machine() {
    cgroup::FakeKernelFiles files = cgroup::make_v2_machine();
    files.texts["/proc/" + std::to_string(cgroup::kFakePid) + "/net/dev"] =
        "eth0: 736 8 0 0 0 0 0 0 640 7 0 0 0 0 0 0\n";
    return files;
}

/// A machine that changes while it is read.
class ChangingFiles final : public cgroup::KernelFiles {
  public:
    [[nodiscard]] Result<std::string> read(const std::string& path) const override {
        const std::lock_guard lock(mutex_);
        return files_.read(path);
    }
    [[nodiscard]] Result<std::string> link(const std::string& path) const override {
        const std::lock_guard lock(mutex_);
        return files_.link(path);
    }
    void set(cgroup::FakeKernelFiles files) {
        const std::lock_guard lock(mutex_);
        files_ = std::move(files);
    }
    /// Whoever reads waits as long as this is held.
    [[nodiscard]] std::unique_lock<std::mutex> hold() const { return std::unique_lock(mutex_); }

  private:
    mutable std::mutex mutex_;
    cgroup::FakeKernelFiles files_ = make_machine();
};

class DockerStatsTest : public ::testing::Test {
  protected:
    DockerStatsTest() {
        say_runs(cgroup::kFakePid);
        daemon_.answer(
            kStats,
            200,
            R"({"cpu_stats":{"cpu_usage":{"total_usage":5}},"memory_stats":{"usage":7},)"
            R"("blkio_stats":{"io_service_bytes_recursive":[]},)"
            R"("networks":{"eth0":{"rx_bytes":3},"eth1":{"rx_bytes":4,"tx_bytes":1}}})"
        );
        connect(5s);
    }
    ~DockerStatsTest() override {
        loop_.run_and_wait([this] { runtime_.reset(); });
    }

    /// @param patience with the daemon, and with the kernel
    void connect(Duration patience) {
        loop_.run_and_wait([this, patience] {
            runtime_ = std::make_unique<DockerRuntime>(
                loop_,
                *client_,
                daemon_.endpoint(),
                RuntimeLimits{.other = patience},
                RetryPauses{},
                files_
            );
        });
    }
    void say_runs(std::int64_t pid, const std::string& network = "bridge") {
        daemon_.answer(
            kInspect,
            200,
            R"({"Id":")" + cgroup::kFakeContainer + R"(","Name":"/web","State":{"Status":")" +
                (pid > 0 ? "running" : "exited") + R"(","Pid":)" + std::to_string(pid) +
                R"(},"HostConfig":{"NetworkMode":")" + network + R"("}})"
        );
    }
    Result<ContainerUsage> usage() {
        return test::ask_and_wait<ContainerUsage>(loop_, *runtime_, [](auto& r, auto done) {
            r.usage("web", done);
        });
    }
    Result<std::string> document() {
        return test::ask_and_wait<std::string>(loop_, *runtime_, [](auto& r, auto done) {
            r.stats_json("web", done);
        });
    }
    std::ptrdiff_t asked(const std::string& line) {
        const auto lines = daemon_.lines();
        return std::ranges::count_if(lines, [&](const auto& one) { return one.starts_with(line); });
    }

    std::shared_ptr<ChangingFiles> files_ = std::make_shared<ChangingFiles>();
    ThreadLoop loop_{"test"};
    std::unique_ptr<net::HttpClient> client_ = net::make_http_client();
    test::ScriptedDaemon daemon_;
    std::unique_ptr<DockerRuntime> runtime_;
};

TEST_F(DockerStatsTest, AreTheKernelsAndTheDaemonIsAskedOnceForTheProcess) {
    for (int i = 0; i < 3; ++i) {
        const auto read = usage();
        ASSERT_TRUE(read) << read.error().message;
        EXPECT_EQ(read->cpu_total_ns, 792'328'000);
        EXPECT_EQ(read->memory_bytes, 4337664 - 20480);
        EXPECT_EQ(read->memory_limit_bytes, 67108864);
        EXPECT_EQ(read->network->tx_bytes, 640);
        EXPECT_EQ(read->storage->written_bytes, 8192);
    }
    EXPECT_EQ(asked(kInspect), 1);
    EXPECT_EQ(asked(kStats), 0);
}

TEST_F(DockerStatsTest, ADocumentHasAReadingThatIsASecondOld) {
    const auto first = document();
    ASSERT_TRUE(first) << first.error().message;
    const auto stats = wire::decode_json<api::docker::ContainerStats>(*first);
    ASSERT_TRUE(stats) << stats.error().message;
    EXPECT_EQ(stats->id, cgroup::kFakeContainer);
    EXPECT_EQ(stats->name, "/web");
    EXPECT_EQ(stats->precpu_stats->cpu_usage->total_usage, 792'328'000);
    EXPECT_LT(*stats->preread, *stats->read);
    // There is one now, however soon the next one asks.
    const MonoTime before = loop_.mono();
    const auto second = document();
    EXPECT_LT(loop_.mono() - before, 900ms);
    EXPECT_THAT(*second, HasSubstr(R"("preread":")" + *stats->preread));
    EXPECT_EQ(asked(kStats), 0);
}

TEST_F(DockerStatsTest, AContainerThatWasStartedAnewIsFoundAgain) {
    ASSERT_TRUE(usage());
    cgroup::FakeKernelFiles restarted = make_machine();
    const std::string old_process = "/proc/" + std::to_string(cgroup::kFakePid);
    for (const std::string file : {"/cgroup", "/net/dev"}) {
        restarted.texts["/proc/5000" + file] = restarted.texts[old_process + file];
    }
    // Its old number is another container's now.
    restarted.texts[old_process + "/cgroup"] = "0::/docker/" + std::string(64, 'b') + "\n";
    files_->set(restarted);
    say_runs(5000);
    EXPECT_EQ(usage()->cpu_total_ns, 792'328'000);
    EXPECT_EQ(asked(kInspect), 2);
    EXPECT_EQ(asked(kStats), 0);
}

TEST_F(DockerStatsTest, OnTheMachinesNetworkThereAreNone) {
    say_runs(cgroup::kFakePid, "host");
    EXPECT_FALSE(usage()->network);
    EXPECT_THAT(*document(), Not(HasSubstr("networks")));
}

TEST_F(DockerStatsTest, ASharedNetworkIsTold) {
    say_runs(cgroup::kFakePid, "container:" + std::string(64, 'c'));
    EXPECT_EQ(usage()->network->tx_bytes, 640);
}

TEST_F(DockerStatsTest, WhatTheKernelDoesNotTellTheDaemonDoes) {
    files_->set({});  // as on the machine of a daemon that is elsewhere
    for (int i = 0; i < 3; ++i) {
        const auto told = usage();
        ASSERT_TRUE(told) << told.error().message;
        EXPECT_EQ(told->cpu_total_ns, 5);
        EXPECT_EQ(told->memory_bytes, 7);
        EXPECT_EQ(*told->network, (NetworkUsage{.rx_bytes = 7, .tx_bytes = 1}));
        EXPECT_FALSE(told->storage);
    }
    EXPECT_THAT(*document(), HasSubstr(R"("total_usage":5)"));
    EXPECT_EQ(asked(kInspect), 1) << "it is not tried again at once";
    EXPECT_EQ(asked(kStats), 4);
}

TEST_F(DockerStatsTest, AKernelThatKeepsItsReaderWaitingIsNotWaitedFor) {
    connect(1s);
    ASSERT_EQ(usage()->cpu_total_ns, 792'328'000);
    auto held = files_->hold();
    EXPECT_EQ(usage()->cpu_total_ns, 5);
    EXPECT_EQ(usage()->cpu_total_ns, 5);
    held.unlock();  // what is read now was asked for by nobody that waits
    EXPECT_EQ(usage()->cpu_total_ns, 5) << "it is not tried again at once";
}

TEST_F(DockerStatsTest, OfAContainerThatDoesNotRunTheDaemonSpeaks) {
    say_runs(0);
    EXPECT_EQ(usage()->cpu_total_ns, 5);
    daemon_.answer(kInspect, 404, R"({"message":"No such container: web"})");
    daemon_.answer(kStats, 404, R"({"message":"No such container: web"})");
    EXPECT_EQ(usage().error().kind, ErrorKind::NotFound);
    EXPECT_EQ(document().error().message, "No such container: web");
    say_runs(cgroup::kFakePid);
    EXPECT_EQ(usage()->cpu_total_ns, 792'328'000) << "once it runs the kernel is asked";
}

TEST_F(DockerStatsTest, WhatIsUnderWayAtTheEndIsForgotten) {
    std::atomic<int> answers = 0;
    loop_.run_and_wait([&] {
        for (int i = 0; i < 10; ++i) {
            runtime_->stats_json("web", [&](const Result<std::string>&) { ++answers; });
        }
    });
    static_cast<void>(usage());  // by now they wait for the second to pass
    loop_.run_and_wait([this] { runtime_.reset(); });
    loop_.run_and_wait([] {});
    EXPECT_EQ(answers, 0);
}

}  // namespace
}  // namespace gantry::runtime
