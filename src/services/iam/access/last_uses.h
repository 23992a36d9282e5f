#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "base/time.h"

namespace gantry::iam {

/// A call that something was used for, whether or not it was let in.
struct LastUse {
    SysTime when{};
    std::string service;  ///< as actions begin: "ecs"
    std::string region;
};

/// When access keys and roles were last used. Kept in memory, from the start of the process on, and
/// bounded. Core thread.
class LastUses {
  public:
    static constexpr std::size_t kMax = 4096;  ///< of more, the half used longest ago is forgotten

    /// @param who a key's id, a role's ARN
    void note(std::string_view who, LastUse use);
    /// Null for who was not seen.
    [[nodiscard]] const LastUse* find(std::string_view who) const;

  private:
    void forget_half();

    std::map<std::string, LastUse, std::less<>> uses_;
};

}  // namespace gantry::iam
