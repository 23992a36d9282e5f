#pragma once

#include <map>
#include <set>
#include <string>

#include "base/loop.h"
#include "services/logs/engine/engine.h"
#include "services/logs/engine/removed.h"

namespace gantry::logs {

/// Events in memory, for tests and simulations: works on a loop, in the order in which it was
/// called, and answers there. On the loop's thread only.
class MemoryEngine final : public Engine {
  public:
    explicit MemoryEngine(Loop& loop) : loop_(loop) {}

    void append(Batch batch, Done<void> done) override;
    void scan(Scan scan, Done<ScanEnd> done) override;
    void stats(std::vector<std::string> groups, Done<std::map<std::string, GroupStats>> done)
        override;
    void remove_stream(std::string group, std::string stream, Done<void> done) override;
    void remove_group(std::string group, Done<void> done) override;
    void keep_only(std::map<std::string, std::set<std::string>> known) override;
    void set_retention(std::string group, std::optional<Duration> retention) override;

    /// Which streams there is something of, by group.
    [[nodiscard]] std::map<std::string, std::set<std::string>> streams() const;

  private:
    struct Event {
        std::int64_t ingested_ms = 0;
        std::string message;
    };
    struct Stream {
        std::map<Position, Event> events;
        StreamStats stats;
    };

    void put(const Batch& batch);
    void drop_expired(const std::string& group);
    [[nodiscard]] ScanEnd run(const Scan& scan) const;

    Loop& loop_;
    std::uint64_t sequence_ = 0;
    std::map<std::string, std::map<std::string, Stream>> groups_;
    std::map<std::string, Duration> retention_;
    Removed removed_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace gantry::logs
