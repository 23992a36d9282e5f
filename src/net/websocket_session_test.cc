#include "net/websocket_session.h"

#include <gtest/gtest.h>

#include <optional>

#include "base/manual_loop.h"

namespace gantry::net {
namespace {

/// A stream whose other end is the test. What is written is taken at once, or slowly.
class FakeStream final : public Stream {
  public:
    explicit FakeStream(ManualLoop& loop) : loop_(loop) {}

    void read(std::span<char> into, std::shared_ptr<StreamUser> user) override {
        into_ = into;
        reader_ = std::move(user);
    }
    void write(std::span<const std::string_view> pieces, std::shared_ptr<StreamUser> user)
        override {
        std::size_t bytes = 0;
        for (const std::string_view piece : pieces) {
            written.append(piece.substr(0, takes - bytes));
            bytes = std::min(bytes + piece.size(), takes);
        }
        loop_.call_after(every, [user = std::move(user), bytes] { user->on_written({}, bytes); });
    }
    void shutdown_send() override { sending_ended = true; }
    void close() override { closed = true; }

    /// The peer sends.
    void arrive(std::string_view bytes) {
        while (!bytes.empty() && reader_) {
            largest_read = std::max(largest_read, into_.size());
            const std::size_t n = bytes.copy(into_.data(), into_.size());
            bytes.remove_prefix(n);
            std::exchange(reader_, nullptr)->on_read({}, n);
        }
    }
    std::string take_written() { return std::exchange(written, {}); }

    std::string written;
    std::size_t takes = std::string::npos;  ///< of each write
    Duration every{0};                      ///< how long a write lasts
    bool sending_ended = false;
    bool closed = false;
    std::size_t largest_read = 0;

  private:
    ManualLoop& loop_;
    std::span<char> into_;
    std::shared_ptr<StreamUser> reader_;
};

class WebSocketSessionTest : public testing::Test {
  protected:
    WebSocketSessionTest() {
        session->set_callbacks({
            .on_text = [this](std::string text) { texts.push_back(std::move(text)); },
            .on_close = [this](int code, auto&&) { closed_with = code; },
        });
        session->start({});
    }
    ~WebSocketSessionTest() override { session->abort("the test is over"); }

    static std::string frame(FrameType type, std::string_view payload, bool masked) {
        std::string out;
        append_frame(out, type, payload, masked);
        return out;
    }
    void arrive(FrameType type, std::string_view payload) const {
        stream->arrive(frame(type, payload, true));
    }

    ManualLoop loop;
    std::shared_ptr<FakeStream> stream = std::make_shared<FakeStream>(loop);
    std::shared_ptr<WebSocketSession> session =
        std::make_shared<WebSocketSession>(loop, stream, WebSocketSession::Role::Server);
    std::vector<std::string> texts;
    std::optional<int> closed_with;
};

TEST_F(WebSocketSessionTest, ASilentPeerIsPingedAndThenGivenUp) {
    loop.advance(Seconds{59});
    EXPECT_EQ(stream->take_written(), "");
    loop.advance(Seconds{1});
    EXPECT_EQ(stream->take_written(), frame(FrameType::Ping, "", false));
    EXPECT_FALSE(closed_with);
    loop.advance(Seconds{30});
    EXPECT_EQ(closed_with, 1006);
    EXPECT_TRUE(stream->closed);
}

TEST_F(WebSocketSessionTest, APeerThatAnswersPingsStays) {
    for (int i = 0; i < 100; ++i) {
        loop.advance(Seconds{30});
        if (!stream->take_written().empty()) arrive(FrameType::Pong, "");
    }
    EXPECT_FALSE(closed_with);
}

TEST_F(WebSocketSessionTest, APeerThatSpeaksIsNotPinged) {
    for (int i = 0; i < 100; ++i) {
        loop.advance(Seconds{20});
        arrive(FrameType::Text, "here");
    }
    EXPECT_EQ(stream->take_written(), "");
    EXPECT_EQ(texts.size(), 100U);
}

TEST_F(WebSocketSessionTest, APeerThatIgnoresOurCloseIsGivenUp) {
    session->close(1001, "");
    loop.run_until_idle();
    EXPECT_EQ(stream->take_written(), frame(FrameType::Close, close_payload(1001, ""), false));
    arrive(FrameType::Text, "still talking");
    EXPECT_EQ(texts.size(), 1U);
    loop.advance(Seconds{29});
    EXPECT_FALSE(closed_with);
    loop.advance(Seconds{1});
    EXPECT_EQ(closed_with, 1006);
    EXPECT_TRUE(stream->closed);
}

TEST_F(WebSocketSessionTest, APeerThatReadsSlowlyGetsAllThatWasSaidBeforeTheClose) {
    stream->takes = 10'000;
    stream->every = Seconds{20};
    const std::string text(200'000, 'x');
    session->send(FrameType::Text, text);
    session->close(1000, "");
    loop.advance(Seconds{20 * 19});
    EXPECT_FALSE(closed_with);
    loop.advance(Seconds{40});
    EXPECT_EQ(
        stream->take_written(),
        frame(FrameType::Text, text, false) +
            frame(FrameType::Close, close_payload(1000, ""), false)
    );
    arrive(FrameType::Close, close_payload(1000, ""));
    EXPECT_EQ(closed_with, 1000);
}

TEST_F(WebSocketSessionTest, APeerThatNeverHangsUpIsHungUpOn) {
    arrive(FrameType::Close, close_payload(1000, ""));
    EXPECT_EQ(closed_with, 1000);
    loop.run_until_idle();
    EXPECT_EQ(stream->take_written(), frame(FrameType::Close, close_payload(1000, ""), false));
    EXPECT_TRUE(stream->sending_ended);
    EXPECT_FALSE(stream->closed);
    loop.advance(Seconds{30});
    EXPECT_TRUE(stream->closed);
}

TEST_F(WebSocketSessionTest, PingsThatAreNotReadAreNotAnsweredForever) {
    // The loop does not run, so nothing is written.
    const std::string ping(125, 'p');
    for (int i = 0; i < 10'000; ++i) arrive(FrameType::Ping, ping);
    EXPECT_LT(session->unsent_bytes(), 70U << 10U);
}

TEST_F(WebSocketSessionTest, ReadsGrowWithTheTrafficAndShrinkAgain) {
    arrive(FrameType::Text, "small");
    EXPECT_EQ(stream->largest_read, 1U << 10U);
    arrive(FrameType::Text, std::string(1U << 20U, 'x'));
    arrive(FrameType::Text, "small");
    EXPECT_EQ(stream->largest_read, 64U << 10U);
    for (int i = 0; i < 5; ++i) arrive(FrameType::Text, "small");
    stream->largest_read = 0;
    arrive(FrameType::Text, "small");
    EXPECT_EQ(stream->largest_read, 1U << 10U);
    EXPECT_EQ(texts.size(), 9U);
}

TEST_F(WebSocketSessionTest, UnsendableCodesAreReplaced) {
    session->close(1006, "");
    loop.run_until_idle();
    EXPECT_EQ(stream->take_written(), frame(FrameType::Close, close_payload(1011, ""), false));
}

}  // namespace
}  // namespace gantry::net
