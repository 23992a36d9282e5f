#pragma once

#include "service/call.h"
#include "service/later.h"
#include "service/registry.h"
#include "services/logs/engine/engine.h"
#include "services/logs/model/tables.h"

namespace gantry::logs {

using Call = service::CallOn<Tables>;
using service::Later;

class LiveTails;
class QueryBook;

/// What handlers need beside rows: the instance has it. Any thread may use it.
class Backend {
  public:
    Backend() = default;
    virtual ~Backend() = default;
    Backend(const Backend&) = delete;
    Backend& operator=(const Backend&) = delete;

    [[nodiscard]] virtual Engine& engine() = 0;
    [[nodiscard]] virtual QueryBook& queries() = 0;
    [[nodiscard]] virtual LiveTails& tails() = 0;
};

inline Engine& engine_of(const Call& call) {
    return call.services.get<Backend>().engine();
}

}  // namespace gantry::logs
