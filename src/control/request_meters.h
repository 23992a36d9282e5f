#pragma once

#include <array>
#include <chrono>
#include <deque>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>

#include "base/metrics.h"
#include "service/metrics_text.h"
#include "service/service.h"

namespace gantry::control {

/// How many requests for each operation were answered, with what status, and how long they took.
/// There are as many numbers as the models have operations, whatever clients ask for. Any thread.
class RequestMeters {
  public:
    explicit RequestMeters(std::span<const service::Service* const> services);
    RequestMeters(const RequestMeters&) = delete;
    RequestMeters& operator=(const RequestMeters&) = delete;

    /// One request that was answered.
    /// @param operation null: none that the service has
    /// @param took nothing for those refused by their head, which take no time
    void add(
        const service::Service& service,
        const api::OperationInfo* operation,
        int status,
        std::optional<std::chrono::nanoseconds> took
    );

    void write(service::MetricsText& page) const;

  private:
    /// Every status that a codec, the front end or a model gives; others are counted together.
    static constexpr std::array kStatuses{200, 201, 202, 204, 301, 304, 307, 400, 401, 403, 404,
                                          405, 409, 410, 412, 413, 416, 429, 500, 501, 503};

    struct OfOperation {
        std::string_view service;
        std::string_view operation;
        std::array<Counter, kStatuses.size() + 1> by_status;
        Histogram durations;
    };

    void add_operation(const void* key, std::string_view service, std::string_view operation);

    std::deque<OfOperation> operations_;  ///< in order of service and name
    /// By api::OperationInfo, or by service::Service for what is none of its operations.
    std::unordered_map<const void*, OfOperation*> by_key_;
};

}  // namespace gantry::control
