#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wire/digest.h"

namespace gantry::wire {

/// What a secret signs with: another key for each day, Region and service.
Sha256 derive_signing_key(
    std::string_view secret_access_key,
    std::string_view date,
    std::string_view region,
    std::string_view service
);

/// The newest of these keys of one secret, so that they are not derived for each request. Kept with
/// the secret, and gone with it. Any thread.
class DerivedKeys {
  public:
    static constexpr std::size_t kMost = 16;

    [[nodiscard]] std::optional<Sha256> find(
        std::string_view date, std::string_view region, std::string_view service
    ) const;
    /// Once a request has proven to be signed with it: strangers do not choose what is kept.
    void put(
        std::string_view date, std::string_view region, std::string_view service, const Sha256& key
    );

  private:
    struct Entry {
        std::string date;
        std::string region;
        std::string service;
        Sha256 key;
    };
    mutable std::mutex mutex_;
    std::vector<Entry> entries_;  ///< oldest first
};

}  // namespace gantry::wire
