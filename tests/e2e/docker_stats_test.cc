// What the kernel counts of containers against what a real daemon says of them. Needs the daemon of
// docker_runtime_test.cc on this machine, and the right to read its containers' files.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <set>
#include <thread>

#include "api/docker/container_stats.h"
#include "docker_e2e.h"
#include "wire/json_codec.h"

namespace gantry::runtime {
namespace {

using namespace std::chrono_literals;
using api::docker::ContainerCreateRequest;
using api::docker::ContainerStats;

constexpr std::int64_t kMiB = 1 << 20;

/// With it a runtime has the daemon's word alone.
class NoFiles final : public cgroup::KernelFiles {
  public:
    [[nodiscard]] Result<std::string> read(const std::string& path) const override {
        return unavailable(path);
    }
    [[nodiscard]] Result<std::string> link(const std::string& path) const override {
        return unavailable(path);
    }
};

/// All members of an object and of the objects in it: "cpu_stats.online_cpus".
void add_members(const std::string& json, const std::string& prefix, std::set<std::string>& out) {
    using Members = std::map<std::string, reflect::RawJson>;
    const auto members = wire::decode_json<Members>(json);
    if (!members) return;
    for (const auto& [name, value] : *members) {
        out.insert(prefix + name);
        add_members(value.text, prefix + name + ".", out);
    }
}
std::set<std::string> members_of(const std::string& json) {
    std::set<std::string> members;
    add_members(json, "", members);
    return members;
}

class DockerStatsE2e : public test::DockerE2e {
  protected:
    void SetUp() override {
        const char* given = std::getenv("GANTRY_TEST_DOCKER_SOCKET");
        const std::string socket = given != nullptr ? given : "/var/run/docker.sock";
        if (::access(socket.c_str(), R_OK | W_OK) != 0) GTEST_SKIP() << "no Docker at " << socket;
        const std::string make_image = GANTRY_E2E_DIR "/make_busybox_image.sh " + socket;
        if (std::system(make_image.c_str()) != 0) GTEST_SKIP() << "failed: " << make_image;
        connect(socket);
        loop_.run_and_wait([&] {
            daemon_ = std::make_unique<DockerRuntime>(
                loop_,
                *client_,
                net::Endpoint{.unix_path = socket},
                RuntimeLimits{},
                RetryPauses{},
                std::make_shared<NoFiles>()
            );
        });
    }
    void TearDown() override {
        if (!runtime_) return;
        for (const std::string& id : made_) {
            EXPECT_TRUE(act([id](auto& r, auto done) { r.remove_container(id, done); }));
        }
        loop_.run_and_wait([this] { daemon_.reset(); });
        disconnect();
    }

    /// Creates and starts. @return the id
    std::string run(const std::string& script, const std::string& network) {
        ContainerCreateRequest wanted;
        wanted.image = "gantry/busybox";
        wanted.cmd = {"sh", "-c", script};
        auto& host = wanted.host_config.emplace();
        host.memory = 64 * kMiB;
        host.network_mode = network;
        const std::string name =
            "gantry-e2e-stats-" + std::to_string(::getpid()) + "-" + std::to_string(made_.size());
        const auto id = answer<std::string>([&](auto& r, auto done) {
            r.create_container(name, wanted, done);
        });
        EXPECT_TRUE(id) << id.error().message;
        if (!id) return {};
        made_.push_back(*id);
        const auto how = act([&id](auto& r, auto done) { r.start_container(*id, done); });
        EXPECT_TRUE(how) << how.error().message;
        return *id;
    }

    ContainerUsage usage(DockerRuntime& of, const std::string& id) {
        const auto usage = test::ask_and_wait<ContainerUsage>(
            loop_, of, [id](auto& r, auto done) { r.usage(id, done); }, kSlowest
        );
        EXPECT_TRUE(usage) << usage.error().message;
        return usage ? *usage : ContainerUsage{};
    }
    std::string document(DockerRuntime& of, const std::string& id) {
        const auto json = test::ask_and_wait<std::string>(
            loop_, of, [id](auto& r, auto done) { r.stats_json(id, done); }, kSlowest
        );
        EXPECT_TRUE(json) << json.error().message;
        return json ? *json : std::string();
    }
    ContainerStats stats(DockerRuntime& of, const std::string& id) {
        const auto stats = wire::decode_json<ContainerStats>(document(of, id));
        EXPECT_TRUE(stats) << stats.error().message;
        return stats ? *stats : ContainerStats{};
    }

