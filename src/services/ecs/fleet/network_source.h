#pragma once

#include <functional>
#include <string>
#include <vector>

#include "api/acs/gantry_vpc.h"
#include "core/core.h"

namespace gantry::fleet {

/// Who knows what a machine has to know of the networks that its tasks are in. On the core's loop.
class NetworkSource {
  public:
    NetworkSource() = default;
    virtual ~NetworkSource() = default;
    NetworkSource(const NetworkSource&) = delete;
    NetworkSource& operator=(const NetworkSource&) = delete;

    using Name = std::function<void(const std::string& instance_key)>;

    /// Names the container instances whose networks may be others after a change.
    virtual void on_change(const core::Change& change, const Name& name) = 0;
    /// More may have changed than was told.
    virtual void on_reload() = 0;

    /// The VPCs that live tasks of an instance are in, in order of id, as the tables have them.
    virtual std::vector<api::acs::GantryVpc> networks_of(const std::string& instance_key) = 0;
};

}  // namespace gantry::fleet
