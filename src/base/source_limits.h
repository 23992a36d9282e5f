#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "base/time.h"

namespace gantry {

/// How many requests a source address may send: a bucket of tokens for each. Pure, with bounded
/// memory: where too many addresses ask at a time, further ones are refused.
class SourceLimits {
  public:
    struct Rate {
        double per_second = 0;
        double burst = 0;
    };
    explicit SourceLimits(Rate rate) : rate_(rate) {}

    bool allow(const std::string& source, MonoTime now);

    static constexpr std::size_t kMaxSources = 4096;

  private:
    struct Bucket {
        double tokens = 0;
        MonoTime at;
    };
    [[nodiscard]] double tokens(const Bucket& bucket, MonoTime now) const;

    Rate rate_;
    std::map<std::string, Bucket> buckets_;
};

}  // namespace gantry
