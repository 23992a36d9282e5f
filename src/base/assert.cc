#include "base/assert.h"

#include <cstdio>
#include <cstdlib>

#include "base/log.h"

namespace gantry {

void assertion_failed(const char* expression, const char* file, int line) {
    flush_log(std::chrono::milliseconds{500});
    std::fprintf(stderr, "%s:%d: invariant broken: %s\n", file, line, expression);
    std::abort();
}

}  // namespace gantry
