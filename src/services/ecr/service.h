#pragma once

#include <functional>
#include <memory>
#include <string>

#include "service/service.h"
#include "services/ecr/api/call.h"
#include "services/ecr/api/image_pusher.h"
#include "services/ecr/expiration.h"
#include "services/ecr/model/image_store.h"
#include "services/ecr/registry/process.h"
#include "services/ecr/registry/site.h"

namespace gantry::ecr {

/// What whoever starts a control plane may want of ECR.
struct Options {
    /// Where images are kept, by docker-registry; empty: nowhere.
    std::string directory;
    /// docker-registry: a path, or a name to be found in PATH.
    std::string program = "docker-registry";
    /// Another store of images, given the core's loop; goes before the directory.
    std::function<std::unique_ptr<ImageStore>(Loop& loop)> make_store;
};

/// Amazon ECR within one control plane.
class Instance final : public service::InstanceOn<Tables>, public Backend {
  public:
    explicit Instance(const service::Surroundings& surroundings);

    void start() override;

    [[nodiscard]] std::vector<core::Controller*> controllers() override { return {&expiration_}; }
    [[nodiscard]] service::Site* site() override { return &site_; }

    [[nodiscard]] ImagePusher& pusher() override { return pusher_; }

  private:
    const service::Settings& settings_;
    RegistryProcess process_;
    std::unique_ptr<ImageStore> store_;
    ImagePusher pusher_;
    RegistrySite site_;
    Expiration expiration_{InstanceOn<Tables>::rows()};
};

/// The service as services/all.h lists it.
const service::Service& service();

}  // namespace gantry::ecr
