#include "cmd/relay/local_peers.h"

#include <ifaddrs.h>
#include <netinet/in.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <memory>

namespace gantry::cmd {

namespace {

network::Address to_address(const sockaddr* address) {
    return {ntohl(reinterpret_cast<const sockaddr_in*>(address)->sin_addr.s_addr)};
}

bool is_hexadecimal(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

}  // namespace

std::vector<LocalAddress> local_addresses() {
    ifaddrs* first = nullptr;
    if (::getifaddrs(&first) != 0) return {};
    const std::unique_ptr<ifaddrs, decltype(&::freeifaddrs)> all(first, &::freeifaddrs);
    std::vector<LocalAddress> found;
    for (const ifaddrs* one = first; one != nullptr; one = one->ifa_next) {
        if (one->ifa_addr == nullptr || one->ifa_addr->sa_family != AF_INET) continue;
        LocalAddress& local = found.emplace_back();
        local.device = one->ifa_name;
        local.address = to_address(one->ifa_addr);
        const std::uint32_t mask =
            one->ifa_netmask == nullptr ? ~0U : to_address(one->ifa_netmask).bits;
        local.link = {{local.address.bits & mask}, std::countl_one(mask)};
        local.is_bridge =
            ::access(("/sys/class/net/" + local.device + "/bridge").c_str(), F_OK) == 0;
    }
    return found;
}

bool is_docker_name(std::string_view device) {
    constexpr std::string_view kPrefix = "br-";
    constexpr std::size_t kDigits = 12;
    if (device == "docker0") return true;
    return device.starts_with(kPrefix) && device.size() == kPrefix.size() + kDigits &&
           std::ranges::all_of(device.substr(kPrefix.size()), is_hexadecimal);
}

bool is_of_this_machine(const std::vector<LocalAddress>& machine, std::string_view peer) {
    const auto address = network::parse_address(peer);
    if (!address) return false;
    return std::ranges::any_of(machine, [&](const LocalAddress& local) {
        if (local.address == *address) return true;
        return local.is_bridge && is_docker_name(local.device) && local.link.contains(*address);
    });
}

}  // namespace gantry::cmd
