// Connections to containers' ports, against a scripted daemon and a real listener.

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <string>

#include "base/thread_loop.h"
#include "drivers/runtime/docker/docker_runtime.h"
#include "drivers/runtime/docker/scripted_daemon.h"

namespace gantry::runtime {
namespace {

using test::ScriptedDaemon;

constexpr const char* kItsAddress = "127.0.0.2";
constexpr std::chrono::seconds kConnectPatience{20};
constexpr std::size_t kLeastWritten = 100;

/// A program that listens at its container's address alone, for one connection.
class OneListener {
  public:
    OneListener() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in at{};
        at.sin_family = AF_INET;
        inet_pton(AF_INET, kItsAddress, &at.sin_addr);
        socklen_t size = sizeof at;
        EXPECT_EQ(::bind(socket_, reinterpret_cast<sockaddr*>(&at), sizeof at), 0);
        EXPECT_EQ(::listen(socket_, 1), 0);
        const timeval patience{.tv_sec = kConnectPatience.count(), .tv_usec = 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        EXPECT_EQ(::getsockname(socket_, reinterpret_cast<sockaddr*>(&at), &size), 0);
        port_ = ntohs(at.sin_port);
    }
    ~OneListener() { ::close(socket_); }
    OneListener(const OneListener&) = delete;
    OneListener& operator=(const OneListener&) = delete;

    [[nodiscard]] std::uint16_t port() const { return port_; }
    /// All that comes until the other side has sent everything.
    [[nodiscard]] std::string read_all() const {
        const int connection = ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
        std::string all;
        char piece[4096];
        for (ssize_t n = 1; n > 0;) {
            n = ::read(connection, piece, sizeof piece);
            if (n > 0) all.append(piece, static_cast<std::size_t>(n));
        }
        ::close(connection);
        return all;
    }

  private:
    int socket_;
    std::uint16_t port_ = 0;
};

/// Its first address, loopback in its namespace (here: ours), refuses.
TEST(DockerConnectTest, WhatIsWrittenBeforeAnAddressAnswersIsNotLost) {
    const OneListener listener;
    ScriptedDaemon daemon;
    daemon.answer(
        "GET /v1.41/containers/c1/json",
        200,
        R"({"Id":"c1","Name":"/c1","State":{"Status":"running","Running":true,"Pid":)" +
            std::to_string(::getpid()) +
            R"(},"NetworkSettings":{"Networks":{"bridge":{"IPAddress":")" + kItsAddress + R"("}}}})"
    );
    const auto client = net::make_http_client();
    ThreadLoop loop("test");
    std::unique_ptr<DockerRuntime> runtime;
    std::shared_ptr<ContainerStream> stream;
    std::string written;  // on the loop, as what follows
    std::size_t taken = 0;
    bool open = false;
    std::promise<Result<std::int32_t>> ended;
    std::function<void()> write = [&] {
        stream->write("x");
        written += "x";
        if (!open || written.size() < kLeastWritten) return loop.post(write);
        stream->end_input();
    };
    loop.run_and_wait([&] {
        runtime = std::make_unique<DockerRuntime>(loop, *client, daemon.endpoint());
        stream = runtime->connect(
            "c1",
            listener.port(),
            {.on_open = [&] { open = true; },
             .on_output = [](bool, const std::string&) { return true; },
             .on_taken = [&](std::size_t bytes) { taken += bytes; },
             .on_end = [&](const Result<std::int32_t>& how) { ended.set_value(how); }}
        );
        write();
    });
    auto got = std::async(std::launch::async, [&] { return listener.read_all(); });
    auto end = ended.get_future();
    ASSERT_EQ(end.wait_for(kConnectPatience), std::future_status::ready);
    EXPECT_EQ(end.get(), Result<std::int32_t>(0));
    const std::string all = got.get();
    loop.run_and_wait([&] {
        EXPECT_EQ(all.size(), written.size());
        EXPECT_EQ(taken, written.size());
        stream.reset();
        runtime.reset();
    });
}

}  // namespace
}  // namespace gantry::runtime
