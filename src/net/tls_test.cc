#include "net/tls.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "net/test_peer.h"

namespace gantry::net::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// A server with a certificate that an authority of its own issued.
class TlsTest : public testing::Test {
  protected:
    void SetUp() override {
        authority = make("authority");
        authority_file = dir.path("authority.pem");
        std::ofstream{authority_file} << authority.certificate;
    }
    static CertificateAndKey make(const std::string& name) {
        auto made = make_authority(name, 1);
        EXPECT_TRUE(made) << made.error().message;
        return std::move(made).value();
    }
    [[nodiscard]] CertificateAndKey issue(const std::vector<std::string>& names) const {
        auto made = issue_certificate(authority, names, 1);
        EXPECT_TRUE(made) << made.error().message;
        return std::move(made).value();
    }
    void start(const std::vector<std::string>& names) {
        options.tls = issue(names);
        handler.request = echo;
        auto started = start_http_server(options, handler);
        ASSERT_TRUE(started) << started.error().message;
        server = std::move(*started);
    }
    [[nodiscard]] std::unique_ptr<HttpClient> trusting_client() const {
        return make_http_client({.tls_ca_file = authority_file});
    }
    Result<HttpResponse> get(HttpClient& client, const std::string& host, std::string body = "") {
        return fetch(
            client,
            {.host = host, .port = server->port(), .tls = true},
            {.method = "POST", .target = "/x", .body = std::move(body)}
        );
    }

    TempDir dir;
    CertificateAndKey authority;
    std::string authority_file;
    TestHandler handler;
    HttpServerOptions options;
    std::unique_ptr<HttpServer> server;
};

TEST_F(TlsTest, CarriesRequestsToAServerTheClientTrusts) {
    start({"localhost", "127.0.0.1"});
    const auto client = trusting_client();
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
    EXPECT_NE(answer.error().message.find("unable to get local issuer"), std::string::npos)
        << answer.error().message;
}

TEST_F(TlsTest, DoesNotTrustACertificateForAnotherName) {
    start({"elsewhere.example"});
    const auto client = trusting_client();
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
    const auto client = trusting_client();
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

TEST_F(TlsTest, APlainRequestIsToldToUseHttps) {
    start({"localhost"});
    RawSocket plain = RawSocket::connect(server->port());
    // More than is read with the first look: what is left unread must not take the answer away.
    plain.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n");
    plain.send(std::string(100'000, 'x'));
    const HttpResponse answer = plain.read_response(false);
    EXPECT_EQ(answer.status, 400);
    EXPECT_THAT(answer.body, HasSubstr("This port speaks HTTPS: use https://"));
    EXPECT_EQ(*answer.headers.find("Connection"), "close");
    EXPECT_TRUE(plain.closed_by_peer());
}

TEST_F(TlsTest, WhatIsNeitherTlsNorHttpIsHungUpOn) {
    start({"localhost"});
    RawSocket noise = RawSocket::connect(server->port());
    noise.send("\x16\x03\x01\xff\xff nonsense, and long enough to be a record");
    EXPECT_EQ(noise.read_until("HTTP/1.1").find("HTTP/1.1"), std::string::npos);
}

TEST_F(TlsTest, ANewCertificateIsShownToWhoComesLater) {
    start({"localhost"});
    const auto early = trusting_client();
    ASSERT_TRUE(get(*early, "localhost"));
    ASSERT_TRUE(server->renew_tls(issue({"127.0.0.1"})));
    EXPECT_TRUE(get(*early, "localhost")) << "its connection goes on";
    const auto late = trusting_client();
    EXPECT_TRUE(get(*late, "127.0.0.1"));
    EXPECT_FALSE(get(*late, "localhost"));
    EXPECT_FALSE(server->renew_tls({"no certificate", "no key"}));
    EXPECT_FALSE(server->renew_tls({issue({"a"}).certificate, issue({"a"}).key}))
        << "a key of another certificate";
    EXPECT_TRUE(get(*trusting_client(), "127.0.0.1")) << "the one before stays";
}

TEST_F(TlsTest, ASingleCertificateMayBeTrustedUnderAnyNameThatItHas) {
    start({"gantry.example"});
    const std::string file = dir.path("server.pem");
    std::ofstream{file} << options.tls->certificate;
    EXPECT_FALSE(get(*make_http_client({.tls_ca_file = file}), "127.0.0.1"));
    const auto client =
        make_http_client({.tls_ca_file = file, .tls_server_name = "gantry.example"});
    EXPECT_TRUE(get(*client, "127.0.0.1"));
}

TEST_F(TlsTest, WhoAsksWhoItIsTrustsAnybody) {
    start({"elsewhere.example"});
    EXPECT_TRUE(get(*make_http_client({.tls_trusts_anybody = true}), "127.0.0.1"));
}

TEST_F(TlsTest, CertificatesCanBeRead) {
    const auto facts =
        read_certificate(issue({"localhost", "*.localhost", "127.0.0.1", "::1"}).certificate);
    ASSERT_TRUE(facts) << facts.error().message;
    EXPECT_THAT(facts->names, ElementsAre("localhost", "*.localhost", "127.0.0.1", "::1"));
    EXPECT_EQ(facts->fingerprint.size(), 32 * 3 - 1);
    EXPECT_EQ(read_certificate("nothing").error().kind, ErrorKind::InvalidArgument);
}

TEST_F(TlsTest, NamesMayBeLongerThanASubject) {
    const std::string name = std::string(60, 'a') + "." + std::string(60, 'b') + ".example";
    const auto facts = read_certificate(issue({name}).certificate);
    ASSERT_TRUE(facts);
    EXPECT_THAT(facts->names, ElementsAre(name));
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

TEST_F(TlsTest, WhatIsNoCertificateIsAnError) {
    options.tls = CertificateAndKey{"nothing", "nothing"};
    const auto started = start_http_server(options, handler);
    ASSERT_FALSE(started);
    EXPECT_EQ(started.error().kind, ErrorKind::InvalidArgument);

    const auto client = make_http_client({.tls_ca_file = dir.path("absent.pem")});
    const RawListener listener;
    const Endpoint endpoint{.host = "127.0.0.1", .port = listener.port(), .tls = true};
    const auto answer = fetch(*client, endpoint, {.method = "GET"});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, ErrorKind::InvalidArgument);
    EXPECT_THAT(answer.error().message, HasSubstr("absent.pem"));
}

}  // namespace
}  // namespace gantry::net::test
