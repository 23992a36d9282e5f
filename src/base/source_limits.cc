#include "base/source_limits.h"

#include <algorithm>

namespace gantry {

double SourceLimits::tokens(const Bucket& bucket, MonoTime now) const {
    const double passed = std::chrono::duration<double>(now - bucket.at).count();
    return std::min(rate_.burst, bucket.tokens + passed * rate_.per_second);
}

bool SourceLimits::allow(const std::string& source, MonoTime now) {
    auto found = buckets_.find(source);
    if (found == buckets_.end()) {
        if (buckets_.size() >= kMaxSources) {
            // A full bucket is like none.
            std::erase_if(buckets_, [&](const auto& bucket) {
                return tokens(bucket.second, now) >= rate_.burst;
            });
            if (buckets_.size() >= kMaxSources) return false;
        }
        found = buckets_.emplace(source, Bucket{rate_.burst, now}).first;
    }
    Bucket& bucket = found->second;
    bucket.tokens = tokens(bucket, now);
    bucket.at = now;
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
}

}  // namespace gantry
