#pragma once

#include <netinet/in.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/random.h"
#include "base/result.h"
#include "drivers/network/descriptor.h"
#include "drivers/network/dns_message.h"

namespace gantry::net {
class TcpRelay;
}

namespace gantry::network {

/// A UDP socket of the calling thread's namespace, bound to port 53. Errors: Unavailable.
Result<Descriptor> receive_here(Address address, std::uint16_t port);

/// Answers tasks' questions for names: those that a VPC gives by itself, others by asking the
/// machine's nameservers. On one thread of its own, which is in the namespace of the thread that
/// made it: the nameservers are asked from there.
///
/// At most 512 questions are under way at a time, 64 of them of one task; what comes beyond, what
/// has no answer within five seconds, and everything where the machine has no nameserver fails
/// (SERVFAIL). The file of nameservers is read anew when it has changed.
///
/// Connections are carried to the first nameserver that answers, whatever they ask for, a VPC's own
/// names as well: 256 at a time, 8 of one task, until nothing came for five seconds.
class DnsRelay {
  public:
    DnsRelay(std::string resolver_file, std::string region, std::uint16_t server_port = 53);
    ~DnsRelay();
    DnsRelay(const DnsRelay&) = delete;
    DnsRelay& operator=(const DnsRelay&) = delete;

    /// Serves on this socket. @param group by which it is closed. Any thread.
    void add(const std::string& group, Descriptor datagrams);
    /// Any thread.
    void close(const std::string& group);
    /// Carries for a task. @param group of tasks whose addresses are different ones
    /// @param peer the task's address. Any thread.
    void carry(const std::string& group, Descriptor connection, const std::string& peer);

  private:
    using Steady = std::chrono::steady_clock;
    struct Door {
        std::string group;
        Descriptor socket;
    };
    struct Query {
        Descriptor socket;
        int door = -1;
        sockaddr_in from{};
        std::uint16_t id = 0;  ///< the task's; ours is in the message
        std::string message;
        std::size_t tries = 0;  ///< before this one; each asks the next nameserver
        Steady::time_point asked;
        Steady::time_point begun;
    };
    void run();
    void watch(int descriptor);
    void on_ready(int descriptor);
    void take_questions(const Door& door);
    void take_question(const Door& door, const std::string& message, const sockaddr_in& from);
    void ask(Query query);
    void on_answer(int descriptor);
    void ask_next(int descriptor);
    void give_up_late();
    void refuse(const Query& query);
    [[nodiscard]] bool has_enough(const std::string& group, const sockaddr_in& from) const;
    void read_servers();

    std::string resolver_file_;
    std::string region_;
    std::uint16_t server_port_;
    Descriptor poll_;
    Descriptor wake_;
    std::mutex mutex_;  ///< of all below
    Random random_ = Random::from_system();
    std::map<int, Door> doors_;
    std::map<int, Query> queries_;  ///< by the socket towards the nameserver
    std::vector<Address> servers_;
    std::int64_t servers_changed_ = -1;  ///< the file's time of change, in ns
    std::unique_ptr<net::TcpRelay> connections_;
    std::thread thread_;  ///< the last: it uses the others
};

}  // namespace gantry::network
