#pragma once

#include <string>

#include "base/result.h"
#include "control/identity.h"

namespace gantry::cmd {

/// The access key in a file with one line `<access key id>:<secret>`, mode 0600 (a control plane
/// writes one at its first start: DATA_DIR/root.key). An empty path gives the key that any `gantry
/// dev` accepts. Errors: the file is missing, readable by others, or holds something else.
Result<control::AccessKey> read_key_file(const std::string& path);

}  // namespace gantry::cmd
