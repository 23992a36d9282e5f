#pragma once

#include <cstddef>
#include <span>

#include "service/service.h"
#include "wire/sigv4.h"

/// Calls that need no signature. Nothing says for which service they are but what they ask for: the
/// X-Amz-Target, or in forms Version and Action. REST and RPC v2 have none of them here.
namespace gantry::service {

/// No body of an unsigned call is larger: an identity token, the largest input there is, has 20,000
/// characters, and a session's policies 2,048.
inline constexpr std::size_t kMaxUnsignedBytes = 64U << 10U;

/// Whether a request of which only the head is known may turn out to be an unsigned call: it is, or
/// its body is a form, and some service has an unsigned call that comes in a form. Whether it has
/// credentials is not looked at.
bool may_be_unsigned_call(std::span<const Service* const> services, const wire::HttpView& head);

/// The service that a whole request without credentials is for; null where it is none of these.
/// Whether its operation is an unsigned call, the dispatcher asks.
const Service* find_service_unsigned(
    std::span<const Service* const> services, const wire::HttpView& request
);

}  // namespace gantry::service
