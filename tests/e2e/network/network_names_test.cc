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
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "drivers/network/acceptor.h"
#include "drivers/network/dns_relay.h"
#include "drivers/network/network_namespace.h"
#include "drivers/network/router.h"
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

/// Takes what a client says until its end, then answers.
class TestStreamNameserver {
  public:
    TestStreamNameserver(const TestMachine& machine, const char* address) {
        run_inside(machine.path(), [&] {
            auto made = listen_here(*parse_address(address), 53);
            if (made) listening_ = std::move(*made);
        });
        thread_ = std::thread([this] { serve(); });
    }
    ~TestStreamNameserver() { thread_.join(); }
    TestStreamNameserver(const TestStreamNameserver&) = delete;
    TestStreamNameserver& operator=(const TestStreamNameserver&) = delete;

  private:
    void serve() {
        const Descriptor client = accept_one(listening_, nullptr, Duration{10'000});
        std::string question;
        while (client) {
            pollfd ready{client.get(), POLLIN, 0};
            std::array<char, 512> buffer{};
            if (::poll(&ready, 1, 5000) != 1) return;
            const ssize_t got = ::recv(client.get(), buffer.data(), buffer.size(), 0);
            if (got <= 0) break;
            question.append(buffer.data(), static_cast<std::size_t>(got));
        }
        const std::string answer = "answer to " + question;
        (void)::send(client.get(), answer.data(), answer.size(), MSG_NOSIGNAL);
    }

    Descriptor listening_;
    std::thread thread_;
};

const std::string kOwnName = "\x0eip-172-31-0-10\3ec2\x08internal";

/// One task on a machine whose nameservers are 127.0.0.2 and 127.0.0.1.
class NetworkNamesTest : public testing::Test {
  protected:
    void SetUp() override {
        if (::geteuid() != 0) GTEST_SKIP() << "this is not root";
        std::ofstream(file_) << "nameserver 127.0.0.2\nnameserver 127.0.0.1\n";
        machine_ = std::make_unique<TestMachine>(fmt::format("gtest-n-{}", ::getpid()));
        machine_->start_driver(file_.string());
        ASSERT_TRUE(machine_->apply(state_of({described(10, {})})));
        ASSERT_TRUE(machine_->attach(numbered(10), task_.pid()));
    }
    void TearDown() override {
        if (!machine_) return;
        std::filesystem::remove(file_);
        EXPECT_TRUE(machine_->apply({}));
        EXPECT_TRUE(machine_->detach("eni-10"));
    }

    const std::filesystem::path file_ =
        std::filesystem::temp_directory_path() / fmt::format("gantry-resolv-{}.conf", ::getpid());
    TestTask task_;
    std::unique_ptr<TestMachine> machine_;
};

TEST_F(NetworkNamesTest, TasksAskTheMachinesNameservers) {
    {
        // The first of them is not there.
        const TestNameserver server(*machine_, "127.0.0.1");
        EXPECT_EQ(read_answer(ask(task_, "172.31.0.2", "\3www\7example")), "192.0.2.77");
        EXPECT_EQ(read_answer(ask(task_, "169.254.169.253", "\3www\7example")), "192.0.2.77");
        EXPECT_EQ(read_answer(ask(task_, "172.31.0.2", kOwnName)), "172.31.0.10");
        EXPECT_EQ(server.asked(), 2) << "what a VPC's names are, nobody else is asked";
    }
    EXPECT_EQ(read_answer(ask(task_, "172.31.0.2", "\3www\7example")), "code 2") << "none is there";
    std::ofstream(file_) << "# none\n";
    EXPECT_EQ(read_answer(ask(task_, "172.31.0.2", "\3www\7example")), "code 2") << "there is none";
}

TEST_F(NetworkNamesTest, ConnectionsAreCarriedToTheFirstThatAnswersWithTheirEnd) {
    const TestStreamNameserver server(*machine_, "127.0.0.1");
    const Descriptor connection = task_.connect("172.31.0.2", 53);
    ASSERT_TRUE(connection);
    ASSERT_EQ(::send(connection.get(), "me", 2, 0), 2);
    ::shutdown(connection.get(), SHUT_WR);
    EXPECT_EQ(receive(connection.get(), Duration{4000}), "answer to me");
}

TEST_F(NetworkNamesTest, WhoAsksMuchLeavesRoomForOthers) {
    Descriptor silent;
    run_inside(machine_->path(), [&] {
        silent = std::move(*receive_here(*parse_address("127.0.0.2"), 53));
    });
    int refused = 0;
    run_inside(task_.path(), [&] {
        const Descriptor socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
        sockaddr_in at{};
        at.sin_family = AF_INET;
        at.sin_port = htons(53);
        at.sin_addr.s_addr = htonl(parse_address("172.31.0.2")->bits);
        ASSERT_EQ(::connect(socket.get(), reinterpret_cast<sockaddr*>(&at), sizeof at), 0);
        const std::string question = question_for("\3www\7example");
        constexpr int kMany = 100;
        for (int i = 0; i < kMany; ++i)
            ASSERT_GT(::send(socket.get(), question.data(), question.size(), 0), 0);
        while (read_answer(receive(socket.get(), Duration{500})) == "code 2") ++refused;
    });
    EXPECT_EQ(refused, 100 - 64);
}

TEST_F(NetworkNamesTest, AreAnsweredAfterAStartBeforeAStateIsSaid) {
    machine_->drop_driver();
    machine_->start_driver(file_.string());
    EXPECT_EQ(read_answer(ask(task_, "172.31.0.2", kOwnName)), "172.31.0.10");
    EXPECT_EQ(read_answer(ask(task_, "169.254.169.253", kOwnName)), "172.31.0.10");
    EXPECT_TRUE(task_.reaches("172.31.0.2", 53));
    ASSERT_TRUE(machine_->apply(state_of({described(10, {})})));
    EXPECT_EQ(read_answer(ask(task_, "172.31.0.2", kOwnName)), "172.31.0.10");
}

TEST_F(NetworkNamesTest, WhereTheyCouldNotBeAnsweredIsTriedAgain) {
    auto state = state_of({described(10, {})});
    const auto home = NetworkNamespace::named(machine_->name());
    ASSERT_TRUE(home) << home.error().message;
    const std::string router = Router::name_of(*home, state.vpcs->front().vpc_id.value_or(""));
    Descriptor taken;
    run_inside("/run/netns/" + router, [&] {
        taken = std::move(*receive_here(*parse_address("172.30.0.2"), 53));
    });
    state.vpcs->front().cidrs = {{"172.30.0.0/16", "172.31.0.0/16"}};
    ASSERT_TRUE(machine_->apply(state));
    EXPECT_EQ(read_answer(ask(task_, "169.254.169.253", kOwnName)), "172.31.0.10");
    taken = {};
    ASSERT_TRUE(machine_->apply(state));
    EXPECT_EQ(read_answer(ask(task_, "172.30.0.2", kOwnName)), "172.31.0.10");
}

}  // namespace
}  // namespace gantry::network
