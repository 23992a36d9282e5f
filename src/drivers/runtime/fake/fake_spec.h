#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "api/docker/container_create_request.h"
#include "base/time.h"
#include "drivers/runtime/container_runtime.h"

namespace gantry::runtime {

inline constexpr const char* kAnyAddress = "0.0.0.0";

/// What a fake machine makes of a creation request: the small part of it that changes how the
/// container behaves. Simulations hold very many of them.
struct FakeSpec {
    struct Port {
        PortBinding binding;      ///< host_port is still to be chosen
        std::string wanted_port;  ///< "", "8080" or "8000-8010"
    };

    std::string image;
    std::map<std::string, std::string> labels;
    std::string network;  ///< "bridge", "host", a name, "container:…"; empty: none
    std::vector<Port> ports;
    std::vector<std::string> volumes;         ///< named ones that it mounts
    std::optional<Duration> health_interval;  ///< set: it has a health check
    std::int64_t memory_bytes = 0;            ///< its limit; 0: none
    std::string group;                        ///< its CgroupParent
};

FakeSpec make_fake_spec(const api::docker::ContainerCreateRequest& request);

}  // namespace gantry::runtime
