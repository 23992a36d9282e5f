// The Docker runtime and a daemon that stops answering, dies and comes back. Starts a daemon of its
// own, so it runs only as root and when GANTRY_TEST_DOCKERD names a dockerd ("dockerd" will do).

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "docker_e2e.h"

namespace gantry::runtime {
namespace {

using namespace std::chrono_literals;
using test::Inbox;

constexpr const char* kName = "gantry-e2e-restart";

/// A dockerd that leaves its containers alone when it ends. It has a network namespace of its own,
/// for one without a bridge removes the docker0 that it finds.
class OwnDaemon {
  public:
    explicit OwnDaemon(std::string program) : program_(std::move(program)) {
        std::string name = std::filesystem::temp_directory_path() / "gantry-dockerd-XXXXXX";
        EXPECT_NE(::mkdtemp(name.data()), nullptr);
        directory_ = name;
    }
    ~OwnDaemon() {
        signal(SIGCONT);
        end(SIGTERM);
        ::umount2((directory_ + "/data").c_str(), MNT_DETACH);
        std::error_code ignored;
        std::filesystem::remove_all(directory_, ignored);
    }
    OwnDaemon(const OwnDaemon&) = delete;
    OwnDaemon& operator=(const OwnDaemon&) = delete;

    [[nodiscard]] std::string socket() const { return directory_ + "/docker.sock"; }

    void start() {
        std::filesystem::remove(directory_ + "/docker.pid");
        const std::string command = "exec unshare --net " + program_ + " --host unix://" +
                                    socket() + " --data-root " + directory_ + "/data --exec-root " +
                                    directory_ + "/exec --pidfile " + directory_ +
                                    "/docker.pid --bridge none --iptables=false --live-restore >>" +
                                    directory_ + "/log 2>&1";
        pid_ = ::fork();
        if (pid_ == 0) {
            ::execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
            ::_exit(127);
        }
    }
    void signal(int number) const {
        if (pid_ > 0) ::kill(pid_, number);
    }
    /// Returns once all of its threads stand still.
    void freeze() const {
        signal(SIGSTOP);
        int status = 0;
        EXPECT_EQ(::waitpid(pid_, &status, WUNTRACED), pid_);
        EXPECT_TRUE(WIFSTOPPED(status));
    }
    void end(int number) {
        if (pid_ <= 0) return;
        signal(number);
        ::waitpid(std::exchange(pid_, -1), nullptr, 0);
        end_containerd();
    }

  private:
    /// Of a process that is nobody's child any more.
    static void kill_and_wait(pid_t process) {
        const auto handle = static_cast<int>(::syscall(SYS_pidfd_open, process, 0));
        if (handle < 0) return;  // it has ended
        ::kill(process, SIGKILL);
        pollfd ended{.fd = handle, .events = POLLIN, .revents = 0};
        EXPECT_EQ(::poll(&ended, 1, 5'000), 1) << "containerd does not end";
        ::close(handle);
    }

    /// A containerd that is still about when dockerd comes back would be taken for a working one.
    void end_containerd() const {
        const std::string file = directory_ + "/exec/containerd/containerd.pid";
        pid_t containerd = -1;
        std::ifstream(file) >> containerd;
        if (containerd > 0) kill_and_wait(containerd);
        std::filesystem::remove(file);
    }

    std::string program_;
    std::string directory_;
    pid_t pid_ = -1;
};

class DockerRestartE2e : public test::DockerE2e {
  protected:
    void SetUp() override {
        const char* dockerd = std::getenv("GANTRY_TEST_DOCKERD");
        if (dockerd == nullptr || ::geteuid() != 0) {
            GTEST_SKIP() << "GANTRY_TEST_DOCKERD is not set, or this is not root";
        }
        daemon_ = std::make_unique<OwnDaemon>(dockerd);
        const RuntimeLimits limits{.create = 60s, .start = 60s, .other = 10s};
        ContainerRuntime::Watcher watcher;
        watcher.on_connected = [this] { told_.put("connected"); };
        watcher.on_disconnected = [this](const std::string&) { told_.put("lost"); };
        watcher.on_event = [this](const RuntimeEvent& event) {
            if (event.kind == RuntimeEvent::Kind::Die) told_.put("die");
        };
        connect(daemon_->socket(), limits);
        watch("gantry.e2e", std::move(watcher));
        daemon_->start();  // the watch was there first, and waits for it
        ASSERT_EQ(told_.take(kSlowest), "connected");
        const std::string make_image = GANTRY_E2E_DIR "/make_busybox_image.sh " + daemon_->socket();
        ASSERT_EQ(std::system(make_image.c_str()), 0);
    }

    void TearDown() override {
        if (!runtime_) return;
        daemon_->signal(SIGCONT);
        EXPECT_TRUE(act([](auto& r, auto done) { r.remove_container(kName, done); }))
            << "a container may be left, with its shim";
        disconnect();
    }

    Result<ContainerStatus> inspect(const std::string& id) {
        return answer<ContainerStatus>([id](auto& r, auto done) { r.inspect_container(id, done); });
    }
    std::string run() {
        api::docker::ContainerCreateRequest wanted;
        wanted.image = "gantry/busybox";
        wanted.cmd = {"sleep", "1000"};
        wanted.labels.emplace()["gantry.e2e"] = "restart";
        wanted.host_config.emplace().network_mode = "none";
        const auto id = answer<std::string>([wanted](auto& r, auto done) {
            r.create_container(kName, wanted, done);
        });
        EXPECT_TRUE(id) << id.error().message;
        const auto started = act([&](auto& r, auto done) { r.start_container(*id, done); });
        EXPECT_TRUE(started) << started.error().message;
        return *id;
    }

    std::unique_ptr<OwnDaemon> daemon_;
    Inbox<std::string> told_;
};

TEST_F(DockerRestartE2e, ContainersAndWatchOutliveTheDaemon) {
    const std::string id = run();

    daemon_->freeze();  // accepts, and never answers
    const auto hung = inspect(id);
    ASSERT_FALSE(hung);
    EXPECT_EQ(hung.error().kind, ErrorKind::Unavailable);
    daemon_->signal(SIGCONT);
    EXPECT_EQ(inspect(id)->phase, ContainerPhase::Running);

    daemon_->end(SIGKILL);
    EXPECT_EQ(told_.take(kSlowest), "lost");
    EXPECT_EQ(inspect(id).error().kind, ErrorKind::Unavailable);

    daemon_->start();
    EXPECT_EQ(told_.take(kSlowest), "connected");
    const auto back = inspect(id);
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(back->phase, ContainerPhase::Running);
    EXPECT_TRUE(act([id](auto& r, auto done) { r.remove_container(id, done); }));
    EXPECT_EQ(told_.take(kSlowest), "die") << "the new stream tells";
}

}  // namespace
}  // namespace gantry::runtime
