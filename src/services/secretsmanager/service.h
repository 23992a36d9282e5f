#pragma once

#include <vector>

#include "service/service.h"
#include "services/secretsmanager/model/tables.h"
#include "services/secretsmanager/removal.h"

namespace gantry::secretsmanager {

/// AWS Secrets Manager within one control plane.
class Instance final : public service::InstanceOn<Tables> {
  public:
    [[nodiscard]] std::vector<core::Controller*> controllers() override { return {&removal_}; }

  private:
    Removal removal_{InstanceOn<Tables>::rows()};
};

/// The service as services/all.h lists it.
const service::Service& service();

}  // namespace gantry::secretsmanager
