#pragma once

#include <map>
#include <string>

#include "core/controller.h"
#include "services/ecr/model/tables.h"

namespace gantry::ecr {

/// Does what lifecycle policies say: looks at a repository whenever its policy or one of its images
/// changes, and every hour. Keys: repositories'.
/// Source: ECR User Guide, "How lifecycle policies work": within 24 hours.
class Expiration final : public core::Controller {
  public:
    /// @param tables outlive the controller
    explicit Expiration(const Tables& tables) : tables_(tables) {}

    [[nodiscard]] std::string_view name() const override { return "ecr-lifecycle"; }
    void on_change(const core::Change& change, const Wake& wake) override;
    void all_keys(const Wake& wake) override;
    core::Plan plan(const std::string& key, SysTime now) override;

  private:
    const Tables& tables_;
    /// When a repository was last looked at: many images that come at once are looked at once.
    std::map<std::string, SysTime> looked_;
};

}  // namespace gantry::ecr
