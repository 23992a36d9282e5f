#include <gtest/gtest.h>

#include <algorithm>

#include "net/request_reader.h"
#include "net/response_reader.h"

namespace gantry::net {
namespace {

using State = RequestReader::State;

/// Feeds `bytes` in pieces of `piece` bytes, as a connection does; the complete requests in order.
std::vector<HttpRequest> read_all(
    RequestReader& reader, std::string_view bytes, std::size_t piece
) {
    std::vector<HttpRequest> requests;
    std::string pending;
    while (!bytes.empty()) {
        const std::size_t n = std::min(piece, bytes.size());
        pending.append(bytes.substr(0, n));
        bytes.remove_prefix(n);
        for (;;) {
            pending.erase(0, reader.feed(pending));
            if (reader.state() == State::HeadRead) reader.read_body();
            if (reader.state() == State::Body) pending.erase(0, reader.feed(pending));
            if (reader.state() != State::Complete) break;
            requests.push_back(reader.take());
            if (pending.empty()) break;
        }
    }
    return requests;
}

constexpr std::string_view kThreeRequests =
    "GET /1 HTTP/1.1\r\nHost: h\r\n\r\n"
    "\r\nPOST /2 HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello"
    "PUT /3 HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
    "4;ext=\"v\"\r\nWiki\r\n0a\r\npedia, all\r\n0\r\nTrailer: x\r\n\r\n";

TEST(RequestReader, ReadsOneRequestAfterTheOtherHoweverTheBytesAreCut) {
    for (const std::size_t piece : {1U, 2U, 3U, 7U, 64U, 4096U}) {
        RequestReader reader{{}};
        const std::vector<HttpRequest> requests = read_all(reader, kThreeRequests, piece);
        ASSERT_EQ(requests.size(), 3U) << piece;
        EXPECT_EQ(requests[0].target, "/1");
        EXPECT_EQ(requests[0].body, "");
        EXPECT_EQ(requests[1].body, "hello");
        EXPECT_EQ(requests[2].body, "Wikipedia, all");
        EXPECT_EQ(requests[2].headers.find("trailer"), nullptr);
    }
}

TEST(RequestReader, LimitsTheHeadAsAWhole) {
    RequestReader whole{{.max_head_bytes = 100}};
    EXPECT_TRUE(read_all(whole, "GET / HTTP/1.1\r\nA: " + std::string(200, 'a'), 200).empty());
    EXPECT_EQ(whole.state(), State::Failed);
    EXPECT_EQ(whole.failure().status, 431);

    RequestReader dripped{{.max_head_bytes = 100}};
    std::string head = "GET / HTTP/1.1\r\nHost: h\r\n";
    while (head.size() < 200) head += "A: b\r\n";
    EXPECT_TRUE(read_all(dripped, head, 1).empty());
    EXPECT_EQ(dripped.failure().status, 431);
}

TEST(RequestReader, LimitsTheBody) {
    RequestReader announced{{.max_body_bytes = 10}};
    read_all(announced, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\n\r\n", 4096);
    EXPECT_EQ(announced.state(), State::Failed);
    EXPECT_EQ(announced.failure().status, 413);

    RequestReader chunked{{.max_body_bytes = 10}};
    read_all(
        chunked,
        "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n123456\r\n6\r\n",
        4096
    );
    EXPECT_EQ(chunked.failure().status, 413);
}

TEST(BodyReader, RefusesBrokenChunks) {
    const auto status_of = [](std::string_view chunks) {
        BodyReader reader = BodyReader::with_chunks(1000);
        std::string body;
        reader.feed(chunks, body);
        return reader.failed() ? reader.failure().status : 0;
    };
    EXPECT_EQ(status_of("3\r\nabc\r\n0\r\n\r\n"), 0);
    EXPECT_EQ(status_of("\r\nabc"), 400);
    EXPECT_EQ(status_of("x\r\nabc"), 400);
    EXPECT_EQ(status_of("-1\r\n"), 400);
    EXPECT_EQ(status_of("3\nabc"), 400);
    EXPECT_EQ(status_of("3\r\nabcd\r\n"), 400);
    EXPECT_EQ(status_of("3\r\nabc\n"), 400);
    EXPECT_EQ(status_of("ffffffffffffffff\r\n"), 400);
    EXPECT_EQ(status_of("3e8\r\n"), 0);
    EXPECT_EQ(status_of("3e9\r\n"), 413);
    EXPECT_EQ(status_of("1;" + std::string(20'000, 'e')), 400);
    EXPECT_EQ(status_of("0\r\nA: " + std::string(20'000, 'e')), 431);
    EXPECT_EQ(status_of(std::string_view{"0\r\nA: \0\r\n\r\n", 11}), 400);
}

TEST(ResponseReader, SkipsInterimAnswers) {
    ResponseReader reader{{}};
    const std::string_view bytes =
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
        "HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nokrest";
    EXPECT_EQ(reader.feed(bytes), bytes.size() - 4);
    EXPECT_EQ(reader.state(), ResponseReader::State::Complete);
    EXPECT_EQ(reader.response().status, 201);
    EXPECT_EQ(reader.response().body, "ok");
}

TEST(ResponseReader, ABodyWithoutLengthEndsWithTheConnection) {
    ResponseReader reader{{}};
    reader.feed("HTTP/1.1 200 OK\r\n\r\nsome");
    reader.feed(" text");
    EXPECT_EQ(reader.state(), ResponseReader::State::Body);
    EXPECT_FALSE(reader.framing().keep_alive);
    EXPECT_TRUE(reader.finish_at_eof());
    EXPECT_EQ(reader.response().body, "some text");
}

TEST(ResponseReader, AShortBodyIsNotComplete) {
    ResponseReader reader{{}};
    reader.feed("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nsome");
    EXPECT_FALSE(reader.finish_at_eof());
}

TEST(ResponseReader, SomeAnswersHaveNoBody) {
    for (const std::string_view status : {"204", "304"}) {
        ResponseReader reader{{}};
        reader.feed("HTTP/1.1 " + std::string{status} + " x\r\nContent-Length: 10\r\n\r\n");
        EXPECT_EQ(reader.state(), ResponseReader::State::Complete) << status;
    }
    ResponseReader head{{.head_request = true}};
    head.feed("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n");
    EXPECT_EQ(head.state(), ResponseReader::State::Complete);
}

TEST(ResponseReader, LimitsTheBody) {
    ResponseReader reader{{.max_body_bytes = 3}};
    reader.feed("HTTP/1.1 200 OK\r\n\r\nfour");
    EXPECT_EQ(reader.state(), ResponseReader::State::Failed);
}

}  // namespace
}  // namespace gantry::net
