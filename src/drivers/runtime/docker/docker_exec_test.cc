// Commands beside containers' processes, against a scripted daemon.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>

#include "base/thread_loop.h"
#include "drivers/runtime/docker/docker_runtime.h"
#include "drivers/runtime/docker/scripted_daemon.h"

namespace gantry::runtime {
namespace {

using test::ScriptedDaemon;
using test::ScriptedRequest;
using testing::HasSubstr;
using PeerPtr = ScriptedDaemon::PeerPtr;

constexpr std::string_view kSwitched =
    "HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.raw-stream\r\nConnection: "
    "Upgrade\r\nUpgrade: tcp\r\n\r\n";
constexpr std::chrono::seconds kPatience{20};

class DockerExecTest : public testing::Test {
  protected:
    DockerExecTest() {
        loop_.run_and_wait([this] {
            runtime_ = std::make_unique<DockerRuntime>(loop_, *client_, daemon_.endpoint());
        });
        daemon_.on(
            "POST /v1.41/containers/c1/exec",
            [this](const ScriptedRequest& r, const PeerPtr& p) {
                created_ = r.body;
                answer(p, 201, R"({"Id":"e1"})");
            }
        );
        daemon_.on("GET /v1.41/exec/e1/json", [](const ScriptedRequest&, const PeerPtr& p) {
            answer(p, 200, R"({"ID":"e1","Running":false,"ExitCode":3,"Pid":0})");
        });
    }
    ~DockerExecTest() override {
        loop_.run_and_wait([this] {
            stream_.reset();
            runtime_.reset();
        });
    }

    static void answer(const PeerPtr& peer, int status, const std::string& body) {
        peer->send(
            "HTTP/1.1 " + std::to_string(status) +
            " X\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body
        );
    }
    /// The start answers so, and hangs up.
    void start_with(std::string bytes) {
        daemon_.on(
            "POST /v1.41/exec/e1/start",
            [bytes = std::move(bytes)](const ScriptedRequest&, const PeerPtr& peer) {
                peer->send(std::string(kSwitched) + bytes);
                peer->close();
            }
        );
    }
    void run(const ExecSpec& spec) {
        loop_.run_and_wait([this, spec] {
            stream_ = runtime_->exec(
                "c1",
                spec,
                {.on_open = [this] { change([&] { opened_ = true; }); },
                 .on_output =
                     [this](bool error, const std::string& bytes) {
                         change([&] { (error ? errors_ : output_) += bytes; });
                         return true;
                     },
                 .on_taken = [](std::size_t) {},
                 .on_end = [this](const Result<std::int32_t>& how) { change([&] { end_ = how; }); }}
            );
        });
        std::unique_lock lock(mutex_);
        ASSERT_TRUE(changed_.wait_for(lock, kPatience, [this] { return end_.has_value(); }));
    }
    template <class Change>
    void change(const Change& what) {
        const std::lock_guard lock(mutex_);
        what();
        changed_.notify_all();
    }

