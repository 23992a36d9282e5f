#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "base/assert.h"
#include "base/manual_loop.h"
#include "core/core.h"
#include "service/dispatcher.h"
#include "service/registry.h"
#include "store/memory_journal.h"

namespace gantry::service {

/// For tests and benchmarks: services without anything around them. Tables on a journal in memory,
/// a clock that stands still until told, ids from a fixed seed; no controller runs.
class TestWorld {
  public:
    explicit TestWorld(std::span<const Service* const> services, Options options = {})
        : options_(std::move(options)),
          registry_(services, {loop, registry_, core_, ids, keys, settings, options_}),
          dispatcher_(core_, registry_, ids, settings, workers) {
        settings.secret = "test secret";
        settings.endpoint = "http://127.0.0.1:4566";
        core_ = std::make_unique<core::Core>(loop, journal_, registry_.tables());
        GANTRY_ASSERT(core_->open());
    }

    /// Runs an operation as the front end does, JSON in and out, and applies what it changed.
    Result<std::string> run_json(
        aws::Caller caller, std::string service, std::string operation, std::string body
    ) {
        std::optional<Result<std::string>> answer;
        dispatcher_.run_json(
            std::move(caller),
            std::move(service),
            std::move(operation),
            "11111111-2222-4333-8444-555555555555",
            std::move(body),
            [&answer](Result<std::string> how) { answer = std::move(how); }
        );
        loop.run_until_idle();
        workers.run_until_idle();
        return answer.value_or(internal_error("not answered"));
    }

    void commit(core::Transaction tx) {
        core_->commit(std::move(tx), "test");
        loop.run_until_idle();
    }

    [[nodiscard]] const Registry& registry() const { return registry_; }
    [[nodiscard]] core::Core& core() { return *core_; }
    [[nodiscard]] Dispatcher& dispatcher() { return dispatcher_; }

    ManualLoop loop;
    ManualLoop workers;
    IdSource ids{Random(1)};
    KeyRing keys;
    Settings settings;
    std::shared_ptr<store::MemoryDisk> disk = std::make_shared<store::MemoryDisk>();

  private:
    Options options_;
    store::MemoryJournal journal_{loop, disk};
    std::unique_ptr<core::Core> core_;
    Registry registry_;
    Dispatcher dispatcher_;
};

}  // namespace gantry::service
