// The Docker runtime against a real daemon: the one at GANTRY_TEST_DOCKER_SOCKET, else at
// /var/run/docker.sock. Makes the image gantry/busybox there and removes every container and volume
// of its own.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <set>

#include "docker_e2e.h"

namespace gantry::runtime {
namespace {

using namespace std::chrono_literals;
using api::docker::ContainerCreateRequest;
using test::Inbox;
using ::testing::AnyOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::UnorderedElementsAre;

constexpr const char* kImage = "gantry/busybox";
constexpr const char* kLabel = "gantry.e2e";

std::string socket_path() {
    const char* given = std::getenv("GANTRY_TEST_DOCKER_SOCKET");
    return given != nullptr ? given : "/var/run/docker.sock";
}

/// Why these tests cannot run here; empty when they can.
const std::string& missing() {
    static const std::string why = [] {
        const std::string socket = socket_path();
        if (::access(socket.c_str(), R_OK | W_OK) != 0) {
            return "no Docker socket at " + socket + " (GANTRY_TEST_DOCKER_SOCKET)";
        }
        const std::string make_image = GANTRY_E2E_DIR "/make_busybox_image.sh " + socket;
        if (std::system(make_image.c_str()) != 0) return "failed: " + make_image;
        return std::string{};
    }();
    return why;
}

class DockerRuntimeE2e : public test::DockerE2e {
  protected:
    void SetUp() override {
        if (!missing().empty()) GTEST_SKIP() << missing();
        owner_ = std::to_string(::getpid()) + "-" + std::to_string(next_test_++);
        connect(socket_path());
    }

    void TearDown() override {
        if (!runtime_) return;
        for (const std::string& id : made_) {
            EXPECT_TRUE(act([id](auto& r, auto done) { r.remove_container(id, done); }));
        }
        for (const std::string& name : volumes_) {
            EXPECT_TRUE(act([name](auto& r, auto done) { r.remove_volume(name, done); }));
        }
        disconnect();
    }

    [[nodiscard]] ContainerCreateRequest request(std::vector<std::string> command) const {
        ContainerCreateRequest wanted;
        wanted.image = kImage;
        wanted.cmd = std::move(command);
        wanted.labels.emplace()[kLabel] = owner_;
        wanted.host_config.emplace();
        return wanted;
    }
    [[nodiscard]] ContainerCreateRequest shell(const std::string& script) const {
        return request({"sh", "-c", script});
    }
    [[nodiscard]] std::string name(const std::string& last) const {
        return "gantry-e2e-" + owner_ + "-" + last;
    }

    Result<std::string> create(const std::string& last, const ContainerCreateRequest& wanted) {
        const auto id = answer<std::string>([&, this](auto& r, auto done) {
            r.create_container(name(last), wanted, done);
        });
        if (id) made_.insert(*id);
        return id;
    }
    Result<void> start(const std::string& id) {
        return act([id](auto& r, auto done) { r.start_container(id, done); });
    }
    Result<void> stop(const std::string& id, Seconds grace) {
        return act([=](auto& r, auto done) { r.stop_container(id, grace, done); });
    }
    /// Creates and starts. @return the id
    std::string run(const std::string& last, const ContainerCreateRequest& wanted) {
        const auto id = create(last, wanted);
        EXPECT_TRUE(id) << id.error().message;
        if (!id) return {};
        const auto started = start(*id);
        EXPECT_TRUE(started) << started.error().message;
        return *id;
    }
    ContainerStatus inspect(const std::string& id) {
        const auto status =
            answer<ContainerStatus>([id](auto& r, auto done) { r.inspect_container(id, done); });
        EXPECT_TRUE(status) << status.error().message;
        return status ? *status : ContainerStatus{};
    }
    std::vector<std::string> logs(const std::string& id) {
        const auto lines = answer<std::vector<std::string>>([id](auto& r, auto done) {
            r.tail_logs(id, 10, 4096, done);
        });
        EXPECT_TRUE(lines) << lines.error().message;
        return lines ? *lines : std::vector<std::string>{};
    }

