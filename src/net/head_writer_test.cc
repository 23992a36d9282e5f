#include "net/head_writer.h"

#include <gtest/gtest.h>

namespace gantry::net {
namespace {

std::string written(const HttpResponse& response, AnswerContext context = {}) {
    context.date = "today";
    std::string out;
    append_response_head(out, response, context);
    return out;
}

TEST(HeadWriter, WritesAResponse) {
    HttpResponse response{.status = 404, .body = "none"};
    response.headers.add("X-A", "b");
    EXPECT_EQ(
        written(response),
        "HTTP/1.1 404 Not Found\r\nDate: today\r\nContent-Length: 4\r\nX-A: b\r\n\r\n"
    );
}

TEST(HeadWriter, KeepsTheFieldsOfTheServerToItself) {
    HttpResponse response;
    response.headers.add("content-length", "7");
    response.headers.add("Transfer-Encoding", "chunked");
    response.headers.add("DATE", "tomorrow");
    response.headers.add("Connection", "keep-alive");
    EXPECT_EQ(
        written(response, {.keep_alive = false}),
        "HTTP/1.1 200 OK\r\nDate: today\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    );
}

TEST(HeadWriter, AFieldCannotBreakItsLine) {
    HttpResponse response;
    response.headers.add("X-A", "b\r\nX-Evil: c");
    EXPECT_NE(written(response).find("X-A: b  X-Evil: c\r\n"), std::string::npos);
}

TEST(HeadWriter, TheAnswerToHeadTellsTheLengthOfTheBodyLeftOut) {
    const HttpResponse with_body{.body = "12345"};
    EXPECT_NE(
        written(with_body, {.head_request = true}).find("Content-Length: 5\r\n"), std::string::npos
    );
    HttpResponse announced;
    announced.headers.add("Content-Length", "77");
    EXPECT_NE(
        written(announced, {.head_request = true}).find("Content-Length: 77\r\n"), std::string::npos
    );
}

TEST(HeadWriter, NoContentHasNoLength) {
    EXPECT_EQ(written({.status = 204}).find("Content-Length"), std::string::npos);
}

TEST(HeadWriter, TellsOldClientsThatTheConnectionIsKept) {
    EXPECT_NE(written({}, {.http11 = false}).find("Connection: keep-alive\r\n"), std::string::npos);
}

TEST(HeadWriter, FormatsTheDate) {
    EXPECT_EQ(HttpDate::format(784111777), "Sun, 06 Nov 1994 08:49:37 GMT");
}

TEST(HeadWriter, WritesARequest) {
    const Endpoint endpoint{.host = "::1", .port = 8080};
    HttpRequest request{.method = "POST", .target = "/a", .body = "xyz"};
    request.headers.add("X-A", "b");
    std::string out;
    ASSERT_TRUE(append_request_head(out, endpoint, request));
    EXPECT_EQ(out, "POST /a HTTP/1.1\r\nHost: [::1]:8080\r\nX-A: b\r\nContent-Length: 3\r\n\r\n");
}

TEST(HeadWriter, RefusesARequestLineThatWouldBreak) {
    std::string out;
    const Result<void> how = append_request_head(
        out, Endpoint{.host = "h"}, {.method = "GET", .target = "/a HTTP/1.1\r\nX: y"}
    );
    ASSERT_FALSE(how);
    EXPECT_EQ(how.error().kind, ErrorKind::InvalidArgument);
}

TEST(ParseEndpoint, ReadsTheFormsInUse) {
    std::string path;
    Result<Endpoint> endpoint = parse_endpoint("http://127.0.0.1:4566/a/b?c", &path);
    ASSERT_TRUE(endpoint);
    EXPECT_EQ(endpoint->host, "127.0.0.1");
    EXPECT_EQ(endpoint->port, 4566);
    EXPECT_EQ(path, "/a/b?c");

    endpoint = parse_endpoint("https://[::1]", &path);
    ASSERT_TRUE(endpoint);
    EXPECT_EQ(endpoint->host, "::1");
    EXPECT_EQ(endpoint->port, 443);
    EXPECT_TRUE(endpoint->tls);
    EXPECT_EQ(path, "");

    endpoint = parse_endpoint("unix:///var/run/docker.sock");
    ASSERT_TRUE(endpoint);
    EXPECT_EQ(endpoint->unix_path, "/var/run/docker.sock");
}

TEST(ParseEndpoint, RefusesTheRest) {
    for (const char* url :
         {"",
          "127.0.0.1:80",
          "ftp://h",
          "http://",
          "http://:80",
          "http://h:0",
          "http://h:x",
          "http://h:70000",
          "http://[::1",
          "http://user@h",
          "unix://relative"}) {
        EXPECT_FALSE(parse_endpoint(url)) << url;
    }
}

}  // namespace
}  // namespace gantry::net
