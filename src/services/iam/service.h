#pragma once

#include <set>
#include <string>

#include "service/service.h"
#include "services/iam/access/gate.h"
#include "services/iam/model/tables.h"

namespace gantry::iam {

/// What whoever starts a control plane may want of IAM.
struct Options {
    Enforcement enforcement = Enforcement::Enforce;
    /// A task or a managed machine may have a role that is not there; its session may do what an
    /// administrator may, and what policies would have to allow is noted. For those who take
    /// anybody for the account's root: their roles are somewhere else.
    bool takes_unknown_roles = false;
};

/// AWS IAM within one control plane: its rows, and what they say about a caller.
class Instance final : public service::InstanceOn<Tables> {
  public:
    explicit Instance(const service::Surroundings& surroundings)
        : around_(surroundings),
          options_(surroundings.options.get<Options>()),
          gate_(access_, options_.enforcement, options_.takes_unknown_roles) {}

    /// Keeps the ring of keys as the rows are.
    void start() override;
    [[nodiscard]] service::Authorizer* authorizer() override { return &gate_; }
    /// /_gantry/iam/explain and /_gantry/iam/suggest (pages/pages.h).
    [[nodiscard]] std::vector<service::Page> pages() override;
    [[nodiscard]] std::string health() const override;
    [[nodiscard]] Access& access() { return access_; }
    [[nodiscard]] Gate& gate() { return gate_; }
    [[nodiscard]] const Options& options() const { return options_; }

  private:
    void put_key(const AccessKeyRow& row);
    void remove_key(const std::string& id);
    void on_change(const core::Change& change);
    void read_all();

    service::Surroundings around_;
    Options options_;
    Access access_{InstanceOn<Tables>::rows()};
    Gate gate_;
    std::set<std::string> given_;  ///< ids of the keys that the ring has from here
};

/// The service as services/all.h lists it.
const service::Service& service();

}  // namespace gantry::iam
