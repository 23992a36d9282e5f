#include "drivers/runtime/docker/docker_logs.h"

#include <gtest/gtest.h>

#include "base/thread_loop.h"
#include "drivers/runtime/docker/docker_runtime.h"
#include "drivers/runtime/docker/scripted_daemon.h"
#include "drivers/runtime/docker/test_inbox.h"

namespace gantry::runtime {
namespace {

constexpr std::string_view kTime = "2026-11-26T12:34:56.000000789Z ";
constexpr std::int64_t kTimeNs = 1'795'696'496'000'000'789;

std::string log_frame(char stream, std::string_view text) {
    std::string out{stream, 0, 0, 0, 0, 0, 0, 0};
    out[6] = static_cast<char>(text.size() >> 8U);
    out[7] = static_cast<char>(text.size() & 255U);
    return out.append(text);
}

std::string timed(std::string_view text) {
    return std::string(kTime).append(text);
}

/// What is read of an answer that comes in chunks of `step` bytes.
std::vector<LogPiece> read(std::string_view answer, bool tty, std::size_t step) {
    LogDecoder decoder(tty);
    std::vector<LogPiece> pieces;
    for (std::size_t at = 0; at < answer.size(); at += step) {
        EXPECT_TRUE(decoder.feed(answer.substr(at, step), pieces));
    }
    return pieces;
}

TEST(DockerLogs, FramesAreReadHoweverTheyCome) {
    const std::string answer = log_frame(1, timed("out\n")) + log_frame(2, timed("error\r\n")) +
                               log_frame(1, timed("\n")) + log_frame(1, timed("a part")) +
                               log_frame(1, timed("and its end\n"));
    for (const std::size_t step : {1U, 7U, 4096U}) {
        const auto pieces = read(answer, false, step);
        ASSERT_EQ(pieces.size(), 5U) << step;
        EXPECT_EQ(pieces[0].text, "out");
        EXPECT_EQ(pieces[0].time_ns, kTimeNs);
        EXPECT_EQ(pieces[1].text, "error");
        EXPECT_EQ(pieces[2].text, "");
        EXPECT_TRUE(pieces[2].ends_line);
        EXPECT_FALSE(pieces[3].ends_line);
        EXPECT_EQ(pieces[4].text, "and its end");
    }
}

TEST(DockerLogs, WithATerminalLinesAreReadHoweverTheyCome) {
    const std::string part(16U << 10U, 'x');
    const std::string answer =
        timed("short\r\n") + timed(part) + timed("end\n") + timed(part) + timed(part + "\n");
    for (const std::size_t step : {1U, 1000U, 1U << 20U}) {
        const auto pieces = read(answer, true, step);
        ASSERT_EQ(pieces.size(), 5U) << step;
        EXPECT_EQ(pieces[0].text, "short");
        EXPECT_EQ(pieces[1].text, part);
        EXPECT_FALSE(pieces[1].ends_line);
        EXPECT_EQ(pieces[2].text, "end");
        EXPECT_TRUE(pieces[4].ends_line);
    }
}

TEST(DockerLogs, OtherAnswersAreRefused) {
    std::vector<LogPiece> pieces;
    EXPECT_FALSE(LogDecoder(false).feed("no frames at all", pieces));
    EXPECT_FALSE(LogDecoder(false).feed(log_frame(1, "without a time, but long enough\n"), pieces));
    EXPECT_FALSE(LogDecoder(true).feed("without a time\n", pieces));
    EXPECT_TRUE(pieces.empty());
}

TEST(DockerLogs, ThePathSaysFromWhen) {
    EXPECT_EQ(logs_path("c", {}), "/containers/c/logs?stdout=true&stderr=true&timestamps=true");
    EXPECT_EQ(
        logs_path("c", {.since_ns = kTimeNs, .follow = true}),
        "/containers/c/logs?stdout=true&stderr=true&timestamps=true&follow=true"
        "&since=1795696496.000000789"
    );
}

// ---- Over a connection -----------------------------------------------------------------------

using test::Inbox;
using test::ScriptedDaemon;

class DockerLogsTest : public ::testing::Test {
  protected:
    DockerLogsTest() {
        loop_.run_and_wait([this] {
            runtime_ = std::make_unique<DockerRuntime>(loop_, *client_, daemon_.endpoint());
        });
    }
    ~DockerLogsTest() override {
        loop_.run_and_wait([this] {
            stream_.reset();
            runtime_.reset();
        });
    }