    std::unique_ptr<DockerRuntime> daemon_;
    std::vector<std::string> made_;
};

/// Two processes, one of which never rests; 8 MiB of page cache; a few packets.
constexpr const char* kBusy =
    "head -c 8388608 /dev/zero > /file; gateway=$(ip route | awk '/default/ { print $3 }'); "
    "ping -c 3 -W 1 $gateway; sleep 600 & while :; do :; done";

TEST_F(DockerStatsE2e, ABusyContainerUsesWhatDockerSaysItDoes) {
    const std::string id = run(kBusy, "bridge");
    ContainerUsage before;
    ContainerUsage told;
    ContainerUsage after;
    const auto deadline = std::chrono::steady_clock::now() + kSlowest;
    do {  // until nothing is sent while both are asked
        ASSERT_LT(std::chrono::steady_clock::now(), deadline);
        std::this_thread::sleep_for(200ms);
        before = usage(*runtime_, id);
        told = usage(*daemon_, id);
        after = usage(*runtime_, id);
    } while (before.network != after.network || before.network->tx_packets == 0 ||
             after.cpu_total_ns < 500'000'000);
    EXPECT_EQ(told.network, before.network);
    EXPECT_LE(before.cpu_total_ns, told.cpu_total_ns);
    EXPECT_LE(told.cpu_total_ns, after.cpu_total_ns);
    EXPECT_NEAR(
        static_cast<double>(told.memory_bytes),
        static_cast<double>(before.memory_bytes),
        static_cast<double>(kMiB)
    );
    EXPECT_EQ(told.memory_limit_bytes, 64 * kMiB);
    EXPECT_EQ(before.memory_limit_bytes, 64 * kMiB);
    if (told.storage && before.storage) {
        EXPECT_LE(before.storage->written_bytes, told.storage->written_bytes);
        EXPECT_LE(told.storage->written_bytes, after.storage->written_bytes);
    }

    const ContainerStats first = stats(*runtime_, id);
    const ContainerStats dockers = stats(*daemon_, id);
    const MonoTime asked_at = loop_.mono();
    const ContainerStats last = stats(*runtime_, id);
    EXPECT_LT(loop_.mono() - asked_at, 900ms) << "Docker takes a second: this is not the kernel's";
    EXPECT_EQ(first.pids_stats->current, dockers.pids_stats->current);
    EXPECT_EQ(first.name, dockers.name);
    EXPECT_EQ(first.id, dockers.id);
    EXPECT_EQ(first.cpu_stats->online_cpus, dockers.cpu_stats->online_cpus);
    EXPECT_LE(first.cpu_stats->system_cpu_usage, dockers.cpu_stats->system_cpu_usage);
    EXPECT_LE(dockers.cpu_stats->system_cpu_usage, last.cpu_stats->system_cpu_usage);
    EXPECT_LE(
        first.cpu_stats->cpu_usage->usage_in_usermode,
        dockers.cpu_stats->cpu_usage->usage_in_usermode
    );
    EXPECT_LE(
        dockers.cpu_stats->cpu_usage->usage_in_usermode,
        last.cpu_stats->cpu_usage->usage_in_usermode
    );
    EXPECT_LT(last.precpu_stats->cpu_usage->total_usage, last.cpu_stats->cpu_usage->total_usage);
    EXPECT_LT(last.precpu_stats->system_cpu_usage, last.cpu_stats->system_cpu_usage);
    EXPECT_LT(*last.preread, *last.read);
    EXPECT_LE(*first.read, *dockers.read);
    EXPECT_LE(*dockers.read, *last.read);
}

TEST_F(DockerStatsE2e, ADocumentHasTheMembersOfDockers) {
    const std::string bridge = run("sleep 600", "bridge");
    for (const std::string& id :
         {bridge,
          run("sleep 600", "host"),
          run("sleep 600", "none"),
          run("sleep 600", "container:" + bridge)}) {
        const std::string document_of_kernel = document(*runtime_, id);
        EXPECT_EQ(members_of(document_of_kernel), members_of(document(*daemon_, id)))
            << document_of_kernel;
    }
}

TEST_F(DockerStatsE2e, AContainerThatIsStartedAnewIsFoundAgain) {
    const std::string id = run("sleep 600", "bridge");
    ASSERT_GT(usage(*runtime_, id).memory_limit_bytes, 0);
    ASSERT_TRUE(act([id](auto& r, auto done) { r.stop_container(id, 0s, done); }));
    EXPECT_EQ(usage(*runtime_, id).memory_limit_bytes, usage(*daemon_, id).memory_limit_bytes);
    ASSERT_TRUE(act([id](auto& r, auto done) { r.start_container(id, done); }));
    EXPECT_EQ(usage(*runtime_, id).memory_limit_bytes, 64 * kMiB);
}

}  // namespace
}  // namespace gantry::runtime
