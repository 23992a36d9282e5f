#pragma once

#include <span>

#include "service/service.h"
#include "wire/sigv4.h"

namespace gantry::service {

/// The service that a request is for, from its head alone; null where it is none of these. The
/// X-Amz-Target or the path of RPC v2 names it; where there is none, the signature's scope does,
/// whether the signature is right or not, and among services with one signing name the Version of a
/// form, once that has come.
const Service* find_service(
    std::span<const Service* const> services, const wire::HttpView& request
);

}  // namespace gantry::service
