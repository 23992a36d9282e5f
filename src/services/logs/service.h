#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "service/service.h"
#include "services/logs/api/call.h"
#include "services/logs/api/live_tails.h"
#include "services/logs/api/query_book.h"
#include "services/logs/engine/engine.h"

namespace gantry::logs {

/// What whoever starts a control plane may want of CloudWatch Logs.
struct Options {
    /// Where events are kept; empty: in memory, as long as the process lives.
    std::string directory;
    /// Nothing is taken any more while they take more than this on disk; 0: no bound.
    std::uint64_t max_bytes = 0;
    /// Another engine, given the core's loop; goes before the directory.
    std::function<std::unique_ptr<Engine>(Loop& loop)> make_engine;
};

/// CloudWatch Logs within one control plane: what was declared, and the engine of its events, which
/// is told of every group and stream that goes and of every retention that changes.
class Instance final : public service::InstanceOn<Tables>, public Backend {
  public:
    explicit Instance(const service::Surroundings& surroundings);

    void start() override;

    [[nodiscard]] Engine& engine() override { return *engine_; }
    [[nodiscard]] QueryBook& queries() override { return queries_; }
    [[nodiscard]] LiveTails& tails() override { return tails_; }

  private:
    void on_change(const core::Change& change);
    void tell_all();
    void tell_retention(const GroupRow& row);

    service::Surroundings around_;
    LiveTails tails_;
    QueryBook queries_;  ///< outlives the engine, which ends the queries
    std::unique_ptr<Engine> engine_;
};

/// The service as services/all.h lists it.
const service::Service& service();

}  // namespace gantry::logs
