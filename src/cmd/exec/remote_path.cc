#include "cmd/exec/remote_path.h"

namespace gantry::cmd {

namespace {

std::size_t end_of_target(const std::string& text) {
    if (!text.starts_with("arn:")) return text.find(':');
    const std::size_t absolute = text.find(":/");
    return absolute != std::string::npos ? absolute : text.rfind(':');
}

}  // namespace

std::optional<RemotePath> read_remote_path(const std::string& text) {
    if (text.starts_with('/') || text.starts_with('.')) return std::nullopt;
    const std::size_t colon = end_of_target(text);
    if (colon == std::string::npos || colon == 0 || colon + 1 == text.size()) return std::nullopt;
    return RemotePath{text.substr(0, colon), text.substr(colon + 1)};
}

}  // namespace gantry::cmd
