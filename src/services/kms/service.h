#pragma once

#include <string>

#include "service/service.h"
#include "services/kms/crypto/root_key.h"
#include "services/kms/lifecycle.h"
#include "services/kms/model/tables.h"

namespace gantry::kms {

/// AWS KMS within one control plane.
class Instance final : public service::InstanceOn<Tables> {
  public:
    explicit Instance(const service::Surroundings& surroundings);

    [[nodiscard]] std::vector<core::Controller*> controllers() override { return {&lifecycle_}; }
    /// Says in the log when kms.key is not the one that the keys were sealed under.
    void start() override;
    [[nodiscard]] std::string health() const override;
    /// Out of kms.key; without one, for tests and the simulator, out of the installation's secret.
    [[nodiscard]] RootKey root_key() const;

  private:
    service::Surroundings around_;
    KeyLifecycle lifecycle_;
    std::size_t closed_ = 0;  ///< keys that were sealed under another root key, at the start
};

/// The service as services/all.h lists it.
const service::Service& service();

}  // namespace gantry::kms
