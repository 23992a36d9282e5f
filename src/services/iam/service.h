#pragma once

#include "service/service.h"
#include "services/iam/access/access.h"
#include "services/iam/model/tables.h"

namespace gantry::iam {

/// AWS IAM within one control plane: its rows, and what they say about a caller.
class Instance final : public service::InstanceOn<Tables> {
  public:
    [[nodiscard]] Access& access() { return access_; }

  private:
    Access access_{InstanceOn<Tables>::rows()};
};

/// The service as services/all.h lists it.
const service::Service& service();

}  // namespace gantry::iam
