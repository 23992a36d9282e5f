#include "agent/http_control_link.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <mutex>

#include "base/thread_loop.h"

namespace gantry::agent {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* kSecret = "secret";
constexpr std::chrono::seconds kPatience{15};

/// A control plane that checks signatures and says what it heard.
class Server final : public net::HttpHandler {
  public:
    void on_request(net::HttpRequest request, net::Respond respond) override {
        net::HttpResponse response;
        const auto* target = request.headers.find("X-Amz-Target");
        if (auto why = refusal(request); !why.empty()) {
            response.status = 400;
            response.body = why;
        } else if (target != nullptr && target->ends_with(".Fail")) {
            response.status = 400;
            response.body = R"({"__type":"InvalidParameterException","message":"no such task"})";
        } else {
            response.body = (target == nullptr ? "" : *target) + " " + request.body;
        }
        respond(std::move(response));
    }

    void on_upgrade(net::HttpRequest request, Accept accept, net::Respond refuse) override {
        const std::string why = refusal(request);
        if (!why.empty() || request.target.find("refuse=1") != std::string::npos) {
            net::HttpResponse response;
            response.status = 400;
            response.body = why.empty() ? R"({"InactiveInstanceException":"gone"})" : why;
            return refuse(std::move(response));
        }
        accept([this, target = request.target](std::shared_ptr<net::WebSocket> socket) {
            net::WebSocket::Callbacks callbacks;
            callbacks.on_text = [weak = std::weak_ptr(socket), target](const std::string& text) {
                if (const auto open = weak.lock()) open->send(target + " heard " + text);
            };
            callbacks.on_close = [this](int code, const std::string&) {
                std::call_once(told_, [&] { closed.set_value(code); });
            };
            socket->set_callbacks(std::move(callbacks));
            const std::lock_guard lock(mutex_);
            sockets_.push_back(std::move(socket));
        });
    }

    std::promise<int> closed;  ///< the close code of the first stream that ended

  private:
    static std::string refusal(const net::HttpRequest& request) {
        const auto verified = wire::verify_signature(
            {request.method, request.target, request.headers.all(), request.body},
            {"us-east-1", "ecs"},
            [](std::string_view id, std::string_view) -> std::optional<wire::SigningKey> {
                if (id != "AKID") return std::nullopt;
                return wire::SigningKey{kSecret, {}};
            },
            std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now())
        );
        return verified ? "" : verified.error().code + ": " + verified.error().message;
    }

    std::once_flag told_;
    std::mutex mutex_;
    std::vector<std::shared_ptr<net::WebSocket>> sockets_;
};

class HttpControlLinkTest : public testing::Test {
  protected:
    void SetUp() override {
        auto started = net::start_http_server({}, handler);
        ASSERT_TRUE(started) << started.error().message;
        server = std::move(*started);
        port = server->port();
        use(kSecret);
    }
    void TearDown() override {
        loop.run_and_wait([&] {
            stream.reset();
            link.reset();
        });
        loop.stop();
    }

    [[nodiscard]] std::string endpoint() const {
        return "http://127.0.0.1:" + std::to_string(port);
    }
    void use(const char* secret) {
        auto made = make_http_control_link(
            loop,
            *client,
            {.endpoint = endpoint(), .region = "us-east-1", .credentials = {"AKID", secret, ""}}
        );
        ASSERT_TRUE(made);
        loop.run_and_wait([&] { link = std::move(*made); });
    }
    Result<std::string> call(const char* operation, const char* body) {
        std::promise<Result<std::string>> promise;
        loop.post([&] {
            link->call(operation, body, [&](Result<std::string> answer) {
                promise.set_value(std::move(answer));
            });
        });
        return promise.get_future().get();
    }
    /// Opens a stream, sends "hello" when it is open, and gives the first thing heard.
    std::string first_words(StreamKind kind, ControlLink::Query query) {
        auto promise = std::make_shared<std::promise<std::string>>();
        auto future = promise->get_future();
        loop.run_and_wait([&] {
            ControlLink::StreamCallbacks callbacks;
            callbacks.on_open = [this] { stream->send(R"({"type":"hello"})"); };
            callbacks.on_text = [promise](std::string text) {
                promise->set_value(std::move(text));
            };
            callbacks.on_close = [promise](int code, const std::string& reason) {
                promise->set_value(std::to_string(code) + " " + reason);
            };
            stream = link->open_stream(kind, endpoint() + "/", query, std::move(callbacks));
        });
        if (future.wait_for(kPatience) != std::future_status::ready) return "nothing";
        return future.get();
    }

