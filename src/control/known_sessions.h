#pragma once

#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "aws/session.h"
#include "wire/derived_keys.h"

namespace gantry::control {

/// A session, and what its requests are signed with.
struct KnownSession {
    aws::Session session;
    std::string secret;
    std::shared_ptr<wire::DerivedKeys> derived;
};

/// The sessions of the tokens that came last, so that a token is opened once and not for each
/// request. Ended ones are among them. Any thread.
class KnownSessions {
  public:
    static constexpr std::size_t kMost = 512;

    /// @param secret the installation's, which session tokens are sealed with
    explicit KnownSessions(std::string secret) : secret_(std::move(secret)) {}

    /// Null for texts that are no token of this installation.
    [[nodiscard]] std::shared_ptr<const KnownSession> find(std::string_view token);
    [[nodiscard]] std::size_t size() const;

  private:
    struct Entry {
        std::string token;
        std::shared_ptr<const KnownSession> known;
    };
    using Entries = std::list<Entry>;

    [[nodiscard]] std::shared_ptr<const KnownSession> recall(std::string_view token);
    void keep(Entry entry);

    const std::string secret_;
    mutable std::mutex mutex_;
    Entries entries_;  ///< newest use first
    std::map<std::string_view, Entries::iterator> by_token_;
};

}  // namespace gantry::control
