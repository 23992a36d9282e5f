#pragma once

#include <memory>
#include <string>

#include "aws/scope.h"
#include "aws/session.h"

namespace gantry::aws {

/// Who is calling, as far as requests are told apart by it.
struct Caller {
    Scope scope;            ///< the caller's account, and the Region the request is for
    std::string principal;  ///< ARN; empty: anonymous
    std::string access_key_id;
    std::shared_ptr<const Session> session;  ///< of temporary credentials; else null

    /// Nobody knows who: the call was not signed. The account of the scope is empty then.
    [[nodiscard]] bool anonymous() const { return principal.empty(); }
};

}  // namespace gantry::aws
