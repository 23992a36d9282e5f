#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/reflect.h"
#include "base/time.h"

namespace gantry::ecs {

/// Which version of a parameter or secret something uses. No value, and nothing made of one.
struct SecretVersion {
    std::string value_from;  ///< as the definition names it
    std::string version;     ///< as Parameter Store or Secrets Manager marks it; empty: not there

    friend bool operator==(const SecretVersion&, const SecretVersion&) = default;
    static const reflect::TypeInfo& type_info();
};

/// What the newest deployment of a service was begun with, as far as its containers ask for a roll
/// when that changes (roll_on_change.h).
struct SecretsInUse {
    std::string deployment_id;
    SysTime begun_at;  ///< when that deployment was made: one that comes back is older
    std::vector<SecretVersion> versions;
    /// What is there now, while it is another and the roll waits for the changes to end.
    std::vector<SecretVersion> waiting;
    std::optional<SysTime> first_change_at;
    std::optional<SysTime> last_change_at;

    friend bool operator==(const SecretsInUse&, const SecretsInUse&) = default;
    static const reflect::TypeInfo& type_info();
};

}  // namespace gantry::ecs
