#pragma once

#include <memory>
#include <string>

#include "aws/scope.h"
#include "aws/session.h"

namespace gantry::aws {

/// How a call came, as far as policies may ask. Source: IAM User Guide, "AWS global condition
/// context keys".
struct Origin {
    std::string address;  ///< of who sent it; empty: by a unix socket
    bool tls = false;
    std::string user_agent;  ///< as the client calls itself; empty: it did not
    std::string referer;     ///< the same of the page it came from
};

/// Who is calling, as far as requests are told apart by it.
struct Caller {
    Scope scope;            ///< the caller's account, and the Region the request is for
    std::string principal;  ///< ARN; empty: anonymous
    std::string access_key_id;
    std::shared_ptr<const Session> session;  ///< of temporary credentials; else null
    std::shared_ptr<const Origin> origin{};  ///< null: a call that Gantry makes itself

    /// Nobody knows who: the call was not signed. The account of the scope is empty then.
    [[nodiscard]] bool anonymous() const { return principal.empty(); }
};

}  // namespace gantry::aws
