#pragma once

#include <functional>
#include <string>

#include "base/result.h"

namespace gantry::control {

/// The text of a small file that only its owner may read (mode 0600). When it does not exist it is
/// made with what `make` returns, atomically: a crash leaves the whole file or none. Errors:
/// Unavailable with the path and the system's words; InvalidArgument when others may
/// read it or it is empty.
Result<std::string> read_or_make_secret(
    const std::string& path, const std::function<std::string()>& make
);

/// The text of such a file that must be there. Errors: as above, and Unavailable when it is
/// missing.
Result<std::string> read_secret(const std::string& path);

}  // namespace gantry::control