    /// @param go_on what the reader says to each lot of pieces
    void read(std::function<bool()> go_on) {
        ContainerRuntime::LogReader reader;
        reader.on_pieces = [this, go_on = std::move(go_on)](const std::vector<LogPiece>& pieces) {
            for (const LogPiece& piece : pieces) lines_.put(piece.text);
            return go_on();
        };
        reader.on_end = [this](const Result<void>& how) {
            lines_.put(how ? "the end" : how.error().message);
        };
        loop_.run_and_wait([&] { stream_ = runtime_->read_logs("c", {.follow = true}, reader); });
    }
    void answer(std::function<void(ScriptedDaemon::PeerPtr)> say) {
        daemon_.on(
            "GET /v1.41/containers/c/logs",
            [say = std::move(say
             )](const test::ScriptedRequest&, const ScriptedDaemon::PeerPtr& peer) {
                peer->send(ScriptedDaemon::chunked_head());
                say(peer);
            }
        );
    }

    ThreadLoop loop_{"test"};
    std::unique_ptr<net::HttpClient> client_ = net::make_http_client();
    ScriptedDaemon daemon_;
    std::unique_ptr<DockerRuntime> runtime_;
    std::shared_ptr<LogStream> stream_;
    Inbox<std::string> lines_;
};

TEST_F(DockerLogsTest, AreReadToTheEnd) {
    answer([](const ScriptedDaemon::PeerPtr& peer) {
        peer->send_chunk(log_frame(1, timed("one\n")) + log_frame(2, timed("two\n")).substr(0, 20));
        peer->send_chunk(log_frame(2, timed("two\n")).substr(20));
        peer->send("0\r\n\r\n");
    });
    read([] { return true; });
    EXPECT_EQ(lines_.take(), "one");
    EXPECT_EQ(lines_.take(), "two");
    EXPECT_EQ(lines_.take(), "the end");
}

TEST_F(DockerLogsTest, AReaderThatIsBehindIsWaitedFor) {
    constexpr int kLines = 4'000;
    const std::string line(4'000, 'x');
    answer([&](const ScriptedDaemon::PeerPtr& peer) {
        for (int i = 0; i < kLines; ++i) peer->send_chunk(log_frame(1, timed(line + "\n")));
        peer->send("0\r\n\r\n");
    });
    read([] { return false; });
    int had = 0;
    for (; had < kLines; ++had) {
        auto next = lines_.take_within(std::chrono::milliseconds(had == 0 ? 5'000 : 100));
        if (!next) break;
        EXPECT_EQ(*next, line);
    }
    EXPECT_GT(had, 0);
    EXPECT_LT(had, 400) << "a window's worth, and what one reading brings";
    while (had < kLines) {
        loop_.run_and_wait([this] { stream_->resume(); });
        while (auto next = lines_.take_within(std::chrono::milliseconds(5))) {
            EXPECT_EQ(*next, line);
            ++had;
        }
    }
    loop_.run_and_wait([this] { stream_->resume(); });
    EXPECT_EQ(lines_.take(), "the end");
}

TEST_F(DockerLogsTest, RefusalsAreTheDaemonsWords) {
    daemon_.answer("GET /v1.41/containers/c/logs", 404, R"({"message":"No such container: c"})");
    read([] { return true; });
    EXPECT_EQ(lines_.take(), "No such container: c");
    answer([](const ScriptedDaemon::PeerPtr& peer) { peer->send_chunk("<html>no frames</html>"); });
    read([] { return true; });
    EXPECT_EQ(lines_.take(), "the container's output cannot be read");
}

}  // namespace
}  // namespace gantry::runtime
