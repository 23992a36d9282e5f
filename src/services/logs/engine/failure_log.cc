#include "services/logs/engine/failure_log.h"

#include <utility>

#include "base/log.h"

namespace gantry::logs {

void FailureLog::add(std::string_view what, const std::string& why) {
    const MonoTime now = clock_.mono();
    std::uint64_t unsaid = 0;
    {
        const std::lock_guard lock(mutex_);
        const auto [found, is_new] = told_.try_emplace(std::string(what));
        Told& told = found->second;
        if (!is_new && told.why == why && now - told.when < kEvery) {
            ++told.since;
            return;
        }
        unsaid = std::exchange(told.since, 0);
        told.why = why;
        told.when = now;
    }
    log_error("logs_store_failed", {{"what", what}, {"why", why}, {"unsaid", unsaid}});
}

}  // namespace gantry::logs
