#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "service/registry.h"
#include "services/ecs/fleet/network_source.h"
#include "services/ecs/model/tables.h"
#include "services/ecs/network/vpc_state.h"

namespace gantry::ecs {

/// The networks of machines, from EC2's rows and those of tasks. A VPC is looked at once for all
/// machines and again only when something in it has changed. Core thread; all references outlive
/// it.
class MachineNetworks final : public fleet::NetworkSource {
  public:
    MachineNetworks(const Tables& tables, const service::Registry& services)
        : tables_(tables), services_(services) {}

    void on_change(const core::Change& change, const Name& name) override;
    void on_reload() override { pictures_.clear(); }
    std::vector<api::acs::GantryVpc> networks_of(const std::string& instance_key) override;

  private:
    void on_task(const TaskRow* before, const TaskRow* after, const Name& name);
    void on_instance(
        const ContainerInstanceRow* before, const ContainerInstanceRow* after, const Name& name
    );
    void forget(const std::string& vpc_key, const Name& name);
    const VpcPicture* picture_of(const std::string& vpc_key);

    const Tables& tables_;
    const service::Registry& services_;
    std::map<std::string, VpcPicture> pictures_;  ///< by `<scope>/<id>`
};

}  // namespace gantry::ecs
