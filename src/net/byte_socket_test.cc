// Connections of bytes: made of a request, or of nothing; their bounds and their ends.

#include <gtest/gtest.h>
#include <pthread.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "net/test_peer.h"

namespace gantry::net::test {
namespace {

class ByteSocketTest : public testing::Test {
  protected:
    void TearDown() override {
        drop();
        join_peers();
    }

    void serve(std::function<void(RawSocket&)> script) {
        peers_.emplace_back([this, script = std::move(script)] {
            RawSocket socket = listener_.accept();
            script(socket);
        });
    }
    ByteSocket::Callbacks callbacks(std::shared_ptr<StreamWindow> window = nullptr) {
        return {
            .on_bytes = [this](const std::string& bytes) { change([&] { got_ += bytes; }); },
            .on_written = [this](std::size_t bytes) { change([&] { written_ += bytes; }); },
            .on_end = [this](const Result<void>& how) { change([&] { end_ = how; }); },
            .window = std::move(window),
        };
    }
    HttpClient::BytesOpened opened() {
        return
            [this](const Result<std::shared_ptr<ByteSocket>>& socket, const HttpResponse& refusal) {
                change([&] {
                    opened_ = true;
                    status_ = refusal.status;
                    if (socket) socket_ = *socket;
                    if (!socket) why_ = socket.error().message;
                });
            };
    }
    void upgrade(std::shared_ptr<StreamWindow> window = nullptr) {
        client_->upgrade(
            listener_.endpoint(),
            {.method = "POST", .target = "/start", .body = "{}"},
            Duration{15'000},
            callbacks(std::move(window)),
            opened()
        );
        ASSERT_TRUE(wait([this] { return opened_; }));
    }
    void join_peers() {
        for (std::thread& peer : peers_) peer.join();
        peers_.clear();
    }
    template <class Change>
    void change(const Change& what) {
        const std::lock_guard lock(mutex_);
        what();
        changed_.notify_all();
    }
    template <class Condition>
    bool wait(const Condition& condition) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, kPatience, condition);
    }
    void drop() {
        std::shared_ptr<ByteSocket> socket;
        change([&] { socket = std::move(socket_); });
    }

    static constexpr std::string_view kSwitched =
        "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n";

    RawListener listener_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool opened_ = false;
    int status_ = -1;
    std::string why_;
    std::shared_ptr<ByteSocket> socket_;
    std::string got_;
    std::size_t written_ = 0;
    std::optional<Result<void>> end_;
    std::unique_ptr<HttpClient> client_ = make_http_client();

