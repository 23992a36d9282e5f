#include "drivers/runtime/docker/docker_runtime.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <future>

#include "base/thread_loop.h"
#include "drivers/runtime/docker/scripted_daemon.h"
#include "drivers/runtime/docker/test_inbox.h"

namespace gantry::runtime {
namespace {

using namespace std::chrono_literals;
using test::Inbox;
using test::ScriptedDaemon;
using test::ScriptedRequest;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::StartsWith;
using PeerPtr = ScriptedDaemon::PeerPtr;

/// A runtime against a scripted daemon, with short time limits.
class DockerRuntimeTest : public ::testing::Test {
  protected:
    DockerRuntimeTest() { make_runtime(); }
    ~DockerRuntimeTest() override { drop_runtime(); }

    void make_runtime() {
        loop_.run_and_wait([this] {
            runtime_ = std::make_unique<DockerRuntime>(
                loop_, *client_, daemon_.endpoint(), limits_, RetryPauses{10ms, 50ms}
            );
        });
    }
    void drop_runtime() {
        loop_.run_and_wait([this] {
            watch_.reset();
            runtime_.reset();
        });
    }

    /// Asks on the loop and waits for the one answer.
    template <class T, class Ask>
    Result<T> answer(Ask ask) {
        return test::ask_and_wait<T>(loop_, *runtime_, ask);
    }
    template <class Ask>
    Result<void> act(Ask ask) {
        return answer<void>(ask);
    }

    Result<ContainerStatus> inspect(const std::string& id) {
        return answer<ContainerStatus>([id](auto& r, auto done) { r.inspect_container(id, done); });
    }
    Result<void> start(const std::string& id) {
        return act([id](auto& r, auto done) { r.start_container(id, done); });
    }
    Result<void> pull(const std::string& image, const RegistryAuth& auth = {}) {
        return act([=](auto& r, auto done) { r.pull_image(image, auth, {}, done); });
    }

    void follow() {
        ContainerRuntime::Watcher watcher;
        watcher.on_connected = [this] { told_.put("connected"); };
        watcher.on_disconnected = [this](const std::string& why) { told_.put("lost: " + why); };
        watcher.on_event = [this](const RuntimeEvent& event) {
            told_.put("event of " + event.container_id);
        };
        loop_.run_and_wait([&] { watch_ = runtime_->watch("owner=me", std::move(watcher)); });
    }

    std::size_t under_way() {
        std::size_t count = 0;
        loop_.run_and_wait([&] { count = runtime_->under_way(); });
        return count;
    }

    static std::string event_line(const std::string& id) {
        return R"({"Type":"container","Action":"start","Actor":{"ID":")" + id + "\"}}\n";
    }

