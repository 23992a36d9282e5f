#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sim/network.h"

/// What an administrator of users and roles knows in a simulation.
namespace gantry::sim {

/// Yes, no, or, while a change is under way or its outcome unknown, neither.
using Known = std::optional<bool>;

/// A user or a role. Either right lets it make clusters.
struct KnownIdentity {
    std::string name;
    bool role = false;
    Known exists;
    Known inline_right = false;
    Known attached_right = false;
    /// A key may have been made that nobody was told of: the user cannot be deleted any more.
    bool stray_key = false;

    [[nodiscard]] Known may() const {
        if (exists == false) return false;
        if (exists && (inline_right == true || attached_right == true)) return true;
        if (inline_right == false && attached_right == false) return false;
        return std::nullopt;
    }
};

/// A user's access key, or a session of a role.
struct KnownKey {
    Credentials credentials;
    std::string holder;
    Known works = true;
};

struct KnownIdentities {
    std::map<std::string, KnownIdentity> all;  ///< by name; deleted ones stay
    std::vector<KnownKey> keys;
    Known policy = false;             ///< whether the managed policy is there
    std::set<std::string> made;       ///< clusters whose making was acknowledged
    std::set<std::string> forbidden;  ///< clusters that must not be: making them was denied
    std::uint64_t denials = 0;
    int next_number = 1;

    /// Whether a key's holder may make clusters with it.
    [[nodiscard]] Known may(const KnownKey& key) const {
        const Known holder = all.at(key.holder).may();
        if (key.works == false || holder == false) return false;
        if (key.works == true && holder == true) return true;
        return std::nullopt;
    }
};

inline constexpr const char* kManagedPolicy = "makers";
inline constexpr const char* kManagedPolicyArn = "arn:aws:iam::000000000000:policy/makers";
inline constexpr const char* kInlinePolicy = "own";

}  // namespace gantry::sim