  private:
    std::vector<std::thread> peers_;
};

TEST_F(ByteSocketTest, ARequestBecomesAConnectionOfBytes) {
    serve([](RawSocket& socket) {
        const std::string head = socket.read_until("\r\n\r\n");
        EXPECT_NE(head.find("Upgrade: tcp"), std::string::npos) << head;
        socket.read_bytes(2);
        socket.send(std::string(kSwitched) + "early");
        EXPECT_EQ(socket.read_bytes(5), "input");
        EXPECT_TRUE(socket.read_bytes(1).empty()) << "the end of the input";
        socket.send("late");
    });
    upgrade();
    ASSERT_TRUE(socket_);
    socket_->send("in");
    socket_->send("put");
    socket_->end_output();
    EXPECT_TRUE(wait([this] { return end_.has_value(); }));
    EXPECT_TRUE(*end_);
    EXPECT_EQ(got_, "earlylate");
    EXPECT_EQ(written_, 5U);
}

TEST_F(ByteSocketTest, ARefusalIsGivenAsItIs) {
    serve([](RawSocket& socket) {
        socket.read_until("\r\n\r\n");
        socket.read_bytes(2);
        socket.send("HTTP/1.1 409 Conflict\r\nContent-Length: 2\r\n\r\nno");
    });
    upgrade();
    EXPECT_FALSE(socket_);
    EXPECT_EQ(status_, 409);
}

TEST_F(ByteSocketTest, NobodyThereIsAnErrorWithoutAnAnswer) {
    Endpoint nowhere = listener_.endpoint();
    nowhere.port = 1;
    client_->connect(nowhere, Duration{5'000}, callbacks(), opened());
    ASSERT_TRUE(wait([this] { return opened_; }));
    EXPECT_FALSE(socket_);
    EXPECT_EQ(status_, 0);
}

TEST_F(ByteSocketTest, ItConnectsAndSaysNothing) {
    serve([](RawSocket& socket) {
        EXPECT_EQ(socket.read_bytes(4), "ping");
        socket.send("pong");
    });
    client_->connect(listener_.endpoint(), Duration{15'000}, callbacks(), opened());
    ASSERT_TRUE(wait([this] { return opened_; }));
    ASSERT_TRUE(socket_);
    socket_->send("ping");
    EXPECT_TRUE(wait([this] { return end_.has_value(); }));
    EXPECT_EQ(got_, "pong");
}

TEST_F(ByteSocketTest, WhoIsBehindIsNotSentMore) {
    constexpr std::size_t kBytes = 8U << 20U;
    serve([](RawSocket& socket) {
        socket.read_until("\r\n\r\n");
        socket.read_bytes(2);
        socket.send(kSwitched);
        socket.send(std::string(kBytes, 'x'));
    });
    const auto window = std::make_shared<StreamWindow>(64U << 10U);
    upgrade(window);
    ASSERT_TRUE(wait([this] { return got_.size() >= (64U << 10U); }));
    std::size_t all = 0;
    while (all < kBytes) {
        std::size_t bytes = 0;
        change([&] { bytes = std::exchange(got_, {}).size(); });
        EXPECT_LE(bytes, 128U << 10U);
        all += bytes;
        window->give_back(bytes);
        ASSERT_TRUE(wait([&] { return !got_.empty() || all == kBytes; }));
    }
    EXPECT_TRUE(wait([this] { return end_.has_value(); }));
}

TEST_F(ByteSocketTest, WhoDropsItHearsNothingMore) {
    Expected<bool> dropped;
    Expected<bool> sent;
    serve([&](RawSocket& socket) {
        dropped.get();
        socket.send("too late");
        sent.set(true);
        EXPECT_TRUE(socket.closed_by_peer());
    });
    client_->connect(listener_.endpoint(), Duration{15'000}, callbacks(), opened());
    ASSERT_TRUE(wait([this] { return opened_; }));
    drop();
    dropped.set(true);
    sent.get();
    join_peers();
    client_.reset();
    EXPECT_FALSE(end_);
    EXPECT_EQ(got_, "");
}

TEST_F(ByteSocketTest, NoConnectionInTimeIsAnError) {
    std::vector<RawSocket> queue;  // once it is full, a listener's machine says nothing
    for (int i = 0; i < 17; ++i) queue.push_back(RawSocket::connect(listener_.port()));
    client_->connect(listener_.endpoint(), Duration{50}, callbacks(), opened());
    ASSERT_TRUE(wait([this] { return opened_; }));
    EXPECT_FALSE(socket_);
    EXPECT_EQ(status_, 0);
}

TEST_F(ByteSocketTest, WithoutAThreadForAnotherNamespaceThereIsAnError) {
    Endpoint inside = listener_.endpoint();
    inside.network_namespace = "/proc/self/ns/net";
    pthread_attr_t before{};
    ASSERT_EQ(::pthread_getattr_default_np(&before), 0);
    {
        // No thread has room for such a stack.
        pthread_attr_t attributes{};
        ::pthread_attr_init(&attributes);
        ::pthread_attr_setstacksize(&attributes, std::size_t{1} << 52U);
        ASSERT_EQ(::pthread_setattr_default_np(&attributes), 0);
    }
    client_->connect(inside, Duration{200}, callbacks(), opened());
    EXPECT_TRUE(wait([this] { return opened_; }));
    EXPECT_EQ(::pthread_setattr_default_np(&before), 0);
    EXPECT_FALSE(socket_);
    EXPECT_NE(why_.find("no thread"), std::string::npos) << why_;
}

}  // namespace
}  // namespace gantry::net::test
