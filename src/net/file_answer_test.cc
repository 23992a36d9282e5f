#include <gtest/gtest.h>

#include <fstream>

#include "base/thread_loop.h"
#include "net/piece_pump.h"
#include "net/test_peer.h"

namespace gantry::net::test {
namespace {

class FileAnswerTest : public testing::Test {
  protected:
    FileAnswerTest() {
        for (int i = 0; i < 100'000; ++i) content += std::to_string(i) + ' ';
        std::ofstream(path) << content;
        handler.request = [this](const HttpRequest& request, const Respond& respond) {
            auto answer = file_answer(
                files, dir.path(request.target.substr(1)), request.headers.find("range")
            );
            respond(answer ? std::move(*answer) : HttpResponse{.status = 404});
        };
        server = *start_http_server({}, handler);
    }
    HttpResponse get(const std::string& range, const std::string& name = "file") {
        RawSocket socket = RawSocket::connect(server->port());
        std::string text = "GET /" + name + " HTTP/1.1\r\nHost: h\r\n";
        if (!range.empty()) text += "Range: " + range + "\r\n";
        socket.send(text + "\r\n");
        return socket.read_response();
    }

    TempDir dir;
    std::string path = dir.path("file");
    std::string content;
    ThreadLoop files{"files"};
    TestHandler handler;
    std::unique_ptr<HttpServer> server;
};

TEST_F(FileAnswerTest, IsTheWholeFileWithItsLength) {
    const HttpResponse answer = get("");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, content);
    EXPECT_EQ(*answer.headers.find("content-length"), std::to_string(content.size()));
    EXPECT_EQ(*answer.headers.find("accept-ranges"), "bytes");
}

TEST_F(FileAnswerTest, IsThePartThatIsAskedFor) {
    const std::string size = std::to_string(content.size());
    const auto expect = [&](const std::string& range, std::size_t first, std::size_t bytes) {
        const HttpResponse answer = get("bytes=" + range);
        EXPECT_EQ(answer.status, 206) << range;
        EXPECT_EQ(answer.body, content.substr(first, bytes)) << range;
        EXPECT_EQ(
            *answer.headers.find("content-range"),
            "bytes " + std::to_string(first) + "-" + std::to_string(first + bytes - 1) + "/" + size
        );
    };
    expect("0-0", 0, 1);
    expect("10-19", 10, 10);
    expect("300000-" + size, 300'000, content.size() - 300'000);
    expect("5-", 5, content.size() - 5);
    expect("-7", content.size() - 7, 7);
    expect("-9999999", 0, content.size());
    expect("7-18446744073709551615", 7, content.size() - 7);
    expect("7-99999999999999999999", 7, content.size() - 7);
    expect("-99999999999999999999", 0, content.size());
}

TEST_F(FileAnswerTest, ARangeWithNothingInItIs416) {
    for (const std::string range :
         {"9999999-",
          "9999999-10000000",
          "99999999999999999999-",
          "99999999999999999999-99999999999999999999",
          "-0"}) {
        const HttpResponse answer = get("bytes=" + range);
        EXPECT_EQ(answer.status, 416) << range;
        EXPECT_EQ(
            *answer.headers.find("content-range"), "bytes */" + std::to_string(content.size())
        );
        EXPECT_EQ(answer.body, "");
    }
}

TEST_F(FileAnswerTest, WhatIsNoSingleRangeGetsTheWholeFile) {
    for (const std::string range :
         {"bytes=1-2,4-5",
          "bytes=5-4",
          "bytes=x-",
          "bytes=-",
          "lines=1-2",
          "bytes=1",
          "bytes=+1-2",
          "bytes=1-99999999999999999999x",
          "bytes=99999999999999999999-5"}) {
        const HttpResponse answer = get(range);
        EXPECT_EQ(answer.status, 200) << range;
        EXPECT_EQ(answer.body.size(), content.size()) << range;
    }
}

TEST_F(FileAnswerTest, EmptyAndMissingFilesAndDirectories) {
    std::ofstream(dir.path("empty")).flush();
    EXPECT_EQ(get("", "empty").status, 200);
    EXPECT_EQ(get("", "empty").body, "");
    EXPECT_EQ(get("bytes=0-1", "empty").status, 416);
    EXPECT_EQ(get("", "missing").status, 404);
    EXPECT_EQ(get("", "").status, 404);
}

TEST_F(FileAnswerTest, AFileThatBecomesShorterIsCutShort) {
    RawSocket socket = RawSocket::connect(server->port());
    std::ofstream(dir.path("large")) << std::string(std::size_t{32} << 20, 'x');
    socket.send("GET /large HTTP/1.1\r\nHost: h\r\n\r\n");
    socket.read_until("\r\n\r\n");
    ASSERT_EQ(::truncate(dir.path("large").c_str(), 1'000), 0);
    EXPECT_LT(socket.read_bytes(std::size_t{32} << 20).size(), std::size_t{32} << 20);
}

}  // namespace
}  // namespace gantry::net::test
