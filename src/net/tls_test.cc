#include "net/tls.h"

#include <gtest/gtest.h>

#include <fstream>

#include "net/test_peer.h"

namespace gantry::net::test {
namespace {

/// A server with a certificate of its own making.
class TlsTest : public testing::Test {
  protected:
    void start(const std::vector<std::string>& names) {
        const auto made = make_self_signed_certificate(names, 1);
        ASSERT_TRUE(made) << made.error().message;
        options.tls_certificate_file = dir.path("certificate.pem");
        options.tls_key_file = dir.path("key.pem");
        std::ofstream{options.tls_certificate_file} << made->certificate;
        std::ofstream{options.tls_key_file} << made->key;
        handler.request = echo;
        auto started = start_http_server(options, handler);
        ASSERT_TRUE(started) << started.error().message;
        server = std::move(*started);
    }
    Result<HttpResponse> get(HttpClient& client, const std::string& host, std::string body = "") {
        return fetch(
            client,
            {.host = host, .port = server->port(), .tls = true},
            {.method = "POST", .target = "/x", .body = std::move(body)}
        );
    }

    TempDir dir;
    TestHandler handler;
    HttpServerOptions options;
    std::unique_ptr<HttpServer> server;
};

TEST_F(TlsTest, CarriesRequestsToAServerTheClientTrusts) {
    start({"localhost", "127.0.0.1"});
    const auto client = make_http_client({.tls_ca_file = options.tls_certificate_file});
    for (const std::string host : {"localhost", "127.0.0.1", "127.0.0.1"}) {
        const auto answer = get(*client, host);
        ASSERT_TRUE(answer) << host << ": " << answer.error().message;
        EXPECT_EQ(answer->body, "POST /x ");
    }
    const std::string body(1U << 20U, 'x');
    const auto answer = get(*client, "localhost", body);
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(answer->body, "POST /x " + body);
}

TEST_F(TlsTest, DoesNotTrustAStranger) {
    start({"localhost"});
    const auto client = make_http_client();
    const auto answer = get(*client, "localhost");
    ASSERT_FALSE(answer);
    EXPECT_NE(answer.error().message.find("self-signed"), std::string::npos)
        << answer.error().message;
}

TEST_F(TlsTest, DoesNotTrustACertificateForAnotherName) {
    start({"elsewhere.example"});
    const auto client = make_http_client({.tls_ca_file = options.tls_certificate_file});
    EXPECT_FALSE(get(*client, "localhost"));
    EXPECT_FALSE(get(*client, "127.0.0.1"));
}

TEST_F(TlsTest, CarriesWebSockets) {
    Expected<std::string> heard;
    Expected<std::shared_ptr<WebSocket>> accepted;
    handler.upgrade = [&](const HttpRequest&, const HttpHandler::Accept& accept, auto&&) {
        accept([&](const std::shared_ptr<WebSocket>& socket) {
            socket->set_callbacks({.on_text = [&](std::string text) { heard.set(text); }});
            accepted.set(socket);
        });
    };
    start({"localhost"});
    const auto client = make_http_client({.tls_ca_file = options.tls_certificate_file});
    Expected<Result<std::shared_ptr<WebSocket>>> opened;
    client->open_websocket(
        {.host = "localhost", .port = server->port(), .tls = true},
        {.target = "/ws"},
        Duration{15'000},
        {},
        [&](Result<std::shared_ptr<WebSocket>> how) { opened.set(std::move(how)); }
    );
    const auto socket = opened.get();
    ASSERT_TRUE(socket) << socket.error().message;
    const std::string megabyte(1U << 20U, 'm');
    (*socket)->send(megabyte);
    EXPECT_EQ(heard.get(), megabyte);
}

TEST_F(TlsTest, ASilentHandshakeTimesOut) {
    options.header_timeout = Duration{100};
    start({"localhost"});
    RawSocket silent = RawSocket::connect(server->port());
    EXPECT_TRUE(silent.closed_by_peer());
}

TEST_F(TlsTest, APlainRequestIsHungUpOn) {
    start({"localhost"});
    RawSocket plain = RawSocket::connect(server->port());
    plain.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(plain.read_until("HTTP/1.1"), "");
}

TEST_F(TlsTest, AServerThatDoesNotShakeHandsTimesOut) {
    const RawListener listener;
    const auto client = make_http_client();
    const Endpoint endpoint{.host = "127.0.0.1", .port = listener.port(), .tls = true};
    const auto answer = fetch(*client, endpoint, {.method = "GET"}, Duration{100});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().message, "no answer within 100 ms");
    RawSocket peer = listener.accept();
    peer.read_bytes(1U << 20U);  // the client's greeting, up to its end
}

TEST_F(TlsTest, FilesThatAreNoCertificateAreErrors) {
    options.tls_certificate_file = dir.path("absent.pem");
    options.tls_key_file = dir.path("absent.pem");
    const auto started = start_http_server(options, handler);
    ASSERT_FALSE(started);
    EXPECT_EQ(started.error().kind, ErrorKind::InvalidArgument);

    const auto client = make_http_client({.tls_ca_file = dir.path("absent.pem")});
    const Endpoint endpoint{.host = "127.0.0.1", .port = 1, .tls = true};
    const auto answer = fetch(*client, endpoint, {.method = "GET"});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, ErrorKind::InvalidArgument);
}

}  // namespace
}  // namespace gantry::net::test