    /// All that is read until the end.
    std::vector<LogPiece> read(const std::string& id, const LogQuery& query) {
        std::vector<LogPiece> all;
        const auto end = answer<void>([&](auto& r, auto done) {
            ContainerRuntime::LogReader reader;
            reader.on_pieces = [&all](const std::vector<LogPiece>& pieces) {
                all.insert(all.end(), pieces.begin(), pieces.end());
                return true;
            };
            reader.on_end = done;
            stream_ = r.read_logs(id, query, std::move(reader));
        });
        EXPECT_TRUE(end) << end.error().message;
        loop_.run_and_wait([this] { stream_.reset(); });
        return all;
    }

    void follow() {
        ContainerRuntime::Watcher watcher;
        watcher.on_connected = [this] { connected_.put(true); };
        watcher.on_event = [this](const RuntimeEvent& event) { events_.put(event); };
        watch(std::string(kLabel) + "=" + owner_, std::move(watcher));
        connected_.take();
    }
    /// Waits for the next event of this kind, passing over others.
    RuntimeEvent await(RuntimeEvent::Kind kind) {
        for (;;) {
            RuntimeEvent event = events_.take(kSlowest);
            if (event.kind == kind) return event;
        }
    }
    /// Waits for the container's end.
    std::int32_t await_exit() { return await(RuntimeEvent::Kind::Die).exit_code.value_or(-1); }

