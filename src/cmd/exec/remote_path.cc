#include "cmd/exec/remote_path.h"

#include <filesystem>

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

std::optional<RemoteEntry> entry_of(const std::string& path) {
    std::filesystem::path whole = std::filesystem::path(path).lexically_normal();
    if (!whole.has_filename()) whole = whole.parent_path();  // "site/" is "site"
    const std::string name = whole.filename().string();
    if (name.empty() || name == "..") return std::nullopt;
    const std::string folder = whole.parent_path().string();
    return RemoteEntry{folder.empty() ? "." : folder, name};
}

}  // namespace gantry::cmd
