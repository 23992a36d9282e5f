#pragma once

#include <string>

#include "aws/scope.h"

namespace gantry::aws {

/// Who is calling, as far as requests are told apart by it.
struct Caller {
    Scope scope;            ///< the caller's account, and the Region the request is for
    std::string principal;  ///< ARN
    std::string access_key_id;
};

}  // namespace gantry::aws
