#include "cmd/key_file.h"

#include "control/secret_file.h"

namespace gantry::cmd {

Result<control::AccessKey> read_key_file(const std::string& path) {
    if (path.empty()) return control::AccessKey{control::kDefaultAccount, "dev", {}};
    const auto text = control::read_secret(path);
    if (!text) return text.error();
    const auto colon = text->find(':');
    if (colon == std::string::npos) {
        return invalid_argument(path + " does not hold '<access key id>:<secret>'");
    }
    return control::AccessKey{text->substr(0, colon), text->substr(colon + 1), {}};
}

}  // namespace gantry::cmd
