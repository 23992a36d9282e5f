#include "base/assert.h"

#include <cstdio>
#include <cstdlib>
#include <stdexcept>

#include "base/log.h"
#include "base/result.h"

namespace gantry {

void assertion_failed(const char* expression, const char* file, int line) {
    flush_log(std::chrono::milliseconds{500});
    std::fprintf(stderr, "%s:%d: invariant broken: %s\n", file, line, expression);
    std::abort();
}

void throw_exception_from_error(const Error& error, const boost::source_location& where) {
    throw std::logic_error(
        std::string(where.file_name()) + ": value of a failed result: " + error.code + " " +
        error.message
    );
}

}  // namespace gantry
