#pragma once

#include <map>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>

#include "aws/session.h"

namespace gantry::wire {
class DerivedKeys;
}

/// Access keys and sessions: what requests are signed with, and who that makes the caller.
namespace gantry::service {

/// A long-lived access key.
struct AccessKey {
    std::string id;
    std::string secret;
    std::string account;
    std::string principal;  ///< ARN of the user; empty: the account's root
    /// Made by KeyRing::put: keys that are removed or replaced take theirs along.
    std::shared_ptr<wire::DerivedKeys> derived{};
};

/// Every access key there is. Kept by who makes keys on the core's loop, read on any thread.
class KeyRing {
  public:
    void put(AccessKey key);
    void remove(std::string_view id);
    [[nodiscard]] std::optional<AccessKey> find(std::string_view id) const;

  private:
    mutable std::shared_mutex mutex_;
    std::map<std::string, AccessKey, std::less<>> keys_;
};

/// The token of a session: sealed with the installation's secret, and kept by whom it was given to,
/// not here.
/// @param nonce drawn for this token alone
std::string make_session_token(
    std::string_view secret, std::string_view nonce, const aws::Session& session
);
/// Nothing for texts that are no token of this installation. Expired ones are read.
std::optional<aws::Session> read_session_token(std::string_view secret, std::string_view token);

/// The secret half of an access key of either kind, by its id: derived, so that nobody keeps it.
std::string secret_access_key(std::string_view secret, std::string_view access_key_id);

}  // namespace gantry::service
