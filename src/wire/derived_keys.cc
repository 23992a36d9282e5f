#include "wire/derived_keys.h"

#include <algorithm>

#include "wire/sigv4_canonical.h"

namespace gantry::wire {

Sha256 derive_signing_key(
    std::string_view secret_access_key,
    std::string_view date,
    std::string_view region,
    std::string_view service
) {
    std::string secret = "AWS4";
    secret += secret_access_key;
    Sha256 key = hmac_sha256(as_bytes(secret), date);
    key = hmac_sha256(key, region);
    key = hmac_sha256(key, service);
    return hmac_sha256(key, sigv4::kTerminator);
}

std::optional<Sha256> DerivedKeys::find(
    std::string_view date, std::string_view region, std::string_view service
) const {
    const std::lock_guard lock(mutex_);
    const auto found = std::ranges::find_if(entries_, [&](const Entry& entry) {
        return entry.date == date && entry.region == region && entry.service == service;
    });
    if (found == entries_.end()) return std::nullopt;
    return found->key;
}

void DerivedKeys::put(
    std::string_view date, std::string_view region, std::string_view service, const Sha256& key
) {
    const std::lock_guard lock(mutex_);
    if (entries_.size() == kMost) entries_.erase(entries_.begin());
    entries_.push_back({std::string(date), std::string(region), std::string(service), key});
}

}  // namespace gantry::wire
