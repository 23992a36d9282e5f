#pragma once

#include "core/controller.h"
#include "services/ssm/model/tables.h"

namespace gantry::ssm {

/// Deletes parameters whose Expiration policy says so, with all their versions. Keys: parameters'.
/// Source: Systems Manager User Guide, "Assigning parameter policies in Parameter Store".
class Expiration final : public core::Controller {
  public:
    /// @param tables outlive the controller
    explicit Expiration(const Tables& tables) : tables_(tables) {}

    [[nodiscard]] std::string_view name() const override { return "parameter-expiration"; }
    void on_change(const core::Change& change, const Wake& wake) override;
    void all_keys(const Wake& wake) override;
    core::Plan plan(const std::string& key, SysTime now) override;

  private:
    const Tables& tables_;
};

}  // namespace gantry::ssm
