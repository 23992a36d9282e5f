#include "drivers/runtime/fake/fake_ports.h"

#include <algorithm>
#include <charconv>

namespace gantry::runtime {

namespace {

std::uint16_t to_port(std::string_view text) {
    std::uint16_t port = 0;
    std::from_chars(text.data(), text.data() + text.size(), port);
    return port;
}

}  // namespace

bool FakePorts::is_free(const PortBinding& binding) const {
    const auto found = taken_.find({binding.protocol, binding.host_port});
    if (found == taken_.end()) return true;
    return binding.host_ip != kAnyAddress &&
           std::ranges::none_of(found->second, [&](const std::string& address) {
               return address == kAnyAddress || address == binding.host_ip;
           });
}

Result<void> FakePorts::choose_host_port(PortBinding& binding, const std::string& wanted) {
    const auto dash = wanted.find('-');
    if (to_port(wanted) != 0) {
        const std::uint16_t first = to_port(wanted);
        const std::uint16_t last =
            dash == std::string::npos ? first : to_port(std::string_view(wanted).substr(dash + 1));
        for (std::uint32_t port = first; port <= last; ++port) {
            binding.host_port = static_cast<std::uint16_t>(port);
            if (is_free(binding)) return {};
        }
        return internal_error(
            "Bind for " + binding.host_ip + ":" + wanted + " failed: port is already allocated"
        );
    }
    for (int tries = 0; tries <= kLastDynamic - kFirstDynamic; ++tries) {
        binding.host_port = next_dynamic_;
        next_dynamic_ = next_dynamic_ == kLastDynamic
                            ? kFirstDynamic
                            : static_cast<std::uint16_t>(next_dynamic_ + 1);
        if (is_free(binding)) return {};
    }
    return internal_error("all ports are allocated");
}

Result<std::vector<PortBinding>> FakePorts::take(const std::vector<FakeSpec::Port>& ports) {
    std::vector<PortBinding> taken;
    for (const FakeSpec::Port& port : ports) {
        PortBinding binding = port.binding;
        if (auto chosen = choose_host_port(binding, port.wanted_port); !chosen) {
            release(taken);
            return chosen.error();
        }
        taken_[{binding.protocol, binding.host_port}].push_back(binding.host_ip);
        taken.push_back(std::move(binding));
    }
    return taken;
}

void FakePorts::release(const std::vector<PortBinding>& bindings) {
    for (const PortBinding& binding : bindings) {
        const auto found = taken_.find({binding.protocol, binding.host_port});
        if (found == taken_.end()) continue;
        std::erase(found->second, binding.host_ip);
        if (found->second.empty()) taken_.erase(found);
    }
}

}  // namespace gantry::runtime
