#include "services/logs/engine/engine.h"

namespace gantry::logs {

std::uint64_t StreamStats::bytes_since(std::int64_t cutoff_ms) const {
    if (cutoff_ms <= first_ms) return bytes;
    if (cutoff_ms > last_ms) return 0;
    const double kept = static_cast<double>(last_ms - cutoff_ms + 1);
    const double all = static_cast<double>(last_ms - first_ms + 1);
    return static_cast<std::uint64_t>(static_cast<double>(bytes) * (kept / all));
}

Error engine_unavailable() {
    return Error{
        ErrorKind::Unavailable,
        "ServiceUnavailableException",
        "The service cannot complete the request.",
        {},
    };
}

}  // namespace gantry::logs
