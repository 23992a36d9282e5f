#include "services/ecs/reconcile/service_events.h"

#include <fmt/format.h>

#include <string>

namespace gantry::ecs {
namespace {

/// `<service key>/<ten digits>`.
std::string service_event_key(const std::string& service_key, std::int64_t number) {
    return fmt::format("{}/{:010}", service_key, number);
}

}  // namespace

void add_service_event(
    core::Transaction& tx,
    const Tables& tables,
    ServiceRow& row,
    IdSource& ids,
    SysTime now,
    std::string_view text
) {
    const std::int64_t number = row.next_event_number++;
    const std::string service_key = row.key();
    tx.put(
        tables.service_events,
        service_event_key(service_key, number),
        ServiceEventRow{
            .service_key = service_key,
            .id = ids.uuid(),
            .message = fmt::format("(service {}) {}", row.name, text),
            .created_at = now,
        }
    );
    if (number <= kServiceEventsKept) return;
    tx.erase(tables.service_events, service_event_key(service_key, number - kServiceEventsKept));
}

}  // namespace gantry::ecs
