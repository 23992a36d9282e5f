#include "services/ec2/api/fingerprint.h"

#include <fmt/format.h>

#include <cstdint>

namespace gantry::ec2 {

std::string fingerprint(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const char letter : text) {
        hash ^= static_cast<unsigned char>(letter);
        hash *= 0x100000001b3;
    }
    return fmt::format("{:016x}", hash);
}

}  // namespace gantry::ec2
