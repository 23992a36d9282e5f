#pragma once

#include <functional>

#include "base/random.h"
#include "core/controller.h"
#include "services/kms/crypto/root_key.h"
#include "services/kms/model/tables.h"

namespace gantry::kms {

/// Deletes keys, with their aliases, when their day has come, and gives new material to those that
/// are rotated by themselves. Keys: row keys of keys.
/// Source: KMS Developer Guide, "Delete AWS KMS keys", "Rotate AWS KMS keys".
class KeyLifecycle final : public core::Controller {
  public:
    /// All outlive it.
    KeyLifecycle(const Tables& tables, IdSource& ids, std::function<RootKey()> root)
        : tables_(tables), ids_(ids), root_(std::move(root)) {}

    [[nodiscard]] std::string_view name() const override { return "kms-key-lifecycle"; }
    void on_change(const core::Change& change, const Wake& wake) override;
    void all_keys(const Wake& wake) override;
    core::Plan plan(const std::string& key, SysTime now) override;

  private:
    [[nodiscard]] core::Plan delete_key(const std::string& key) const;
    [[nodiscard]] core::Plan rotate(const KeyRow& row, const std::string& key, SysTime now);

    const Tables& tables_;
    IdSource& ids_;
    std::function<RootKey()> root_;
};

}  // namespace gantry::kms
