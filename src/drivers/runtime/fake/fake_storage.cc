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

FakeStorage::Image FakeStorage::in_registry(const std::string& image) const {
    const std::string name = with_tag(image);
    const auto at = name.find('@');
    if (at != std::string::npos) return {digest_of(name), name.substr(at + 1)};
    const auto found = versions_.find(name);
    const int version = found == versions_.end() ? 0 : found->second;
    const std::string digest = digest_of(fmt::format("{} {} manifest", name, version));
    const std::string by_digest = repository_of(name) + "@" + digest;
    given_out()[by_digest] = name;
    return {digest_of(by_digest), digest};
}

void FakeStorage::pull(const std::string& image) {
    const Image newest = in_registry(image);
    images_[with_tag(image)] = newest;
    images_[repository_of(image) + "@" + newest.digest] = newest;
}

std::string FakeStorage::registry_digest(const std::string& image) const {
    return in_registry(image).digest;
}

Result<void> FakeStorage::tag(const std::string& image, const std::string& name) {
    const auto found = images_.find(with_tag(image));
    if (found == images_.end()) return not_found("No such image: " + with_tag(image));
    images_[with_tag(name)] = Image(found->second);
    return {};
}

void FakeStorage::remove_image(const std::string& image) {
    const auto gone = images_.extract(with_tag(image));
    if (gone.empty() || gone.key().find('@') != std::string::npos) return;
    const std::string repository = repository_of(image);
    std::vector<std::string> digests;
    for (const auto& [name, one] : images_) {
        if (one.id != gone.mapped().id || repository_of(name) != repository) continue;
        if (name.find('@') == std::string::npos) return;
        digests.push_back(name);
    }
    for (const std::string& name : digests) images_.erase(name);
}

std::string FakeStorage::image_id(const std::string& image) const {
    const auto found = images_.find(with_tag(image));
    return found == images_.end() ? std::string{} : found->second.id;
}

Result<ImageStatus> FakeStorage::inspect_image(const std::string& image) const {
    const auto found = images_.find(with_tag(image));
    if (found == images_.end()) return not_found("No such image: " + with_tag(image));
    ImageStatus status;
    status.id = found->second.id;
    for (const auto& [name, one] : images_) {
        if (one.id != status.id) continue;
        const bool by_digest = name.find('@') != std::string::npos;
        (by_digest ? status.repo_digests : status.names).push_back(name);
    }
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
