#include "drivers/runtime/fake/fake_storage.h"

#include <fmt/format.h>

namespace gantry::runtime {

namespace {

/// 64 digits that are the same for the same text everywhere (FNV-1a, four times on).
std::string digest_of(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    std::string digits;
    for (int round = 0; round < 4; ++round) {
        for (const char c : text) {
            hash ^= static_cast<unsigned char>(c);
            hash *= 0x100000001b3ULL;
        }
        digits += fmt::format("{:016x}", hash);
    }
    return "sha256:" + digits;
}

std::string id_of(const std::string& image, int version) {
    return digest_of(fmt::format("{} {}", image, version));
}

/// Digests cannot be read backwards.
std::map<std::string, std::string>& given_out() {
    thread_local std::map<std::string, std::string> names;
    return names;
}

std::string repository_of(const std::string& image) {
    const auto at = image.find('@');
    if (at != std::string::npos) return image.substr(0, at);
    const auto colon = image.rfind(':');
    const auto slash = image.rfind('/');
    const bool tagged = colon != std::string::npos && (slash == std::string::npos || colon > slash);
    return tagged ? image.substr(0, colon) : image;
}

}  // namespace

std::string with_tag(const std::string& image) {
    return repository_of(image).size() == image.size() ? image + ":latest" : image;
}

std::string tagged_name(const std::string& image) {
    const auto found = given_out().find(image);
    return found == given_out().end() ? image : found->second;
}

void FakeStorage::pull(const std::string& image) {
    const std::string name = with_tag(image);
    const auto version = versions_.find(name);
    Image& copy = images_[name];
    const int newest = version == versions_.end() ? 0 : version->second;
    if (!copy.id.empty() && copy.version == newest) return;
    copy = {newest, id_of(name, newest)};
}

std::string FakeStorage::image_id(const std::string& image) const {
    const auto found = images_.find(with_tag(image));
    return found == images_.end() ? std::string{} : found->second.id;
}

Result<ImageStatus> FakeStorage::inspect_image(const std::string& image) const {
    const std::string name = with_tag(image);
    const auto found = images_.find(name);
    if (found == images_.end()) return not_found("No such image: " + name);
    ImageStatus status;
    status.id = found->second.id;
    const auto at = name.find('@');
    const std::string digest =
        at == std::string::npos
            ? digest_of(fmt::format("{} {} manifest", name, found->second.version))
            : name.substr(at + 1);
    status.repo_digests = {repository_of(name) + "@" + digest};
    if (at == std::string::npos) given_out()[status.repo_digests.front()] = name;
    return status;
}

Result<void> FakeStorage::create_volume(const VolumeSpec& spec) {
    const auto [volume, made] = volumes_.try_emplace(spec.name, Volume{.spec = spec});
    if (!made && volume->second.spec.driver != spec.driver) {
        return Error{
            ErrorKind::Conflict,
            {},
            "create " + spec.name + ": conflict: volume name must be unique",
            {}
        };
    }
    return {};
}

Result<VolumeSpec> FakeStorage::inspect_volume(const std::string& name) const {
    const auto found = volumes_.find(name);
    if (found == volumes_.end()) return not_found("get " + name + ": no such volume");
    VolumeSpec spec = found->second.spec;
    spec.mountpoint = "/volumes/" + name;
    return spec;
}

Result<void> FakeStorage::remove_volume(const std::string& name) {
    const auto found = volumes_.find(name);
    if (found == volumes_.end()) return not_found("get " + name + ": no such volume");
    if (!found->second.users.empty()) {
        return Error{
            ErrorKind::Conflict,
            {},
            "remove " + name + ": volume is in use - [" + *found->second.users.begin() + "]",
            {}
        };
    }
    volumes_.erase(found);
    return {};
}

std::vector<std::string> FakeStorage::volume_names() const {
    std::vector<std::string> names;
    for (const auto& [name, volume] : volumes_) names.push_back(name);
    return names;
}

void FakeStorage::attach(const std::string& container_id, const std::vector<std::string>& volumes) {
    if (volumes.empty()) return;
    for (const std::string& name : volumes) {
        Volume& volume = volumes_[name];
        if (volume.spec.name.empty()) volume.spec.name = name;
        volume.users.insert(container_id);
    }
    used_by_[container_id] = volumes;
}

void FakeStorage::detach(const std::string& container_id) {
    const auto used = used_by_.find(container_id);
    if (used == used_by_.end()) return;
    for (const std::string& name : used->second) {
        const auto volume = volumes_.find(name);
        if (volume != volumes_.end()) volume->second.users.erase(container_id);
    }
    used_by_.erase(used);
}

}  // namespace gantry::runtime