    RuntimeLimits limits_{.create = 5s, .start = 5s, .pull = 5s, .pull_silence = 5s, .other = 5s};
    ThreadLoop loop_{"test"};
    std::unique_ptr<net::HttpClient> client_ = net::make_http_client();
    ScriptedDaemon daemon_;
    std::unique_ptr<DockerRuntime> runtime_;
    std::shared_ptr<void> watch_;
    Inbox<std::string> told_;
};

/// Where a hang is expected, patience is short.
class ImpatientDockerRuntimeTest : public DockerRuntimeTest {
  protected:
    ImpatientDockerRuntimeTest() {
        drop_runtime();
        limits_ = {
            .create = 150ms,
            .start = 150ms,
            .stop_beyond_grace = 150ms,
            .pull = 400ms,
            .pull_silence = 150ms,
            .other = 150ms,
        };
        make_runtime();
    }
};

// ---- What is asked ------------------------------------------------------------------------

TEST_F(DockerRuntimeTest, OneRequestForEachOperationAndOneForTheVersion) {
    daemon_.answer("POST /v1.41/containers/create", 201, R"({"Id":"c1","Warnings":[]})");
    daemon_.answer("POST /v1.41/containers/c1/start", 204, "");
    daemon_.answer("POST /v1.41/containers/c1/stop", 204, "");
    daemon_.answer("DELETE /v1.41/containers/c1", 204, "");
    api::docker::ContainerCreateRequest wanted;
    wanted.image = "web";
    const auto id =
        answer<std::string>([&](auto& r, auto done) { r.create_container("one", wanted, done); });
    ASSERT_TRUE(id) << id.error().message;
    EXPECT_EQ(*id, "c1");
    EXPECT_TRUE(start("c1"));
    EXPECT_TRUE(act([](auto& r, auto done) { r.stop_container("c1", 7s, done); }));
    EXPECT_TRUE(act([](auto& r, auto done) { r.remove_container("c1", done); }));
    EXPECT_THAT(
        daemon_.lines(),
        ElementsAre(
            "GET /version",
            "POST /v1.41/containers/create?name=one",
            "POST /v1.41/containers/c1/start",
            "POST /v1.41/containers/c1/stop?t=7",
            "DELETE /v1.41/containers/c1?force=true&v=true"
        )
    );
    EXPECT_EQ(daemon_.requests()[1].body, R"({"Image":"web"})");
    EXPECT_THAT(daemon_.requests()[1].head, HasSubstr("Content-Type: application/json"));
}

TEST_F(DockerRuntimeTest, AContainerThatIsAsWantedIsPausedOrGoesOn) {
    const auto pause = [](auto& r, auto done) { r.pause_container("c1", done); };
    const auto go_on = [](auto& r, auto done) { r.unpause_container("c1", done); };
    daemon_.answer(
        "POST /v1.41/containers/c1/pause", 409, R"({"message":"Container c1 is not running"})"
    );
    daemon_.answer("POST /v1.41/containers/c1/unpause", 204, "");
    EXPECT_EQ(act(pause).error().kind, ErrorKind::Conflict);
    EXPECT_TRUE(act(go_on));
    daemon_.answer(
        "POST /v1.41/containers/c1/pause", 409, R"({"message":"Container c1 is already paused"})"
    );
    daemon_.answer(
        "POST /v1.41/containers/c1/unpause", 500, R"({"message":"Container c1 is not paused"})"
    );
    EXPECT_TRUE(act(pause));
    EXPECT_TRUE(act(go_on));
}

TEST_F(DockerRuntimeTest, ANewerDaemonIsSpokenToInOurVersion) {
    daemon_.answer("GET /version", 200, R"({"Version":"28.1","ApiVersion":"1.50"})");
    daemon_.answer(
        "GET /v1.43/info", 200, R"({"NCPU":2,"MemTotal":4294967296,"CgroupVersion":"2"})"
    );
    const auto info = answer<HostInfo>([](auto& r, auto done) { r.host_info(done); });
    ASSERT_TRUE(info) << info.error().message;
    EXPECT_EQ(info->runtime_version, "28.1");
    EXPECT_EQ(info->api_version, "1.50");
    EXPECT_EQ(info->cpu_count, 2);
    EXPECT_EQ(info->memory_mib, 4096);
    EXPECT_EQ(info->cgroup_version, 2);
}

TEST_F(DockerRuntimeTest, OperationsAtTheSameTimeShareNothing) {
    constexpr std::size_t kAtOnce = 20;
    std::promise<void> all_there;
    const auto gate = all_there.get_future().share();
    daemon_.on("POST /v1.41/containers/", [gate](const ScriptedRequest&, const PeerPtr& peer) {
        gate.wait_for(test::kPatience);
        peer->send(ScriptedDaemon::response(204, ""));
    });
    Inbox<bool> answers;
    loop_.post([&] {
        for (std::size_t i = 0; i < kAtOnce; ++i) {
            runtime_->start_container("c" + std::to_string(i), [&](const Result<void>& how) {
                answers.put(how.has_value());
            });
        }
    });
    EXPECT_TRUE(daemon_.wait_for("POST", kAtOnce)) << "one waited for another";
    all_there.set_value();
    for (std::size_t i = 0; i < kAtOnce; ++i) EXPECT_TRUE(answers.take());
    EXPECT_THAT(daemon_.lines(), SizeIs(kAtOnce + 1)) << "the version is asked for once";
    EXPECT_EQ(under_way(), 0U);
}

TEST_F(DockerRuntimeTest, ListsByLabel) {
    daemon_.answer(
        "GET /v1.41/containers/json",
        200,
        R"([{"Id":"a","Names":["/one"],"State":"exited","Labels":{"owner":"me"}}])"
    );
    const auto list = [this](const std::string& value) {
        return answer<std::vector<ContainerStatus>>([value](auto& r, auto done) {
            r.list_containers("owner", value, done);
        });
    };
    ASSERT_TRUE(list(""));
    EXPECT_EQ(list("me")->at(0).name, "one");
    EXPECT_THAT(daemon_.lines()[1], HasSubstr("all=true&filters=%7B%22label%22%3A%5B%22owner%22"));
    EXPECT_THAT(daemon_.lines()[2], HasSubstr("%22owner%3Dme%22"));
}

// ---- Answers that are not success ---------------------------------------------------------

TEST_F(DockerRuntimeTest, WhatIsSoAlreadyIsSuccess) {
    daemon_.answer("POST /v1.41/containers/c1/start", 304, "");
    daemon_.answer("DELETE /v1.41/", 404, R"({"message":"No such container: c1"})");
    EXPECT_TRUE(start("c1"));
    EXPECT_TRUE(act([](auto& r, auto done) { r.remove_container("c1", done); }));
    EXPECT_TRUE(act([](auto& r, auto done) { r.remove_volume("v", done); }));
}

TEST_F(DockerRuntimeTest, ARemovalUnderWayIsWaitedFor) {
    daemon_.answer(
        "DELETE", 409, R"({"message":"removal of container c1 is already in progress"})"
    );
    daemon_.answer("POST /v1.41/containers/c1/wait?condition=removed", 200, R"({"StatusCode":0})");
    EXPECT_TRUE(act([](auto& r, auto done) { r.remove_container("c1", done); }));
    EXPECT_THAT(daemon_.lines(), Contains(HasSubstr("/wait?condition=removed")));
}

TEST_F(DockerRuntimeTest, RefusalsComeInTheDaemonsWords) {
    daemon_.answer("POST /v1.41/containers/c1/start", 500, R"({"message":"port is taken"})");
    const auto how = start("c1");
    ASSERT_FALSE(how);
    EXPECT_EQ(how.error().kind, ErrorKind::Internal);
    EXPECT_EQ(how.error().message, "port is taken");
    EXPECT_EQ(inspect("nobody").error().kind, ErrorKind::NotFound);
}

// ---- Daemons that misbehave ---------------------------------------------------------------

TEST_F(DockerRuntimeTest, NobodyListens) {
    daemon_.stop();
    const auto how = start("c1");
    ASSERT_FALSE(how);
    EXPECT_EQ(how.error().kind, ErrorKind::Unavailable);
    EXPECT_THAT(how.error().message, StartsWith("the container runtime at /"));
    EXPECT_FALSE(pull("web"));
    EXPECT_EQ(under_way(), 0U);
    daemon_.start();
    daemon_.answer("POST /v1.41/containers/c1/start", 204, "");
    EXPECT_TRUE(start("c1")) << "and it recovers";
}

TEST_F(ImpatientDockerRuntimeTest, ADaemonThatNeverAnswers) {
    const auto silence = [](const ScriptedRequest&, const PeerPtr&) {};
    daemon_.on("POST", silence);
    daemon_.on("GET /v1.41", silence);
    daemon_.on("DELETE", silence);
    EXPECT_EQ(start("c1").error().kind, ErrorKind::Unavailable);
    EXPECT_EQ(inspect("c1").error().kind, ErrorKind::Unavailable);
    EXPECT_EQ(pull("web").error().kind, ErrorKind::Unavailable);
    const auto stop = [](auto& r, auto done) { r.stop_container("c1", 0s, done); };
    EXPECT_EQ(act(stop).error().kind, ErrorKind::Unavailable);
    EXPECT_EQ(under_way(), 0U);
}

TEST_F(ImpatientDockerRuntimeTest, ADaemonThatDoesNotEvenSayItsVersion) {
    daemon_.on("GET /version", [](const ScriptedRequest&, const PeerPtr&) {});
    EXPECT_EQ(start("c1").error().kind, ErrorKind::Unavailable);
    EXPECT_EQ(pull("web").error().kind, ErrorKind::Unavailable);
    EXPECT_EQ(under_way(), 0U);
}

TEST_F(ImpatientDockerRuntimeTest, StopMayLastAsLongAsItsGrace) {
    Inbox<PeerPtr> stopping;
    daemon_.on("POST /v1.41/containers/c1/stop", [&](const ScriptedRequest&, const PeerPtr& peer) {
        stopping.put(peer);
    });
    daemon_.on("POST /v1.41/containers/c2/", [](const ScriptedRequest&, const PeerPtr&) {});
    Inbox<Result<void>> stopped;
    loop_.post([&] {
        runtime_->stop_container("c1", 20s, [&](Result<void> how) { stopped.put(std::move(how)); });
    });
    const PeerPtr peer = stopping.take();
    EXPECT_EQ(start("c2").error().kind, ErrorKind::Unavailable) << "patience with others is over";
    EXPECT_EQ(stopped.size(), 0U);
    peer->send(ScriptedDaemon::response(204, ""));
    EXPECT_TRUE(stopped.take());
}

TEST_F(DockerRuntimeTest, AnswersThatBreakOff) {
    const auto send_and_close = [](const std::string& bytes) {
        return [bytes](const ScriptedRequest&, const PeerPtr& peer) {
            peer->send(bytes);
            peer->close();
        };
    };
    daemon_.on("GET /v1.41/containers/closed/", send_and_close(""));
    daemon_.on("GET /v1.41/containers/head/", send_and_close("HTTP/1.1 200 OK\r\nContent-Le"));
    const std::string whole = ScriptedDaemon::response(200, R"({"Id":"abc"})");
    daemon_.on("GET /v1.41/containers/body/", send_and_close(whole.substr(0, whole.size() - 4)));
    for (const char* id : {"closed", "head", "body"}) {
        const auto status = inspect(id);
        ASSERT_FALSE(status) << id;
        EXPECT_EQ(status.error().kind, ErrorKind::Unavailable) << id;
        EXPECT_FALSE(status.error().message.empty());
    }
    EXPECT_EQ(under_way(), 0U);
}

TEST_F(DockerRuntimeTest, AnswersThatAreNonsense) {
    daemon_.on("GET /v1.41/containers/smtp/", [](const ScriptedRequest&, const PeerPtr& peer) {
        peer->send("220 mail.example.com ESMTP\r\n\r\n");
    });
    daemon_.answer("GET /v1.41/containers/html/", 200, "<html>hello</html>");
    daemon_.answer("GET /v1.41/containers/type/", 200, R"({"Id":["a"]})");
    daemon_.answer("POST /v1.41/containers/create", 201, R"({"Warnings":["no id"]})");
    for (const char* id : {"smtp", "html", "type"}) {
        const auto status = inspect(id);
        ASSERT_FALSE(status) << id;
        EXPECT_EQ(status.error().kind, ErrorKind::Unavailable) << id;
    }
    const auto created =
        answer<std::string>([](auto& r, auto done) { r.create_container("one", {}, done); });
    EXPECT_EQ(created.error().kind, ErrorKind::Unavailable);
}

TEST_F(DockerRuntimeTest, AKeptConnectionThatTheRestartedDaemonForgot) {
    daemon_.answer("POST /v1.41/containers/c1/start", 204, "");
    for (int i = 0; i < 3; ++i) {
        // A request that is under way before the end of its connection is seen is told so, once.
        EXPECT_TRUE(start("c1") || start("c1"));
        daemon_.stop();
        daemon_.start();
    }
    EXPECT_TRUE(start("c1") || start("c1"));
}

TEST_F(DockerRuntimeTest, WhatIsUnderWayAtTheEndIsForgotten) {
    std::atomic<int> answered = 0;
    daemon_.on("POST", [](const ScriptedRequest&, const PeerPtr&) {});
    loop_.post([&] {
        runtime_->start_container("c1", [&](const Result<void>&) { ++answered; });
        runtime_->pull_image("web", {}, {}, [&](const Result<void>&) { ++answered; });
    });
    follow();
    ASSERT_TRUE(daemon_.wait_for("POST", 2));
    drop_runtime();
    daemon_.stop();
    client_.reset();
    EXPECT_EQ(answered, 0);
}

TEST(DockerRuntimeEnd, TheClientMayOutliveTheLoop) {
    ScriptedDaemon daemon;
    const auto client = net::make_http_client();
    {
        ThreadLoop loop("short");
        std::unique_ptr<DockerRuntime> runtime;
        loop.run_and_wait([&] {
            runtime = std::make_unique<DockerRuntime>(loop, *client, daemon.endpoint());
        });
        daemon.on("POST", [](const ScriptedRequest&, const PeerPtr&) {});
        loop.post([&] { runtime->start_container("c1", [](const Result<void>&) {}); });
        ASSERT_TRUE(daemon.wait_for("POST", 1));
        loop.run_and_wait([&] { runtime.reset(); });
    }
    daemon.stop();  // the client now hears of its lost connection
}

// ---- Pulls --------------------------------------------------------------------------------

class PullTest : public DockerRuntimeTest {
  protected:
    void answer_pull(std::vector<std::string> chunks, bool complete = true) {
        daemon_.on(
            "POST /v1.41/images/create",
            [chunks = std::move(chunks), complete](const ScriptedRequest&, const PeerPtr& peer) {
                peer->send(ScriptedDaemon::chunked_head());
                for (const std::string& chunk : chunks) peer->send_chunk(chunk);
                if (complete) {
                    peer->send("0\r\n\r\n");
                } else {
                    peer->close();
                }
            }
        );
    }
};

TEST_F(PullTest, EndsWithTheStream) {
    answer_pull({"{\"status\":\"Pulling\"}\r\n{\"sta", "tus\":\"Done\"}\r\n"});
    EXPECT_TRUE(pull("host:5000/web", {"me", "secret", "host:5000"}));
    const auto request = daemon_.requests().back();
    EXPECT_EQ(request.line, "POST /v1.41/images/create?fromImage=host%3A5000%2Fweb&tag=latest");
    EXPECT_THAT(request.head, HasSubstr("X-Registry-Auth: eyJ1c2VybmFtZSI6Im1lIiw"));
}

TEST_F(PullTest, AnErrorLineIsTheDaemonsWord) {
    answer_pull(
        {"{\"status\":\"Pulling\"}\n",
         "{\"errorDetail\":{\"message\":\"no space left\"},\"error\":\"no space left\"}\n"}
    );
    const auto how = pull("web");
    ASSERT_FALSE(how);
    EXPECT_EQ(how.error().kind, ErrorKind::Internal);
    EXPECT_EQ(how.error().message, "no space left");
}

TEST_F(PullTest, ARefusalIsTheDaemonsWord) {
    daemon_.answer("POST", 404, R"({"message":"pull access denied for web"})");
    const auto how = pull("web");
    EXPECT_EQ(how.error().kind, ErrorKind::NotFound);
    EXPECT_EQ(how.error().message, "pull access denied for web");
}

TEST_F(PullTest, AStreamThatBreaksOffIsNoSuccess) {
    answer_pull({"{\"status\":\"Pulling\"}\n"}, false);
    EXPECT_EQ(pull("web").error().kind, ErrorKind::Unavailable);
    answer_pull({"<html>\n"});
    EXPECT_EQ(pull("web").error().kind, ErrorKind::Unavailable);
    answer_pull({std::string((1U << 20U) + 1, 'x')});
    EXPECT_THAT(pull("web").error().message, HasSubstr("line without end"));
    EXPECT_EQ(under_way(), 0U);
}

TEST_F(ImpatientDockerRuntimeTest, APullThatGoesSilent) {
    daemon_.on("POST", [](const ScriptedRequest&, const PeerPtr& peer) {
        peer->send(ScriptedDaemon::chunked_head());
        peer->send_chunk("{\"status\":\"Pulling\"}\n");
    });
    EXPECT_EQ(pull("web").error().kind, ErrorKind::Unavailable);
    EXPECT_EQ(under_way(), 0U);
}

TEST_F(PullTest, APullThatGoesOnForEver) {
    drop_runtime();
    limits_.pull = 300ms;
    limits_.pull_silence = 20s;
    make_runtime();
    Inbox<bool> given_up;
    daemon_.on("POST", [&given_up](const ScriptedRequest&, const PeerPtr& peer) {
        peer->send(ScriptedDaemon::chunked_head());
        do peer->send_chunk("{\"status\":\"Pulling\"}\n");
        while (!given_up.take_within(20ms));
    });
    EXPECT_EQ(pull("web").error().message, "the pull took too long");
    given_up.put(true);
    daemon_.stop();
    EXPECT_EQ(under_way(), 0U);
}

// ---- Events -------------------------------------------------------------------------------

class EventsTest : public DockerRuntimeTest {
  protected:
    EventsTest() {
        daemon_.on("GET /v1.41/events", [this](const ScriptedRequest&, const PeerPtr& peer) {
            peer->send(ScriptedDaemon::chunked_head());
            streams_.put(peer);
        });
    }
    ~EventsTest() override {
        drop_runtime();
        daemon_.stop();  // its threads use the streams
    }

