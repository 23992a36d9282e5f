#pragma once

#include "core/controller.h"
#include "services/secretsmanager/model/tables.h"

namespace gantry::secretsmanager {

/// Finishes what DeleteSecret began: at the end of the recovery window the secret goes, with all
/// its versions. Keys: secrets'. Source: API Reference, DeleteSecret.
class Removal final : public core::Controller {
  public:
    /// @param tables outlive the controller
    explicit Removal(const Tables& tables) : tables_(tables) {}

    [[nodiscard]] std::string_view name() const override { return "secret-removal"; }
    void on_change(const core::Change& change, const Wake& wake) override;
    void all_keys(const Wake& wake) override;
    core::Plan plan(const std::string& key, SysTime now) override;

  private:
    const Tables& tables_;
};

}  // namespace gantry::secretsmanager
