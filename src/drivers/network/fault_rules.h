#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "drivers/network/fault.h"

/// Texts for `nft` and `tc` that put faults in force and take them away, and what they say of those
/// that are. Pure. A table of nftables for each owner holds a chain for each fault, named after it.
namespace gantry::network {

/// For `nft -f`. Packets that are to be late go to the band 6774:1, where latency_lines has them
/// wait.
/// @param device by which they leave
/// Errors: InvalidArgument for addresses that are none, owners with other characters.
Result<std::string> fault_rules(
    const FaultPlace& place, const Fault& fault, const std::string& device
);
/// For `nft -f`: takes the fault away, of that owner. It must be there.
/// Errors: InvalidArgument for owners with other characters.
Result<std::string> without_fault(const std::string& owner, const Fault& fault);
/// For `nft -f`: takes all of an owner's away, also where there are none.
std::string without_owner(const std::string& owner);

/// For `tc -batch`. Refused by the kernel where another queue than its default is at the device.
std::string latency_lines(const Fault& fault, const std::string& device);
/// Takes away what latency_lines put there, all of it or the first of the two, and nobody else's.
std::string without_latency_line(const std::string& device);

/// Whether it is an address or a block ("10.0.0.0/8"), of IPv4 or IPv6.
bool is_block(const std::string& text);

struct RunningFault {
    std::string owner;
    FaultKind kind = FaultKind::BlackholePort;
    PortFault port;

    friend bool operator==(const RunningFault&, const RunningFault&) = default;
};
/// @param chains as `nft list chains` prints them. Tasks may have made tables there by any name:
/// what none of our owners can have made is left out.
std::vector<RunningFault> read_faults(std::string_view chains);

}  // namespace gantry::network
