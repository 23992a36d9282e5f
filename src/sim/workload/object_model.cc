#include "sim/workload/object_model.h"

#include <utility>

namespace gantry::sim {
namespace {

constexpr const char* kNull = "null";

bool may_be(const std::string& known, const std::string& shown) {
    return known.empty() || known == shown;
}

}  // namespace

std::int64_t KeptVersion::bytes() const {
    std::int64_t all = 0;
    for (const api::FilePart& part : files) all += part.bytes;
    return all;
}

KeptVersions with_new(Versioning versioning, KeptVersions versions, KeptVersion added) {
    if (versioning != Versioning::Enabled) {
        added.id = kNull;
        versions = without_version(std::move(versions), kNull);
    }
    versions.insert(versions.begin(), std::move(added));
    return versions;
}

KeptVersions without_newest(Versioning versioning, KeptVersions versions) {
    if (versioning == Versioning::Never) return {};
    return with_new(versioning, std::move(versions), {.is_marker = true});
}

KeptVersions without_version(KeptVersions versions, const std::string& id) {
    std::erase_if(versions, [&id](const KeptVersion& version) { return version.id == id; });
    return versions;
}

std::optional<KeptVersions> match(const KeptVersions& versions, const ListedKey& listed) {
    if (versions.size() != listed.versions.size() + listed.markers.size()) return std::nullopt;
    KeptVersions known = versions;
    auto version = listed.versions.begin();
    auto marker = listed.markers.begin();
    for (KeptVersion& one : known) {
        if (one.is_marker) {
            if (marker == listed.markers.end() || !may_be(one.id, *marker)) return std::nullopt;
            one.id = *marker++;
            continue;
        }
        if (version == listed.versions.end()) return std::nullopt;
        const bool same = may_be(one.id, version->id) && may_be(one.etag, version->etag) &&
                          one.bytes() == version->bytes;
        if (!same) return std::nullopt;
        one.id = version->id;
        one.etag = version->etag;
        ++version;
    }
    if (known.empty()) return known;
    if (listed.latests != 1 || listed.latest != known.front().id) return std::nullopt;
    return known;
}

std::string judge_versions(KeptKeys& keys, const std::map<std::string, ListedKey>& listed) {
    for (const auto& [name, shown] : listed) {
        if (!keys.contains(name)) return "key " + name + " is listed, and was never put";
    }
    for (auto& [name, key] : keys) {
        const auto found = listed.find(name);
        const ListedKey shown = found == listed.end() ? ListedKey{} : found->second;
        auto now = match(key.versions, shown);
        if (!now && key.or_these) now = match(*key.or_these, shown);
        if (!now) return "the versions of key " + name + " are not what was acknowledged";
        key = {*std::move(now), std::nullopt};
    }
    return {};
}

}  // namespace gantry::sim
