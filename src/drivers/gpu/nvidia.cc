#include "drivers/gpu/nvidia.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string_view>
#include <system_error>

namespace gantry::gpu {

namespace {

constexpr std::string_view kUuid = "GPU UUID:";
constexpr std::string_view kUnknown = "?";

std::string text_of(const std::filesystem::path& file) {
    const std::ifstream in(file);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

/// "GPU UUID: \t GPU-12ab…" of a file `information`; empty where it has none.
std::string uuid_in(const std::string& information) {
    std::istringstream lines(information);
    std::string line;
    while (std::getline(lines, line)) {
        if (!line.starts_with(kUuid)) continue;
        std::istringstream rest(line.substr(kUuid.size()));
        std::string id;
        rest >> id;
        return id;
    }
    return {};
}

/// The first word like 550.54.14 of "NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.54.14 …".
std::string version_in(const std::string& text) {
    std::istringstream words(text);
    std::string word;
    while (words >> word) {
        const bool number = std::ranges::all_of(word, [](unsigned char c) {
            return std::isdigit(c) != 0 || c == '.';
        });
        if (number && word.find('.') != std::string::npos) return word;
    }
    return {};
}

}  // namespace

Inventory find_nvidia(const std::string& directory) {
    namespace fs = std::filesystem;
    std::error_code none;
    std::vector<fs::path> machines;
    for (const auto& entry : fs::directory_iterator(fs::path(directory) / "gpus", none)) {
        machines.push_back(entry.path());
    }
    std::ranges::sort(machines);
    Inventory found;
    for (const fs::path& one : machines) {
        std::string id = uuid_in(text_of(one / "information"));
        if (id.empty() || id.find(kUnknown) != std::string::npos) {
            ++found.nameless;
        } else {
            found.ids.push_back(std::move(id));
        }
    }
    if (!machines.empty())
        found.driver_version = version_in(text_of(fs::path(directory) / "version"));
    return found;
}

}  // namespace gantry::gpu
