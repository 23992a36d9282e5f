#include "control/known_sessions.h"

#include "service/credentials.h"

namespace gantry::control {

std::shared_ptr<const KnownSession> KnownSessions::find(std::string_view token) {
    if (auto known = recall(token)) return known;
    auto session = service::read_session_token(secret_, token);
    if (!session) return nullptr;
    auto secret = service::secret_access_key(secret_, session->access_key_id);
    auto known = std::make_shared<const KnownSession>(
        std::move(*session), std::move(secret), std::make_shared<wire::DerivedKeys>()
    );
    keep({std::string(token), known});
    return known;
}

std::size_t KnownSessions::size() const {
    const std::lock_guard lock(mutex_);
    return entries_.size();
}

std::shared_ptr<const KnownSession> KnownSessions::recall(std::string_view token) {
    const std::lock_guard lock(mutex_);
    const auto found = by_token_.find(token);
    if (found == by_token_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, found->second);
    return found->second->known;
}

void KnownSessions::keep(Entry entry) {
    const std::lock_guard lock(mutex_);
    if (by_token_.contains(entry.token)) return;  // another thread was first
    entries_.push_front(std::move(entry));
    by_token_.emplace(entries_.front().token, entries_.begin());
    if (entries_.size() <= kMost) return;
    by_token_.erase(entries_.back().token);
    entries_.pop_back();
}

}  // namespace gantry::control
