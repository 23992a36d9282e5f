#include "agent/resources/mounted_files.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace gantry::agent {
namespace {

using Secrets = std::vector<api::acs::Secret>;

bool is_mounted_file(const api::acs::Secret& secret) {
    return secret.type == api::acs::SecretType::MountPoint && secret.container_path;
}

std::string folder_of(const std::string& path) {
    return path.substr(0, path.rfind('/'));
}

template <class T>
T number_in(std::string_view text, int base, T otherwise) {
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    return error == std::errc{} && end == text.data() + text.size() ? value : otherwise;
}

void set_owner(memory_files::MemoryFile& file, const std::string& owner) {
    const std::size_t colon = std::min(owner.find(':'), owner.size());
    const std::string_view text = owner;
    file.user = number_in<std::uint32_t>(text.substr(0, colon), 10, 0);
    file.group =
        colon == owner.size() ? 0 : number_in<std::uint32_t>(text.substr(colon + 1), 10, 0);
}

}  // namespace

std::vector<MountedFolder> mounted_folders(const api::acs::Container& container) {
    std::set<std::string> folders;
    for (const auto& secret : container.secrets.value_or(Secrets{})) {
        if (is_mounted_file(secret)) folders.insert(folder_of(*secret.container_path));
    }
    std::vector<MountedFolder> mounted;
    for (const std::string& folder : folders) {
        const bool inside = std::ranges::any_of(mounted, [&folder](const MountedFolder& outer) {
            return folder.starts_with(outer.target + "/");
        });
        if (inside) continue;
        mounted.push_back(
            {container.name.value_or("") + "/" + std::to_string(mounted.size()), folder}
        );
    }
    return mounted;
}

std::vector<memory_files::MemoryFile> mounted_files(
    const api::acs::Container& container, const std::map<std::string, std::string>& texts
) {
    constexpr std::uint32_t kOwnersAlone = 0400;
    const auto folders = mounted_folders(container);
    std::vector<memory_files::MemoryFile> files;
    for (const auto& secret : container.secrets.value_or(Secrets{})) {
        if (!is_mounted_file(secret)) continue;
        const std::string& path = *secret.container_path;
        const auto text = texts.find(path);
        const auto folder = std::ranges::find_if(folders, [&path](const MountedFolder& one) {
            return path.starts_with(one.target + "/");
        });
        if (text == texts.end() || folder == folders.end()) continue;
        memory_files::MemoryFile file{
            .path = folder->source + path.substr(folder->target.size()),
            .text = text->second,
            .mode = number_in(secret.gantry_mode.value_or(""), 8, kOwnersAlone),
        };
        set_owner(file, secret.gantry_owner.value_or(""));
        files.push_back(std::move(file));
    }
    return files;
}

bool has_mounted_files(const api::acs::Task& task) {
    if (!task.containers) return false;
    return std::ranges::any_of(*task.containers, [](const api::acs::Container& container) {
        return container.secrets && std::ranges::any_of(*container.secrets, is_mounted_file);
    });
}

api::acs::Task only_mounted_files(const api::acs::Task& task) {
    api::acs::Task only;
    only.containers.emplace();
    if (!task.containers) return only;
    for (const auto& container : *task.containers) {
        auto& one = only.containers->emplace_back();
        one.name = container.name;
        one.secrets = container.secrets.value_or(Secrets{});
        std::erase_if(*one.secrets, [](const api::acs::Secret& secret) {
            return !is_mounted_file(secret);
        });
        one.gantry_files_on_change = container.gantry_files_on_change;
    }
    return only;
}

}  // namespace gantry::agent
