#include "cmd/key_file.h"

#include "control/secret_file.h"

namespace gantry::cmd {

Result<control::AccessKey> read_key_file(const std::string& path) {
    if (path.empty()) return control::AccessKey{aws::kDefaultAccount, "dev", {}};
    const auto text = control::read_secret(path);
    if (!text) return text.error();
    return control::parse_access_key(*text, path, {});
}

}  // namespace gantry::cmd
