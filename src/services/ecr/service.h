#pragma once

#include <functional>
#include <memory>

#include "service/service.h"
#include "services/ecr/api/call.h"
#include "services/ecr/api/image_pusher.h"
#include "services/ecr/expiration.h"
#include "services/ecr/model/image_store.h"

namespace gantry::ecr {

/// What whoever starts a control plane may want of ECR.
struct Options {
    /// Another store of images, given the core's loop. Null: there is none.
    std::function<std::unique_ptr<ImageStore>(Loop& loop)> make_store;
};

/// Amazon ECR within one control plane.
class Instance final : public service::InstanceOn<Tables>, public Backend {
  public:
    explicit Instance(const service::Surroundings& surroundings);

    void start() override { pusher_.start(); }

    [[nodiscard]] std::vector<core::Controller*> controllers() override { return {&expiration_}; }

    [[nodiscard]] ImagePusher& pusher() override { return pusher_; }

  private:
    std::unique_ptr<ImageStore> store_;
    ImagePusher pusher_;
    Expiration expiration_{InstanceOn<Tables>::rows()};
};

/// The service as services/all.h lists it.
const service::Service& service();

}  // namespace gantry::ecr
