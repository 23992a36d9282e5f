#pragma once

#include <memory>
#include <string>

#include "base/thread_loop.h"
#include "base/turn_watch.h"
#include "control/control_core.h"
#include "control/request_meters.h"
#include "net/http.h"
#include "service/metrics_text.h"

namespace gantry::control {

/// What is measured of a control plane, and the page that says it: /_gantry/metrics, in Prometheus'
/// text format. Outlives everything that it measures.
///
/// The page is made in two steps, so that no disk keeps the core waiting, and the disk's own
/// trouble does not take the page away: nothing of it waits for durability, for services count only
/// what is durable.
class Metrics {
  public:
    /// @param data_dir whose journal is measured; empty: none is
    Metrics(std::string version, std::string data_dir);

    /// Begins to measure the core's loop. On that loop.
    void watch(ThreadLoop& core);

    [[nodiscard]] RequestMeters& requests() { return requests_; }
    [[nodiscard]] const std::shared_ptr<net::HttpServerMeters>& http() const { return http_; }

    /// What only the core's thread may look at. On the core's loop.
    void write_core(service::MetricsText& page, const ControlCore& control) const;
    /// The rest. @param newest the journal's. Reads files; any thread but the core's.
    void write_rest(service::MetricsText& page, core::Journal& journal, core::Sequence newest)
        const;

  private:
    void write_http(service::MetricsText& page) const;
    void write_journal(service::MetricsText& page, core::Journal& journal, core::Sequence newest)
        const;

    const std::string version_;
    const std::string data_dir_;
    const ThreadLoop* core_loop_ = nullptr;
    TurnWatch turns_;
    RequestMeters requests_;
    std::shared_ptr<net::HttpServerMeters> http_ = std::make_shared<net::HttpServerMeters>();
};

}  // namespace gantry::control