    static int next_test_;
    std::string owner_;
    Inbox<bool> connected_;
    std::shared_ptr<LogStream> stream_;
    Inbox<RuntimeEvent> events_;
    std::set<std::string> made_;
    std::set<std::string> volumes_;
};

int DockerRuntimeE2e::next_test_ = 1;

// ---- The machine and its images -----------------------------------------------------------

TEST_F(DockerRuntimeE2e, TheMachineIsKnown) {
    const auto host = answer<HostInfo>([](auto& r, auto done) { r.host_info(done); });
    ASSERT_TRUE(host) << host.error().message;
    EXPECT_FALSE(host->runtime_version.empty());
    EXPECT_FALSE(host->api_version.empty());
    EXPECT_GE(host->cpu_count, 1);
    EXPECT_GT(host->memory_mib, 100);
    EXPECT_FALSE(host->architecture.empty());
    EXPECT_THAT(host->cgroup_version, AnyOf(1, 2));
}

TEST_F(DockerRuntimeE2e, Images) {
    const auto look = [this](const std::string& image) {
        return answer<ImageStatus>([image](auto& r, auto done) { r.inspect_image(image, done); });
    };
    const auto image = look(kImage);
    ASSERT_TRUE(image) << image.error().message;
    EXPECT_THAT(image->id, HasSubstr("sha256:"));
    EXPECT_THAT(image->env, Contains("PATH=/bin"));
    const auto absent = look("gantry/nonesuch:1");
    EXPECT_EQ(absent.error().kind, ErrorKind::NotFound);
    EXPECT_THAT(absent.error().message, HasSubstr("gantry/nonesuch:1"));
}

TEST_F(DockerRuntimeE2e, APullThatFailsSaysWhy) {
    const auto how = act([](auto& r, auto done) {
        r.pull_image("localhost:1/nonesuch", {"me", "secret", "localhost:1"}, {}, done);
    });
    ASSERT_FALSE(how);
    EXPECT_NE(how.error().kind, ErrorKind::Unavailable);
    EXPECT_THAT(how.error().message, HasSubstr("localhost:1"));
}

// ---- Lives --------------------------------------------------------------------------------

TEST_F(DockerRuntimeE2e, AProcessEndsByItself) {
    follow();
    const auto id = create("one", shell("exit 3"));
    ASSERT_TRUE(id) << id.error().message;
    EXPECT_EQ(inspect(*id).phase, ContainerPhase::Created);
    ASSERT_TRUE(start(*id));
    const RuntimeEvent started = await(RuntimeEvent::Kind::Start);
    EXPECT_EQ(started.container_id, *id);
    EXPECT_EQ(started.labels.at(kLabel), owner_);
    EXPECT_EQ(await_exit(), 3);
    const ContainerStatus status = inspect(name("one"));
    EXPECT_EQ(status.id, *id);
    EXPECT_EQ(status.name, name("one"));
    EXPECT_EQ(status.phase, ContainerPhase::Exited);
    EXPECT_EQ(status.exit_code, 3);
    EXPECT_FALSE(status.oom_killed);
    EXPECT_EQ(status.labels.at(kLabel), owner_);
    EXPECT_LE(*status.created_at, *status.started_at);
    // Docker notes a start when it has returned: a moment after the end of what is as short.
    EXPECT_LE(*status.started_at, *status.finished_at + Seconds{1});
    ASSERT_TRUE(start(*id)) << "and it can be started again";
    EXPECT_EQ(await_exit(), 3);
    EXPECT_TRUE(act([&](auto& r, auto done) { r.remove_container(*id, done); }));
    EXPECT_EQ(await(RuntimeEvent::Kind::Destroy).container_id, *id);
}

TEST_F(DockerRuntimeE2e, OutOfMemory) {
    follow();
    auto wanted = request({"tail", "/dev/zero"});
    wanted.host_config->memory = 8 << 20;
    const std::string id = run("one", wanted);
    EXPECT_EQ(await(RuntimeEvent::Kind::OutOfMemory).container_id, id);
    EXPECT_EQ(await_exit(), 137);
    EXPECT_TRUE(inspect(id).oom_killed);
    EXPECT_EQ(inspect(id).exit_code, 137);
}

TEST_F(DockerRuntimeE2e, HealthChanges) {
    follow();
    auto wanted = shell("touch /ok; sleep 3; rm /ok; sleep 100");
    auto& check = wanted.healthcheck.emplace();
    check.test = {"CMD-SHELL", "test -f /ok && echo fine"};
    check.interval = 500'000'000;
    check.retries = 1;
    const std::string id = run("one", wanted);
    EXPECT_EQ(inspect(id).health, Health::Starting);
    EXPECT_EQ(await(RuntimeEvent::Kind::HealthChanged).health, Health::Healthy);
    EXPECT_EQ(inspect(id).health_output, "fine\n");
    EXPECT_EQ(await(RuntimeEvent::Kind::HealthChanged).health, Health::Unhealthy);
    EXPECT_EQ(inspect(id).health, Health::Unhealthy);
    EXPECT_EQ(inspect(id).health_exit_code, 1);
}

TEST_F(DockerRuntimeE2e, AStopIsAnsweredOnceTheProcessHasEnded) {
    const std::string id = run("one", shell("trap 'exit 7' TERM; while :; do sleep 0.1; done"));
    ASSERT_TRUE(stop(id, 20s));
    EXPECT_EQ(inspect(id).phase, ContainerPhase::Exited);
    EXPECT_EQ(inspect(id).exit_code, 7);
    EXPECT_TRUE(stop(id, 20s)) << "stopping a stopped container succeeds";
}

TEST_F(DockerRuntimeE2e, APausedContainerRunsAndCanBeStopped) {
    const auto pause = [this](const std::string& id) {
        return act([id](auto& r, auto done) { r.pause_container(id, done); });
    };
    const auto go_on = [this](const std::string& id) {
        return act([id](auto& r, auto done) { r.unpause_container(id, done); });
    };
    const std::string id = run("one", shell("trap 'exit 7' TERM; while :; do sleep 0.1; done"));
    EXPECT_TRUE(go_on(id)) << "one that is not paused goes on";
    ASSERT_TRUE(pause(id));
    EXPECT_TRUE(pause(id)) << "pausing a paused container succeeds";
    EXPECT_EQ(inspect(id).phase, ContainerPhase::Running);
    ASSERT_TRUE(go_on(id));
    ASSERT_TRUE(pause(id));
    ASSERT_TRUE(stop(id, 20s));
    EXPECT_EQ(inspect(id).exit_code, 7);
    EXPECT_EQ(pause(id).error().kind, ErrorKind::Conflict);
}

TEST_F(DockerRuntimeE2e, WhoIgnoresSigtermIsKilledAfterTheGrace) {
    follow();
    const std::string id = run("one", shell("trap '' TERM; while :; do sleep 0.1; done"));
    EXPECT_TRUE(start(id)) << "starting a running container succeeds";
    const MonoTime before = loop_.mono();
    ASSERT_TRUE(stop(id, 2s));
    EXPECT_GE(loop_.mono() - before, 2s);
    EXPECT_EQ(await_exit(), 137);
    EXPECT_EQ(inspect(id).exit_code, 137);
}

TEST_F(DockerRuntimeE2e, RemovingKills) {
    follow();
    const std::string id = run("one", request({"sleep", "1000"}));
    const auto remove = [id](auto& r, auto done) { r.remove_container(id, done); };
    Inbox<bool> answers;
    loop_.post([&] {  // twice at once: one of them comes upon the other's removal
        for (int i = 0; i < 2; ++i) {
            remove(*runtime_, [&](const Result<void>& how) { answers.put(how.has_value()); });
        }
    });
    EXPECT_TRUE(answers.take());
    EXPECT_TRUE(answers.take());
    EXPECT_EQ(await_exit(), 137);
    await(RuntimeEvent::Kind::Destroy);
    EXPECT_TRUE(act(remove)) << "removing an absent container succeeds";
    EXPECT_TRUE(create("one", request({"true"}))) << "and the name is free";
}

TEST_F(DockerRuntimeE2e, ManyAtOnce) {
    constexpr int kCount = 8;
    follow();
    Inbox<std::string> failures;
    for (int i = 0; i < kCount; ++i) {
        loop_.post([&, i] {
            const auto wanted = request({"sleep", "1000"});
            const std::string last = "many-" + std::to_string(i);
            runtime_->create_container(name(last), wanted, [&](const Result<std::string>& id) {
                if (!id) return failures.put(id.error().message);
                made_.insert(*id);
                runtime_->start_container(*id, [&](const Result<void>& how) {
                    failures.put(how ? "" : how.error().message);
                });
            });
        });
    }
    for (int i = 0; i < kCount; ++i) EXPECT_EQ(failures.take(kSlowest), "");
    for (int i = 0; i < kCount; ++i) await(RuntimeEvent::Kind::Start);
}

// ---- Refusals -----------------------------------------------------------------------------

TEST_F(DockerRuntimeE2e, RefusalsComeInDockersWords) {
    const auto id = create("one", request({"/nonesuch"}));
    ASSERT_TRUE(id);
    const auto started = start(*id);
    EXPECT_EQ(started.error().kind, ErrorKind::InvalidArgument);
    EXPECT_THAT(started.error().message, HasSubstr("no such file or directory"));
    EXPECT_EQ(inspect(*id).phase, ContainerPhase::Created);
    EXPECT_EQ(inspect(*id).exit_code, 127);
    EXPECT_EQ(inspect(*id).error, started.error().message);

    const auto taken = create("one", request({"true"}));
    EXPECT_EQ(taken.error().kind, ErrorKind::Conflict);
    EXPECT_THAT(taken.error().message, HasSubstr("is already in use by container"));

    auto wanted = request({"true"});
    wanted.image = "gantry/nonesuch";
    const auto no_image = create("two", wanted);
    EXPECT_EQ(no_image.error().kind, ErrorKind::NotFound);
    EXPECT_EQ(no_image.error().message, "No such image: gantry/nonesuch:latest");

    const auto nobody = answer<ContainerStatus>([](auto& r, auto done) {
        r.inspect_container("gantry-e2e-nobody", done);
    });
    EXPECT_EQ(nobody.error().kind, ErrorKind::NotFound);
    EXPECT_EQ(start("gantry-e2e-nobody").error().kind, ErrorKind::NotFound);
}

// ---- Ports, logs, volumes, lists ----------------------------------------------------------

TEST_F(DockerRuntimeE2e, PortsArePublished) {
    const auto publishing = [this](const std::string& host_port) {
        auto wanted = request({"sleep", "1000"});
        wanted.exposed_ports.emplace()["80/tcp"];
        auto& binding = wanted.host_config->port_bindings.emplace()["80/tcp"].emplace_back();
        binding.host_port = host_port;
        return wanted;
    };
    const ContainerStatus first = inspect(run("one", publishing("")));
    ASSERT_EQ(first.ports.size(), 1U) << "IPv4 only";
    EXPECT_EQ(first.ports[0].host_ip, "0.0.0.0");
    EXPECT_EQ(first.ports[0].container_port, 80);
    EXPECT_EQ(first.ports[0].protocol, "tcp");
    EXPECT_GT(first.ports[0].host_port, 1024);
    EXPECT_THAT(first.ip_by_network.at("bridge"), HasSubstr("."));
    EXPECT_GT(first.pid, 0);

    const auto second = create("two", publishing(std::to_string(first.ports[0].host_port)));
    ASSERT_TRUE(second);
    const auto refused = start(*second);
    EXPECT_EQ(refused.error().kind, ErrorKind::Internal);
    EXPECT_THAT(refused.error().message, HasSubstr("port is already allocated"));
}

TEST_F(DockerRuntimeE2e, LogsOfBothStreamsAndOfATerminal) {
    follow();
    const std::string script = "echo one; echo two >&2; printf three";
    const std::string plain = run("plain", shell(script));
    await_exit();
    EXPECT_THAT(logs(plain), UnorderedElementsAre("one", "two", "three"));
    auto wanted = shell(script);
    wanted.tty = true;
    const std::string terminal = run("terminal", wanted);
    await_exit();
    EXPECT_THAT(logs(terminal), ElementsAre("one", "two", "three"));
    const auto last = answer<std::vector<std::string>>([&](auto& r, auto done) {
        r.tail_logs(terminal, 1, 4096, done);
    });
    EXPECT_THAT(*last, ElementsAre("three"));
}

TEST_F(DockerRuntimeE2e, OutputIsFollowedAndReadFromAnyTimeOn) {
    follow();
    for (const bool tty : {false, true}) {
        auto wanted =
            shell("echo one; head -c 40000 /dev/zero | tr '\\0' x; echo; sleep 1; echo two");
        wanted.tty = tty;
        const std::string id = run(tty ? "followed-tty" : "followed", wanted);
        const auto pieces = read(id, {.follow = true, .tty = tty});
        await_exit();
        ASSERT_GE(pieces.size(), 3U);
        std::string text;
        for (const LogPiece& piece : pieces) text += piece.text + (piece.ends_line ? "\n" : "");
        EXPECT_EQ(text, "one\n" + std::string(40'000, 'x') + "\ntwo\n");
        const auto again = read(id, {.since_ns = pieces.back().time_ns, .tty = tty});
        ASSERT_EQ(again.size(), 1U);
        EXPECT_EQ(again[0].text, "two");
        EXPECT_EQ(again[0].time_ns, pieces.back().time_ns);
        EXPECT_EQ(read(id, {.tty = tty}).size(), pieces.size());
    }
}

TEST_F(DockerRuntimeE2e, VolumesOutliveTheirContainers) {
    follow();
    const std::string volume = name("data");
    volumes_.insert(volume);
    VolumeSpec spec{.name = volume, .labels = {{kLabel, owner_}}};
    const auto make = [spec](auto& r, auto done) { r.create_volume(spec, done); };
    ASSERT_TRUE(act(make));
    EXPECT_TRUE(act(make)) << "an existing one stays as it is";
    const auto look = [&] {
        return answer<VolumeSpec>([&](auto& r, auto done) { r.inspect_volume(volume, done); });
    };
    EXPECT_EQ(look()->labels.at(kLabel), owner_);
    EXPECT_EQ(look()->driver, "local");

    auto writer = shell("echo kept >/data/file");
    writer.host_config->binds = {volume + ":/data"};
    const std::string first = run("writer", writer);
    EXPECT_EQ(await_exit(), 0);
    const auto drop = [volume](auto& r, auto done) { r.remove_volume(volume, done); };
    EXPECT_EQ(act(drop).error().kind, ErrorKind::Conflict);
    EXPECT_TRUE(act([&](auto& r, auto done) { r.remove_container(first, done); }));
    auto reader = shell("cat /data/file");
    reader.host_config->binds = {volume + ":/data:ro"};
    const std::string second = run("reader", reader);
    EXPECT_EQ(await_exit(), 0);
    EXPECT_THAT(logs(second), ElementsAre("kept"));
    EXPECT_TRUE(act([&](auto& r, auto done) { r.remove_container(second, done); }));
    EXPECT_TRUE(act(drop));
    EXPECT_TRUE(act(drop)) << "removing an absent volume succeeds";
    EXPECT_EQ(look().error().kind, ErrorKind::NotFound);
}

TEST_F(DockerRuntimeE2e, ListsByLabel) {
    follow();
    const std::string ended = run("ended", request({"true"}));
    await_exit();
    const std::string runs = run("runs", request({"sleep", "1000"}));
    const auto created = create("created", request({"true"}));
    const auto list = [this](const std::string& value) {
        std::map<std::string, ContainerPhase> phases;
        const auto all = answer<std::vector<ContainerStatus>>([&](auto& r, auto done) {
            r.list_containers(kLabel, value, done);
        });
        EXPECT_TRUE(all) << all.error().message;
        for (const auto& status : *all) {
            EXPECT_FALSE(status.labels.at(kLabel).empty());
            phases[status.id] = status.phase;
        }
        return phases;
    };
    const std::map<std::string, ContainerPhase> ours{
        {ended, ContainerPhase::Exited},
        {runs, ContainerPhase::Running},
        {*created, ContainerPhase::Created},
    };
    EXPECT_EQ(list(owner_), ours);
    EXPECT_THAT(list(""), IsSupersetOf(ours));
    EXPECT_THAT(list("nobody"), IsEmpty());
}

TEST_F(DockerRuntimeE2e, UsageOfARunningContainer) {
    follow();
    // Its check passes once it has used a good deal of its processor time.
    auto wanted =
        shell("i=0; while [ $i -lt 50000 ]; do i=$((i+1)); done; touch /used; while :; do :; done");
    auto& check = wanted.healthcheck.emplace();
    check.test = {"CMD", "test", "-f", "/used"};
    check.interval = 200'000'000;
    check.retries = 1000;
    wanted.host_config->memory = 32 << 20;
    wanted.host_config->nano_cpus = 200'000'000;
    const std::string id = run("one", wanted);
    EXPECT_EQ(await(RuntimeEvent::Kind::HealthChanged).health, Health::Healthy);
    const auto usage = answer<ContainerUsage>([id](auto& r, auto done) { r.usage(id, done); });
    ASSERT_TRUE(usage) << usage.error().message;
    EXPECT_GT(usage->cpu_total_ns, 10'000'000);
    EXPECT_GT(usage->memory_bytes, 0);
    EXPECT_EQ(usage->memory_limit_bytes, 32 << 20);
}

TEST_F(DockerRuntimeE2e, ContainersOfAGroupShareItsMemory) {
    const std::string group = "e2e" + owner_;
    const auto parent = answer<std::string>([&](auto& r, auto done) {
        r.make_group({.name = group, .memory_bytes = 64 << 20}, done);
    });
    if (!parent && parent.error().kind == ErrorKind::Denied) GTEST_SKIP() << parent.error().message;
    ASSERT_TRUE(parent) << parent.error().message;
    // tail keeps the 40 MiB line that it cannot print yet.
    ContainerCreateRequest wanted = shell(
        "mkfifo /f; (head -c 41943040 /dev/zero; echo full >&2; sleep 600) > /f & exec tail < /f"
    );
    wanted.host_config->memory = 64 << 20;
    wanted.host_config->cgroup_parent = *parent;
    follow();
    const std::string first = run("first", wanted);
    const auto deadline = std::chrono::steady_clock::now() + kSlowest;
    while (logs(first) != std::vector<std::string>{"full"}) {
        ASSERT_LT(std::chrono::steady_clock::now(), deadline);
    }
    EXPECT_EQ(inspect(first).phase, ContainerPhase::Running) << "alone it has room";
    const std::string second = run("second", wanted);
    const RuntimeEvent died = await(RuntimeEvent::Kind::Die);
    EXPECT_EQ(died.exit_code, 137);
    const std::string& other = died.container_id == first ? second : first;
    EXPECT_EQ(inspect(other).phase, ContainerPhase::Running);
    const auto remove = [&] {
        return act([&](auto& r, auto done) { r.remove_group(group, done); });
    };
    EXPECT_EQ(remove().error().kind, ErrorKind::Conflict) << "one still runs in it";
    for (const std::string& id : {first, second}) {
        EXPECT_TRUE(act([&id](auto& r, auto done) { r.remove_container(id, done); }));
    }
    EXPECT_TRUE(remove());
    EXPECT_TRUE(remove()) << "again";
}

}  // namespace
}  // namespace gantry::runtime
