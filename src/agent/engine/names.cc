#include "agent/engine/names.h"

#include <fmt/format.h>

#include <cctype>
#include <cstdint>
#include <span>

#include "wire/digest.h"

namespace gantry::agent {
namespace {

/// FNV-1a. @param hash where to go on from
std::uint64_t fnv1a(std::string_view text, std::uint64_t hash) {
    for (const char c : text) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x100000001b3U;
    }
    return hash;
}

/// Twenty hex digits that differ where any of the texts differs. Not a secret, so not
/// cryptographic.
std::string digest(std::string_view kind, std::string_view task_arn, std::string_view name) {
    std::uint64_t low = 0xcbf29ce484222325U;
    std::uint64_t high = 0x84222325cbf29ce4U;
    for (const std::string_view part : {kind, task_arn, name}) {
        low = fnv1a(part, fnv1a("\n", low));
        high = fnv1a(part, fnv1a("\r", high));
    }
    return fmt::format("{:016x}{:04x}", low, high >> 48U);
}

std::string alnum(std::string_view text) {
    std::string kept;
    for (const char c : text) {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-') kept += c;
    }
    return kept;
}

}  // namespace

std::string container_runtime_name(
    std::string_view task_arn,
    std::string_view family,
    std::string_view revision,
    std::string_view container
) {
    return fmt::format(
        "ecs-{}-{}-{}-{}",
        family,
        revision,
        alnum(container),
        digest("container", task_arn, container)
    );
}

std::string task_volume_name(
    std::string_view task_arn,
    std::string_view family,
    std::string_view revision,
    std::string_view volume
) {
    return fmt::format(
        "ecs-{}-{}-{}-{}", family, revision, alnum(volume), digest("volume", task_arn, volume)
    );
}

std::string log_router_volume_name(std::string_view task_arn) {
    return "ecs-firelens-" + digest("log router", task_arn, "");
}

std::string endpoint_id(
    std::string_view secret, std::string_view task_arn, std::string_view container
) {
    const std::string what = fmt::format("endpoint\n{}\n{}", task_arn, container);
    const wire::Sha256 mac = wire::hmac_sha256(wire::as_bytes(secret), what);
    std::string hex = wire::to_hex(std::span(mac).first(16));
    for (const std::size_t dash : {8U, 13U, 18U, 23U}) hex.insert(dash, 1, '-');
    return hex;
}

std::string_view arn_id(std::string_view arn) {
    const std::size_t slash = arn.rfind('/');
    return slash == std::string_view::npos ? arn : arn.substr(slash + 1);
}

}  // namespace gantry::agent
