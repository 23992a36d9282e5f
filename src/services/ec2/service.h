#pragma once

#include <vector>

#include "service/service.h"
#include "services/ec2/model/tables.h"

namespace gantry::ec2 {

/// What whoever starts a control plane may want of EC2.
struct Options {
    /// Where the default VPC is made at the start, once: if it is deleted it stays away.
    std::vector<aws::Scope> default_vpcs;
};

/// Amazon EC2's networks within one control plane: what is declared of them.
class Instance final : public service::InstanceOn<Tables> {
  public:
    explicit Instance(const service::Surroundings& surroundings);

    /// Makes the default VPCs that are wanted and were never made.
    void start() override;

  private:
    void make_default_vpc(const aws::Scope& scope);

    service::Surroundings around_;
    Options options_;
};

/// The service as services/all.h lists it.
const service::Service& service();

}  // namespace gantry::ec2
