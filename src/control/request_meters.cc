#include "control/request_meters.h"

#include <algorithm>
#include <string>

namespace gantry::control {

RequestMeters::RequestMeters(std::span<const service::Service* const> services) {
    for (const service::Service* service : services) {
        for (const api::OperationInfo& operation : service->model().operations) {
            add_operation(&operation, service->name, operation.name);
        }
        add_operation(service, service->name, "unknown");
    }
}

void RequestMeters::add_operation(
    const void* key, std::string_view service, std::string_view operation
) {
    OfOperation& added = operations_.emplace_back();
    added.service = service;
    added.operation = operation;
    by_key_.emplace(key, &added);
}

void RequestMeters::add(
    const service::Service& service,
    const api::OperationInfo* operation,
    int status,
    std::optional<std::chrono::nanoseconds> took
) {
    const void* key = operation;
    const auto found = by_key_.find(operation == nullptr ? &service : key);
    if (found == by_key_.end()) return;
    const auto slot = std::ranges::lower_bound(kStatuses, status);
    const bool known = slot != kStatuses.end() && *slot == status;
    const auto index = known ? slot - kStatuses.begin() : std::ssize(kStatuses);
    found->second->by_status[static_cast<std::size_t>(index)].add();
    if (took) found->second->durations.observe(*took);
}

void RequestMeters::write(service::MetricsText& page) const {
    page.counter("gantry_requests_total", "Requests for AWS operations, by HTTP status.");
    for (const OfOperation& of : operations_) {
        for (std::size_t i = 0; i <= kStatuses.size(); ++i) {
            const std::uint64_t count = of.by_status[i].value();
            if (count == 0) continue;
            const std::string code = i < kStatuses.size() ? std::to_string(kStatuses[i]) : "other";
            page.sample(
                static_cast<double>(count),
                {{"service", of.service}, {"operation", of.operation}, {"code", code}}
            );
        }
    }
    page.histogram(
        "gantry_request_duration_seconds",
        "From a request's last byte until its answer is made and durable."
    );
    for (const OfOperation& of : operations_) {
        const Histogram::Reading reading = of.durations.read();
        if (reading.count == 0) continue;
        page.sample(reading, {{"service", of.service}, {"operation", of.operation}});
    }
}

}  // namespace gantry::control
