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

namespace gantry::network {

/// A UDP socket of the calling thread's namespace, bound to port 53. Errors: Unavailable.
Result<Descriptor> receive_here(Address address, std::uint16_t port);

/// Answers tasks' questions for names: those that a VPC gives by itself, others by asking the
/// machine's nameservers. On one thread of its own, which is in the namespace of the thread that
/// made it: the nameservers are asked from there.
///
/// At most 512 questions are under way at a time, and 64 connections; what comes beyond, what has
/// no answer within five seconds, and everything where the machine has no nameserver fails
/// (SERVFAIL). The file of nameservers is read anew when it has changed.
class DnsRelay {
  public:
    DnsRelay(std::string resolver_file, std::string region, std::uint16_t server_port = 53);
    ~DnsRelay();
    DnsRelay(const DnsRelay&) = delete;
    DnsRelay& operator=(const DnsRelay&) = delete;

    /// Serves on these sockets. @param group by which they are closed. Any thread.
    void add(const std::string& group, Descriptor datagrams, Descriptor listening);
    /// Any thread.
    void close(const std::string& group);

  private:
    using Steady = std::chrono::steady_clock;
    struct Door {
        std::string group;
        Descriptor socket;
        bool listens = false;
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
    /// A connection, each side's bytes carried to the other.
    struct Tunnel {
        Descriptor near;
        Descriptor far;
        std::string to_far;
        std::string to_near;
        bool near_ended = false;
        bool far_ended = false;
        Steady::time_point begun;
    };

    void run();
    void watch(int descriptor, std::uint32_t events, bool again = false);
    void on_ready(int descriptor, std::uint32_t events);
    void take_questions(const Door& door);
    void take_question(const Door& door, const std::string& message, const sockaddr_in& from);
    void ask(Query query);
    void on_answer(int descriptor);
    void ask_next(int descriptor);
    void give_up_late();
    void refuse(const Query& query);
    void take_connection(const Door& door);
    void carry(int descriptor, std::uint32_t events);
    void end_tunnel(const std::shared_ptr<Tunnel>& tunnel);
    void read_servers();

    std::string resolver_file_;
    std::string region_;
    std::uint16_t server_port_;
    Descriptor poll_;
    Descriptor wake_;
    std::mutex mutex_;  ///< of all below
    Random random_ = Random::from_system();
    std::map<int, Door> doors_;
    std::map<int, Query> queries_;                    ///< by the socket towards the nameserver
    std::map<int, std::shared_ptr<Tunnel>> tunnels_;  ///< by either socket
    std::vector<Address> servers_;
    std::int64_t servers_changed_ = -1;  ///< the file's time of change, in ns
    std::thread thread_;                 ///< the last: it uses the others
};

}  // namespace gantry::network
