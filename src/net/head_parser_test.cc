#include "net/head_parser.h"

#include <gtest/gtest.h>

namespace gantry::net {
namespace {

/// The status a request head is refused with; 0 when it is accepted.
int refusal(std::string_view head) {
    HttpRequest request;
    Framing framing;
    const auto failure = parse_request_head(head, request, framing);
    return failure ? failure->status : 0;
}

int refusal_of_field(std::string_view field) {
    return refusal("POST / HTTP/1.1\r\nHost: h\r\n" + std::string{field} + "\r\n\r\n");
}

TEST(HeadParser, ReadsARequest) {
    HttpRequest request;
    Framing framing;
    const std::string_view head =
        "POST /a?b=c HTTP/1.1\r\nHost: h\r\nX-Empty:\r\nX-Padded: \t two words \r\n"
        "Content-Length: 12\r\nConnection: Upgrade, keep-alive\r\nExpect: 100-Continue\r\n\r\n";
    ASSERT_FALSE(parse_request_head(head, request, framing));
    EXPECT_EQ(request.method, "POST");
    EXPECT_EQ(request.target, "/a?b=c");
    EXPECT_EQ(*request.headers.find("x-padded"), "two words");
    EXPECT_EQ(*request.headers.find("X-EMPTY"), "");
    EXPECT_EQ(request.headers.find("x-absent"), nullptr);
    EXPECT_EQ(framing.content_length, 12U);
    EXPECT_TRUE(framing.keep_alive);
    EXPECT_TRUE(framing.connection_upgrade);
    EXPECT_TRUE(framing.expects_continue);
}

TEST(HeadParser, ConnectionSaysWhetherItIsKept) {
    const auto kept = [](std::string_view head) {
        HttpRequest request;
        Framing framing;
        EXPECT_FALSE(parse_request_head(head, request, framing));
        return framing.keep_alive;
    };
    EXPECT_TRUE(kept("GET / HTTP/1.1\r\nHost: h\r\n\r\n"));
    EXPECT_FALSE(kept("GET / HTTP/1.1\r\nHost: h\r\nConnection: foo, Close\r\n\r\n"));
    EXPECT_FALSE(kept("GET / HTTP/1.0\r\n\r\n"));
    EXPECT_TRUE(kept("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n"));
}

TEST(HeadParser, RefusesBrokenFirstLines) {
    EXPECT_EQ(refusal("GET / HTTP/1.1\r\nHost: h\r\n\r\n"), 0);
    EXPECT_EQ(refusal("GET /\r\nHost: h\r\n\r\n"), 400);
    EXPECT_EQ(refusal("GET  / HTTP/1.1\r\nHost: h\r\n\r\n"), 400);
    EXPECT_EQ(refusal("GET /a b HTTP/1.1\r\nHost: h\r\n\r\n"), 400);
    EXPECT_EQ(refusal("G(T / HTTP/1.1\r\nHost: h\r\n\r\n"), 400);
    EXPECT_EQ(refusal("GET / HTTP/1.1\nHost: h\r\n\r\n"), 400);
    EXPECT_EQ(refusal("GET / HTTP/2.0\r\nHost: h\r\n\r\n"), 505);
    EXPECT_EQ(refusal("GET / http/1.1\r\nHost: h\r\n\r\n"), 400);
}

TEST(HeadParser, RefusesBrokenFields) {
    EXPECT_EQ(refusal_of_field("A: b"), 0);
    EXPECT_EQ(refusal_of_field("A : b"), 400);
    EXPECT_EQ(refusal_of_field("A"), 400);
    EXPECT_EQ(refusal_of_field(": b"), 400);
    EXPECT_EQ(refusal_of_field("A: b\r\n folded"), 400);
    EXPECT_EQ(refusal_of_field("A: b\nB: c"), 400);
    EXPECT_EQ(refusal_of_field(std::string_view{"A: b\0c", 6}), 400);
    EXPECT_EQ(refusal_of_field("A: b\rc"), 400);
}

TEST(HeadParser, RefusesWhatTwoReadersCouldReadDifferently) {
    EXPECT_EQ(refusal_of_field("Content-Length: 5\r\nContent-Length: 5"), 0);
    EXPECT_EQ(refusal_of_field("Content-Length: 5\r\nContent-Length: 6"), 400);
    EXPECT_EQ(refusal_of_field("Content-Length: 5, 5"), 400);
    EXPECT_EQ(refusal_of_field("Content-Length: +5"), 400);
    EXPECT_EQ(refusal_of_field("Content-Length: -1"), 400);
    EXPECT_EQ(refusal_of_field("Content-Length: 99999999999999999999999"), 400);
    EXPECT_EQ(refusal_of_field("Content-Length: 5\r\nTransfer-Encoding: chunked"), 400);
    EXPECT_EQ(refusal_of_field("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked"), 400);
    EXPECT_EQ(refusal_of_field("Transfer-Encoding: gzip, chunked"), 501);
    EXPECT_EQ(refusal_of_field("Transfer-Encoding: xchunked"), 501);
    EXPECT_EQ(refusal("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"), 400);
}

TEST(HeadParser, WantsExactlyOneHost) {
    EXPECT_EQ(refusal("GET / HTTP/1.1\r\n\r\n"), 400);
    EXPECT_EQ(refusal("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"), 400);
    EXPECT_EQ(refusal("GET / HTTP/1.0\r\n\r\n"), 0);
}

TEST(HeadParser, CountsFields) {
    std::string fields;
    for (std::size_t i = 0; i < kMaxFields; ++i) fields += "A: b\r\n";
    EXPECT_EQ(refusal("GET / HTTP/1.1\r\n" + fields + "Host: h\r\n\r\n"), 431);
}

TEST(HeadParser, ReadsAResponse) {
    HttpResponse response;
    Framing framing;
    ASSERT_FALSE(parse_response_head("HTTP/1.1 404 Not Found\r\nA: b\r\n\r\n", response, framing));
    EXPECT_EQ(response.status, 404);
    ASSERT_FALSE(parse_response_head("HTTP/1.0 200\r\n\r\n", response, framing));
    EXPECT_EQ(response.status, 200);
    EXPECT_FALSE(framing.keep_alive);
    EXPECT_TRUE(parse_response_head("HTTP/1.1 20 OK\r\n\r\n", response, framing));
    EXPECT_TRUE(parse_response_head("HTTP/1.1 2000 OK\r\n\r\n", response, framing));
    EXPECT_TRUE(parse_response_head("HTTP/1.1 099 OK\r\n\r\n", response, framing));
    EXPECT_TRUE(parse_response_head("ICY 200 OK\r\n\r\n", response, framing));
}

TEST(HeadParser, FindsTheEndOfAHeadThatComesInPieces) {
    const std::string_view head = "GET / HTTP/1.1\r\nA: b\r\n\r\nrest";
    std::size_t searched = 0;
    for (std::size_t n = 0; n < head.size() - 4; ++n) {
        ASSERT_EQ(find_head_end(head.substr(0, n), searched), std::string_view::npos) << n;
    }
    EXPECT_EQ(find_head_end(head, searched), head.size() - 4);
}

}  // namespace
}  // namespace gantry::net