    Server handler;
    std::unique_ptr<net::HttpClient> client = net::make_http_client();
    std::unique_ptr<net::HttpServer> server;
    std::uint16_t port = 0;
    ThreadLoop loop{"test"};
    std::unique_ptr<ControlLink> link;
    std::shared_ptr<ControlStream> stream;
};

TEST_F(HttpControlLinkTest, CallsAreSignedAndAnswered) {
    const auto answer = call("SubmitTaskStateChange", R"({"task":"t"})");
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(*answer, R"(AmazonEC2ContainerServiceV20141113.SubmitTaskStateChange {"task":"t"})");
}

TEST_F(HttpControlLinkTest, ErrorsKeepTheirAwsName) {
    const auto answer = call("Fail", "{}");
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, "InvalidParameterException");
    EXPECT_EQ(answer.error().message, "no such task");
}

TEST_F(HttpControlLinkTest, NobodyThereIsUnavailable) {
    server.reset();
    const auto answer = call("Anything", "{}");
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, ErrorKind::Unavailable);
    EXPECT_THAT(first_words(StreamKind::Control, {}), StartsWith("1006 "));
}

TEST_F(HttpControlLinkTest, ControlFramesGoBare) {
    EXPECT_EQ(
        first_words(StreamKind::Control, {{"clusterArn", "a b/c"}, {"dockerVersion", "D: 1"}}),
        R"(/ws?clusterArn=a%20b%2Fc&dockerVersion=D%3A%201 heard {"type":"hello"})"
    );
}

TEST_F(HttpControlLinkTest, TelemetryFramesCarryTheirOwnSignature) {
    const std::string words = first_words(StreamKind::Telemetry, {{"cluster", "c"}});
    ASSERT_THAT(words, StartsWith("/ws?cluster=c heard "));
    const std::string frame = words.substr(std::string("/ws?cluster=c heard ").size());
    const std::size_t blank = frame.find("\r\n\r\n");
    ASSERT_NE(blank, std::string::npos) << frame;
    const std::string body = frame.substr(blank + 4);
    EXPECT_EQ(body, R"({"type":"hello"})");
    std::vector<wire::HeaderField> headers;
    for (std::size_t at = 0; at < blank;) {
        const std::size_t end = frame.find("\r\n", at);
        const std::string line = frame.substr(at, end - at);
        const std::size_t colon = line.find(": ");
        headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
        at = end + 2;
    }
    const auto verified = wire::verify_signature(
        {"GET", "/ws?cluster=c", headers, body},
        {"us-east-1", "ecs"},
        [](std::string_view, std::string_view) {
            return std::optional(wire::SigningKey{kSecret, {}});
        },
        std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now())
    );
    EXPECT_TRUE(verified) << verified.error().message;
}

TEST_F(HttpControlLinkTest, ARefusalBringsTheServersWords) {
    const std::string words = first_words(StreamKind::Control, {{"refuse", "1"}});
    EXPECT_THAT(words, StartsWith("1006 "));
    EXPECT_THAT(words, HasSubstr("InactiveInstanceException"));
}

TEST_F(HttpControlLinkTest, AWrongKeyIsRefused) {
    use("wrong");
    EXPECT_FALSE(call("Anything", "{}"));
    EXPECT_THAT(first_words(StreamKind::Control, {}), HasSubstr("Signature"));
}

TEST_F(HttpControlLinkTest, DroppingAStreamClosesItInOrder) {
    first_words(StreamKind::Control, {});
    loop.run_and_wait([&] { stream.reset(); });
    auto closed = handler.closed.get_future();
    ASSERT_EQ(closed.wait_for(kPatience), std::future_status::ready);
    EXPECT_EQ(closed.get(), 1000);
}

TEST_F(HttpControlLinkTest, AnswersForALinkThatIsGoneGoNowhere) {
    for (int i = 0; i < 20; ++i) {
        loop.run_and_wait([&] {
            link->call("Slow", "{}", [](const Result<std::string>&) { FAIL(); });
            link->open_stream(StreamKind::Control, endpoint(), {}, {});
            link.reset();
        });
        use(kSecret);
    }
}

TEST(HttpControlLink, AnEndpointThatIsNoUrlIsRefused) {
    ThreadLoop loop("test");
    const auto client = net::make_http_client();
    EXPECT_FALSE(make_http_control_link(loop, *client, {.endpoint = "nonsense"}));
    loop.stop();
}

}  // namespace
}  // namespace gantry::agent
