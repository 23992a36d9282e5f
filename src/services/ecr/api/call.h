#pragma once

#include "service/call.h"
#include "service/later.h"
#include "service/registry.h"
#include "services/ecr/model/tables.h"

namespace gantry::ecr {

/// A call as the handlers of ECR see it.
using Call = service::CallOn<Tables>;
using service::Later;

class ImagePusher;

/// What handlers need beside rows: the instance has it.
class Backend {
  public:
    Backend() = default;
    virtual ~Backend() = default;
    Backend(const Backend&) = delete;
    Backend& operator=(const Backend&) = delete;

    [[nodiscard]] virtual ImagePusher& pusher() = 0;
};

inline ImagePusher& pusher_of(const service::Registry& services) {
    return services.get<Backend>().pusher();
}

}  // namespace gantry::ecr
