#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/time.h"
#include "net/http.h"

/// What docker-registry is asked of a client's request, and the client sees of its answer.
namespace gantry::ecr {

/// How long docker-registry may neither take nor give anything: it hashes a layer before it says
/// that it has it.
inline constexpr Duration kUpstreamPatience{300'000};

/// Whether a body follows a head, be it an empty one in chunks.
bool announces_body(const net::HttpRequest& head);
/// Of its body; 0 where it does not say.
std::uint64_t announced_bytes(const net::HttpRequest& head);

/// Only fields that say something about the body; who calls is nobody else's concern.
net::HttpRequest request_handed_on(const net::HttpRequest& request, std::string target);

/// Locations are those of the client's repository.
/// @param upstream_name upstream_name()
net::HttpResponse answer_handed_back(
    net::HttpResponse answer, std::string_view upstream_name, std::string_view name
);

}  // namespace gantry::ecr
