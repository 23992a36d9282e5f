// Names as tasks ask for them, through the relay in a VPC's router.

#include <arpa/inet.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include "drivers/network/dns_relay.h"
#include "network/network_world.h"

namespace gantry::network {
namespace {

using std::string_literals::operator""s;

/// @param name "\3www\7example"
std::string question_for(const std::string& name) {
    return "\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00"s + name + "\0\0\1\0\1"s;
}

std::string receive(int socket, Duration patience, sockaddr_in* from = nullptr) {
    pollfd ready{socket, POLLIN, 0};
    if (::poll(&ready, 1, static_cast<int>(patience.count())) != 1) return {};
    std::array<char, 2048> buffer{};
    sockaddr_in peer{};
    socklen_t size = sizeof peer;
    const ssize_t got = ::recvfrom(
        socket, buffer.data(), buffer.size(), 0, reinterpret_cast<sockaddr*>(&peer), &size
    );
    if (from != nullptr) *from = peer;
    return got > 0 ? std::string(buffer.data(), static_cast<std::size_t>(got)) : std::string();
}

std::string ask(const TestTask& task, const std::string& server, const std::string& name) {
    std::string answer;
    run_inside(task.path(), [&] {
        const Descriptor socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
        sockaddr_in at{};
        at.sin_family = AF_INET;
        at.sin_port = htons(53);
        at.sin_addr.s_addr = htonl(parse_address(server)->bits);
        const std::string question = question_for(name);
        ASSERT_EQ(::connect(socket.get(), reinterpret_cast<sockaddr*>(&at), sizeof at), 0);
        ASSERT_GT(::send(socket.get(), question.data(), question.size(), 0), 0);
        answer = receive(socket.get(), Duration{6000});
    });
    return answer;
}

/// The code of an answer, or its last four bytes as an address.
std::string read_answer(const std::string& answer) {
    if (answer.size() < 12) return "nothing";
    if (answer.substr(0, 2) != "\x12\x34") return "another's";
    if (answer[7] == 0) return "code " + std::to_string(answer[3] & 0xf);
    const std::string end = answer.substr(answer.size() - 4);
    Address address;
    for (const char c : end) address.bits = address.bits << 8U | static_cast<unsigned char>(c);
    return to_text(address);
}

/// Says 192.0.2.77 to everybody.
class TestNameserver {
  public:
    TestNameserver(const TestMachine& machine, const char* address) {
        run_inside(machine.path(), [&] {
            auto made = receive_here(*parse_address(address), 53);
            if (made) socket_ = std::move(*made);
        });
        thread_ = std::thread([this] { serve(); });
    }
    ~TestNameserver() {
        ends_ = true;
        thread_.join();
    }
    TestNameserver(const TestNameserver&) = delete;
    TestNameserver& operator=(const TestNameserver&) = delete;

    [[nodiscard]] int asked() const { return asked_; }

  private:
    void serve() {
        while (!ends_) {
            sockaddr_in from{};
            const std::string query = receive(socket_.get(), Duration{20}, &from);
            const auto question = read_question(query);
            if (!question) continue;
            ++asked_;
            const auto answer = answer_address(query, *question, *parse_address("192.0.2.77"));
            const auto* to = reinterpret_cast<const sockaddr*>(&from);
            (void)::sendto(socket_.get(), answer.data(), answer.size(), 0, to, sizeof from);
        }
    }

    Descriptor socket_;
    std::atomic<bool> ends_{false};
    std::atomic<int> asked_{0};
    std::thread thread_;
};

TEST(NetworkNamesTest, TasksAskTheMachinesNameservers) {
    if (::geteuid() != 0) GTEST_SKIP() << "this is not root";
    const auto file =
        std::filesystem::temp_directory_path() / fmt::format("gantry-resolv-{}.conf", ::getpid());
    std::ofstream(file) << "nameserver 127.0.0.2\nnameserver 127.0.0.1\n";
    TestMachine machine(fmt::format("gtest-n-{}", ::getpid()));
    machine.start_driver(file.string());
    TestTask task;
    ASSERT_TRUE(machine.apply(state_of({described(10, {})})));
    ASSERT_TRUE(machine.attach(numbered(10), task.pid()));
    {
        // The first of them is not there.
        const TestNameserver server(machine, "127.0.0.1");
        EXPECT_EQ(read_answer(ask(task, "172.31.0.2", "\3www\7example")), "192.0.2.77");
        EXPECT_EQ(read_answer(ask(task, "169.254.169.253", "\3www\7example")), "192.0.2.77");
        EXPECT_EQ(
            read_answer(ask(task, "172.31.0.2", "\x0eip-172-31-0-10\3ec2\x08internal")),
            "172.31.0.10"
        );
        EXPECT_EQ(server.asked(), 2) << "what a VPC's names are, nobody else is asked";
    }
    EXPECT_EQ(read_answer(ask(task, "172.31.0.2", "\3www\7example")), "code 2") << "none is there";
    std::ofstream(file) << "# none\n";
    EXPECT_EQ(read_answer(ask(task, "172.31.0.2", "\3www\7example")), "code 2") << "there is none";
    std::filesystem::remove(file);
    EXPECT_TRUE(machine.apply({}));
    EXPECT_TRUE(machine.detach("eni-10"));
}

}  // namespace
}  // namespace gantry::network