    Inbox<PeerPtr> streams_;
};

TEST_F(EventsTest, AreToldInOrder) {
    follow();
    const PeerPtr stream = streams_.take();
    EXPECT_EQ(told_.take(), "connected");
    EXPECT_THAT(
        daemon_.lines().back(), HasSubstr("%22container%22%5D%2C%22label%22%3A%5B%22owner%3Dme%22")
    );
    const std::string lines = event_line("a") + event_line("b");
    stream->send_chunk(lines.substr(0, 20));
    stream->send_chunk(lines.substr(20));
    EXPECT_EQ(told_.take(), "event of a");
    EXPECT_EQ(told_.take(), "event of b");
}

TEST_F(EventsTest, ComeBackAfterTheStreamBreaks) {
    follow();
    for (int i = 0; i < 3; ++i) {
        const PeerPtr stream = streams_.take();
        EXPECT_EQ(told_.take(), "connected");
        stream->send_chunk(event_line("a"));
        EXPECT_EQ(told_.take(), "event of a");
        stream->close();
        EXPECT_THAT(told_.take(), StartsWith("lost: "));
    }
}

TEST_F(EventsTest, ComeBackFromARestartedDaemonOfAnotherVersion) {
    follow();
    streams_.take();
    EXPECT_EQ(told_.take(), "connected");
    daemon_.stop();
    EXPECT_THAT(told_.take(), StartsWith("lost: "));
    daemon_.answer("GET /version", 200, R"({"Version":"28.1","ApiVersion":"1.50"})");
    daemon_.on("GET /v1.43/events", [this](const ScriptedRequest&, const PeerPtr& peer) {
        peer->send(ScriptedDaemon::chunked_head());
        streams_.put(peer);
    });
    daemon_.start();
    streams_.take();
    EXPECT_EQ(told_.take(), "connected");
}

TEST_F(EventsTest, AnOrderlyEndIsALossAsWell) {
    follow();
    streams_.take()->send("0\r\n\r\n");
    EXPECT_EQ(told_.take(), "connected");
    EXPECT_EQ(told_.take(), "lost: the container runtime ended its events");
    streams_.take();
    EXPECT_EQ(told_.take(), "connected");
}

TEST_F(EventsTest, NonsenseBreaksTheStream) {
    follow();
    streams_.take()->send_chunk("<html>\n");
    EXPECT_EQ(told_.take(), "connected");
    EXPECT_EQ(told_.take(), "lost: the container runtime's events cannot be read");
    streams_.take()->send_chunk(std::string((1U << 20U) + 1, 'x'));
    EXPECT_EQ(told_.take(), "connected");
    EXPECT_THAT(told_.take(), HasSubstr("line without end"));
}

TEST_F(EventsTest, ARefusedStreamIsTriedAgainWithoutAWord) {
    daemon_.answer("GET /v1.41/events", 500, R"({"message":"not yet"})");
    follow();
    ASSERT_TRUE(daemon_.wait_for("GET /v1.41/events", 3));
    daemon_.on("GET /v1.41/events", [](const ScriptedRequest&, const PeerPtr& peer) {
        peer->send(ScriptedDaemon::chunked_head());
    });
    EXPECT_EQ(told_.take(), "connected") << "the first that is said";
}

TEST_F(EventsTest, NothingFollowsOnceTheHandleIsDropped) {
    follow();
    const PeerPtr stream = streams_.take();
    EXPECT_EQ(told_.take(), "connected");
    loop_.run_and_wait([this] { watch_.reset(); });
    stream->send_chunk(event_line("a"));
    stream->close();
    daemon_.answer("POST /v1.41/containers/c1/start", 204, "");
    EXPECT_TRUE(start("c1"));
    EXPECT_EQ(told_.size(), 0U);
}

TEST_F(EventsTest, TheHandleMayBeDroppedFromWithin) {
    ContainerRuntime::Watcher watcher;
    watcher.on_event = [this](const RuntimeEvent& event) {
        told_.put(event.container_id);
        watch_.reset();
    };
    loop_.run_and_wait([&] { watch_ = runtime_->watch("owner", std::move(watcher)); });
    streams_.take()->send_chunk(event_line("a") + event_line("b"));
    EXPECT_EQ(told_.take(), "a");
    EXPECT_EQ(inspect("nobody").error().kind, ErrorKind::NotFound);
    EXPECT_EQ(told_.size(), 0U);
}

}  // namespace
}  // namespace gantry::runtime
