#include "services/ec2/rules/address_pool.h"

#include <algorithm>

#include "base/sabotage.h"

namespace gantry::ec2 {

std::optional<std::vector<Address4>> free_addresses(
    const Cidr& subnet, const std::set<Address4>& taken, std::size_t count
) {
    std::vector<Address4> found;
    if (subnet.size() <= kReserved) return count == 0 ? std::optional(found) : std::nullopt;
    auto next_taken = taken.lower_bound(subnet.base + 4);
    for (Address4 address = subnet.base + 4; address < subnet.last(); ++address) {
        if (found.size() == count) break;
        const bool is_taken = next_taken != taken.end() && *next_taken == address;
        if (is_taken && !sabotaged(Sabotage::AddressTwice)) {
            ++next_taken;
        } else {
            found.push_back(address);
        }
    }
    if (found.size() < count) return std::nullopt;
    return found;
}

std::int64_t count_free(const Cidr& subnet, std::size_t taken) {
    const auto left =
        static_cast<std::int64_t>(subnet.size()) - static_cast<std::int64_t>(kReserved + taken);
    return std::max<std::int64_t>(0, left);
}

std::optional<Address4> free_public_address(const std::set<Address4>& taken) {
    for (const char* const text : {"203.0.113.0/24", "198.51.100.0/24"}) {
        const auto block = *Cidr::parse(text);
        for (Address4 address = block.base + 1; address < block.last(); ++address) {
            if (!taken.contains(address)) return address;
        }
    }
    return std::nullopt;
}

}  // namespace gantry::ec2
