#pragma once

#include <vector>

#include "service/service.h"
#include "services/ssm/expiration.h"
#include "services/ssm/model/tables.h"

namespace gantry::ssm {

/// AWS Systems Manager within one control plane, of which there is Parameter Store.
class Instance final : public service::InstanceOn<Tables> {
  public:
    [[nodiscard]] std::vector<core::Controller*> controllers() override { return {&expiration_}; }

  private:
    Expiration expiration_{InstanceOn<Tables>::rows()};
};

/// The service as services/all.h lists it.
const service::Service& service();

}  // namespace gantry::ssm