    ScriptedDaemon daemon_;
    std::unique_ptr<net::HttpClient> client_ = net::make_http_client();
    ThreadLoop loop_{"test"};
    std::unique_ptr<DockerRuntime> runtime_;
    std::shared_ptr<ContainerStream> stream_;
    std::string created_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool opened_ = false;
    std::string output_;
    std::string errors_;
    std::optional<Result<std::int32_t>> end_;
};

TEST_F(DockerExecTest, FramesAreTakenApartAndTheExitCodeIsAskedFor) {
    start_with(
        std::string("\1\0\0\0\0\0\0\3out", 11) + std::string("\2\0\0\0\0\0\0\3err", 11) +
        std::string("\1\0\0\0\0\0\0\0", 8)
    );
    run({.command = {"ls", "-l"}, .env = {"A=b"}, .user = "0"});
    EXPECT_TRUE(opened_);
    EXPECT_EQ(output_, "out");
    EXPECT_EQ(errors_, "err");
    EXPECT_EQ(*end_, Result<std::int32_t>(3));
    EXPECT_THAT(created_, HasSubstr(R"("Cmd":["ls","-l"])"));
    EXPECT_THAT(created_, HasSubstr(R"("User":"0")"));
    EXPECT_THAT(created_, HasSubstr(R"("AttachStdin":true)"));
}

TEST_F(DockerExecTest, AProgramThatIsNotThereIsAnError) {
    daemon_.on("GET /v1.41/exec/e1/json", [](const ScriptedRequest&, const PeerPtr& p) {
        answer(p, 200, R"({"ID":"e1","Running":false,"ExitCode":126,"Pid":0})");
    });
    const std::string words =
        "OCI runtime exec failed: exec failed: unable to start container process: exec: \"sh\": "
        "executable file not found in $PATH: unknown";
    start_with(words + "\r\n");
    run({.command = {"sh"}, .tty = true});
    ASSERT_FALSE(*end_);
    EXPECT_EQ(end_->error().kind, ErrorKind::NotFound);
    EXPECT_EQ(end_->error().code, kNoSuchProgram);
    EXPECT_EQ(end_->error().message, words);
    EXPECT_EQ(output_, "");
}

TEST_F(DockerExecTest, WhatAProgramWritesOfOthersIsItsOutput) {
    daemon_.on("GET /v1.41/exec/e1/json", [](const ScriptedRequest&, const PeerPtr& p) {
        answer(p, 200, R"({"ID":"e1","Running":false,"ExitCode":126,"Pid":7})");
    });
    const std::string words = "OCI runtime exec failed: no such file or directory";
    start_with(words);
    run({.command = {"sh"}, .tty = true});
    EXPECT_EQ(*end_, Result<std::int32_t>(126));
    EXPECT_EQ(output_, words);
}

TEST_F(DockerExecTest, WhatOnlyBeginsAsTheDaemonsWordsComesInOrder) {
    start_with(
        std::string("\1\0\0\0\0\0\0\3OCI", 11) + std::string("\2\0\0\0\0\0\0\1e", 9) +
        std::string("\1\0\0\0\0\0\0\1 ", 9)
    );
    run({.command = {"sh"}});
    EXPECT_EQ(output_, "OCI ");
    EXPECT_EQ(errors_, "e");
    EXPECT_EQ(*end_, Result<std::int32_t>(3));
}

TEST_F(DockerExecTest, ATerminalsBytesComeAsTheyAre) {
    start_with("\1 is no frame\r\n");
    run({.command = {"sh"}, .tty = true});
    EXPECT_EQ(output_, "\1 is no frame\r\n");
    EXPECT_THAT(created_, HasSubstr(R"("Tty":true)"));
}

TEST_F(DockerExecTest, NoExitCodeIsNotSuccess) {
    start_with("");
    daemon_.answer("GET /v1.41/exec/e1/json", 200, R"({"ID":"e1","Running":false,"Pid":0})");
    run({.command = {"sh"}});
    EXPECT_FALSE(*end_);
}

TEST_F(DockerExecTest, ARefusalKeepsTheDaemonsWords) {
    daemon_.answer(
        "POST /v1.41/containers/c1/exec", 409, R"({"message":"Container c1 is not running"})"
    );
    run({.command = {"sh"}});
    EXPECT_EQ(end_->error().kind, ErrorKind::Conflict);
    EXPECT_EQ(end_->error().message, "Container c1 is not running");
    EXPECT_FALSE(opened_);
}

TEST_F(DockerExecTest, ARefusedStartKeepsThemToo) {
    daemon_.answer("POST /v1.41/exec/e1/start", 400, R"({"message":"OCI runtime exec failed"})");
    run({.command = {"sh"}});
    EXPECT_EQ(end_->error().message, "OCI runtime exec failed");
}

}  // namespace
}  // namespace gantry::runtime
