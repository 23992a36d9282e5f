#pragma once

#include <cstdint>
#include <string_view>

#include "base/random.h"
#include "core/transaction.h"
#include "services/ecs/model/tables.h"

namespace gantry::ecs {

/// Events kept for each service, the newest.
inline constexpr std::int64_t kServiceEventsKept = 100;

/// Stages one more line of a service's event list, and the end of the one that is too old for it.
/// @param row   takes its number; the caller stages it
/// @param text  without the leading "(service NAME) "
void add_service_event(
    core::Transaction& tx,
    const Tables& tables,
    ServiceRow& row,
    IdSource& ids,
    SysTime now,
    std::string_view text
);

}  // namespace gantry::ecs
