#pragma once

#include <vector>

#include "service/service.h"
#include "services/ssm/expiration.h"
#include "services/ssm/managed/machine_site.h"
#include "services/ssm/model/tables.h"

namespace gantry::ssm {

/// AWS Systems Manager within one control plane, of which there is Parameter Store, and the way in
/// for machines that are not AWS's.
class Instance final : public service::InstanceOn<Tables> {
  public:
    explicit Instance(const service::Surroundings& around) : site_(around, rows()) {}

    [[nodiscard]] std::vector<core::Controller*> controllers() override { return {&expiration_}; }

    [[nodiscard]] service::Site* site() override { return &site_; }
    [[nodiscard]] bool has_ended(const aws::Session& session, SysTime now) const override;

  private:
    MachineSite site_;
    Expiration expiration_{InstanceOn<Tables>::rows()};
};

/// The service as services/all.h lists it.
const service::Service& service();

}  // namespace gantry::ssm
