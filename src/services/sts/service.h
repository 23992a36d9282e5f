#pragma once

#include <map>
#include <string>
#include <string_view>

#include "service/service.h"
#include "services/sts/api/call.h"
#include "wire/web_token.h"

namespace gantry::sts {

/// What whoever starts a control plane may want of STS.
struct Options {
    /// By the issuer's URL, as tokens name it: what their signatures are verified with.
    std::map<std::string, wire::KeySet, std::less<>> oidc_keys;
};

/// AWS STS within one control plane.
class Instance final : public service::InstanceOn<Tables> {
  public:
    explicit Instance(Options options) : options_(std::move(options)) {}

    /// Null where the operator gave none.
    [[nodiscard]] const wire::KeySet* keys_of(std::string_view issuer) const {
        const auto found = options_.oidc_keys.find(issuer);
        return found == options_.oidc_keys.end() ? nullptr : &found->second;
    }

  private:
    Options options_;
};

/// The service as services/all.h lists it.
const service::Service& service();

}  // namespace gantry::sts
