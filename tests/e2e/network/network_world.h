#pragma once

#include <gtest/gtest.h>
#include <sys/types.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/thread_loop.h"
#include "drivers/network/linux_network.h"

namespace gantry::network {

/// Whether it went well, with the words where it did not.
testing::AssertionResult ok(const Result<void>& how);

/// Runs something in another network namespace, on a thread of its own, and waits for it.
void run_inside(const std::string& namespace_path, const std::function<void()>& work);

/// A process with a network namespace of its own, as a task's pause container is.
class TestTask {
  public:
    TestTask();
    ~TestTask();
    TestTask(const TestTask&) = delete;
    TestTask& operator=(const TestTask&) = delete;

    [[nodiscard]] pid_t pid() const { return pid_; }
    [[nodiscard]] std::string path() const;
    /// Listens at all its addresses.
    [[nodiscard]] Descriptor serve(std::uint16_t port) const;
    /// A connection, or none within `patience`.
    [[nodiscard]] Descriptor connect(
        const std::string& address, std::uint16_t port, Duration patience = Duration{2000}
    ) const;
    [[nodiscard]] bool reaches(const std::string& address, std::uint16_t port) const {
        return static_cast<bool>(connect(address, port));
    }
    /// Whether nothing comes of a connection, though packets were sent.
    [[nodiscard]] bool is_kept_from(const std::string& address, std::uint16_t port) const;
    /// Frames that its eth0 has sent.
    [[nodiscard]] long sent() const;
    /// Receives datagrams at all its addresses.
    [[nodiscard]] Descriptor receive(std::uint16_t port) const;
    /// `ip` and its like within it. @return whether it ended with 0
    [[nodiscard]] bool run(const std::vector<std::string>& words) const;

  private:
    pid_t pid_ = -1;
};

/// In place of a program of the system, while it lives.
class StandInTool {
  public:
    /// @param script what a shell does; `$real` is the program
    StandInTool(const std::string& name, const std::string& script);
    ~StandInTool();
    StandInTool(const StandInTool&) = delete;
    StandInTool& operator=(const StandInTool&) = delete;

  private:
    std::string folder_;
    std::string path_before_;
};

/// @return a connection that came within `patience`, and its address in `peer`
Descriptor accept_one(
    const Descriptor& listening, std::string* peer = nullptr, Duration patience = Duration{2000}
);
Descriptor connect_here(const std::string& address, std::uint16_t port, Duration patience);

/// A network namespace that stands for a machine, with a driver in it.
class TestMachine {
  public:
    /// @param address "10.99.0.1/24"; empty: alone
    explicit TestMachine(std::string name, std::string address = {});
    ~TestMachine();
    TestMachine(const TestMachine&) = delete;
    TestMachine& operator=(const TestMachine&) = delete;

    [[nodiscard]] std::string path() const { return "/run/netns/" + name_; }
    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] const std::string& address() const { return address_; }
    /// @param resolver_file in place of /etc/resolv.conf
    void start_driver(const std::string& resolver_file = "/dev/null");
    /// As after kill -9: what it made stays.
    void drop_driver();
    [[nodiscard]] LinuxNetwork& driver() { return *driver_; }

    Result<void> apply(
        const api::acs::GantryNetworkMessage& state, const std::string& owner = "owner"
    );
    Result<void> attach(const TaskInterface& interface, pid_t pid);
    Result<void> detach(const std::string& id);
    std::vector<std::string> list();
    /// Asks for an interface many times over, then for the state.
    /// @return how many times it had been attached when the state was in force
    int attached_before(
        const api::acs::GantryNetworkMessage& state,
        const TaskInterface& interface,
        pid_t pid,
        int times
    );
    bool run(const std::vector<std::string>& words) const;
    [[nodiscard]] std::string output(const std::vector<std::string>& words) const;

  private:
    std::string name_;
    std::string address_;
    ThreadLoop loop_{"test-loop"};
    std::unique_ptr<LinuxNetwork> driver_;
};

/// Puts a cable between two machines, at which each has its address.
void wire_up(const TestMachine& a, const TestMachine& b);

// ---- States
// --------------------------------------------------------------------------------------

/// "eni-<number>" with 172.31.0.<number> in 172.31.0.0/20.
TaskInterface numbered(int number);
api::acs::GantryPacketRule all_out();
/// @param who a set's name, or a block
api::acs::GantryPacketRule tcp_from(std::string who, int port);
api::acs::GantryInterface described(int number, std::vector<api::acs::GantryPacketRule> rules);
/// Of one VPC, with the set "sg-clients": 172.31.0.11.
api::acs::GantryNetworkMessage state_of(std::vector<api::acs::GantryInterface> interfaces);

/// Of another VPC, 10.9.0.0/16: "eni-20" with 10.9.0.20, which takes port 80 from everybody.
TaskInterface of_other_vpc();
api::acs::GantryNetworkMessage state_of_other_vpc();

}  // namespace gantry::network
