#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace gantry::network {

/// What is made to go wrong in a network, on purpose.
enum class FaultKind : std::uint8_t {
    BlackholePort,  ///< packets to a port are dropped
    Latency,        ///< packets that leave come later
    PacketLoss,     ///< some of the packets that leave are lost
};

/// A port to which nothing gets.
struct PortFault {
    bool egress = false;  ///< of others, as seen from here; else one of ours
    bool udp = false;     ///< else TCP
    std::uint16_t port = 0;

    friend bool operator==(const PortFault&, const PortFault&) = default;
};

struct Fault {
    FaultKind kind = FaultKind::BlackholePort;
    PortFault port;              ///< of a BlackholePort
    std::uint64_t delay_ms = 0;  ///< Latency, and its jitter
    std::uint64_t jitter_ms = 0;
    int loss_percent = 0;     ///< PacketLoss: 1 to 100
    int flows_percent = 100;  ///< of connections that are concerned; of both
    /// IPv4 and IPv6 addresses and blocks that packets go to for them to be concerned. Of both.
    std::vector<std::string> sources;
    /// Those that are left alone: of a port that is ours, where packets come from.
    std::vector<std::string> spared;
};

/// Whose network.
struct FaultPlace {
    std::string owner;     ///< a task's id: letters, digits, '-' and '_'
    std::int64_t pid = 0;  ///< a process in its namespace; 0: the machine's own network
};

}  // namespace gantry::network
