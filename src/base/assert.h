#pragma once

namespace gantry {

/// Prints the broken invariant with its place and aborts.
[[noreturn]] void assertion_failed(const char* expression, const char* file, int line);

}  // namespace gantry

/// States an invariant that only our own code can break; stays on in release builds. Input from
/// users, agents, disks or drivers is handled, never asserted.
#define GANTRY_ASSERT(expression) \
    ((expression) ? (void)0 : ::gantry::assertion_failed(#expression, __FILE__, __LINE__))
