#include "services/ecr/api/unsupported_members.h"

#include <algorithm>
#include <array>

namespace gantry::ecr {
namespace {

using service::UnsupportedMember;
using enum service::Treatment;

constexpr std::string_view kNotEncrypted = "layers are kept as they come";
constexpr std::string_view kNotScanned = "nothing is scanned";

// clang-format off
constexpr std::array kMembers{
    UnsupportedMember{"CreateRepository", "encryptionConfiguration", Kept, kNotEncrypted},
    UnsupportedMember{"CreateRepository", "imageScanningConfiguration", Kept, kNotScanned},
};
// clang-format on

static_assert(std::ranges::is_sorted(kMembers, {}, &UnsupportedMember::operation));

}  // namespace

std::span<const UnsupportedMember> unsupported_members() {
    return kMembers;
}

}  // namespace gantry::ecr
