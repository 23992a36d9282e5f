#include "cmd/oidc_keys.h"

#include <fmt/format.h>

#include <fstream>

namespace gantry::cmd {
namespace {

/// A byte more than a key set may have, so that what is too large is seen.
Result<std::string> read_start(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text(wire::kMaxKeySet + 1, '\0');
    if (!file.read(text.data(), static_cast<std::streamsize>(text.size())) && !file.eof()) {
        return invalid_argument(fmt::format("{} cannot be read.", path));
    }
    text.resize(static_cast<std::size_t>(file.gcount()));
    return text;
}

}  // namespace

Result<std::pair<std::string, wire::KeySet>> read_oidc_keys(const std::string& text) {
    const std::size_t equals = text.find('=');
    if (!text.starts_with("https://") || equals == std::string::npos) {
        return invalid_argument("takes https://ISSUER=FILE, but was " + text);
    }
    const std::string path = text.substr(equals + 1);
    const auto json = read_start(path);
    if (!json) return json.error();
    auto keys = wire::KeySet::read(*json);
    if (!keys) return invalid_argument(path + ": " + keys.error().message);
    return std::pair(text.substr(0, equals), *std::move(keys));
}

}  // namespace gantry::cmd
