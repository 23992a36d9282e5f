#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "api/file_body.h"

/// What S3 promises of one bucket, said once more: versions as they come and go.
/// Source: S3 User Guide, "How S3 Versioning works".
namespace gantry::sim {

/// A version of an object, or a delete marker.
struct KeptVersion {
    std::string id;  ///< "null" where the bucket keeps none; empty: there was no answer to tell
    bool is_marker = false;
    std::string etag;  ///< without quotes; empty: there was no answer to tell
    std::vector<api::FilePart> files{};

    [[nodiscard]] std::int64_t bytes() const;
};

/// The newest first.
using KeptVersions = std::vector<KeptVersion>;

/// How a bucket keeps versions.
enum class Versioning { Never, Enabled, Suspended };

/// The versions after a new one has come.
KeptVersions with_new(Versioning versioning, KeptVersions versions, KeptVersion added);
/// The versions after the object was deleted without saying which.
KeptVersions without_newest(Versioning versioning, KeptVersions versions);
/// The versions after one was deleted for good.
KeptVersions without_version(KeptVersions versions, const std::string& id);

/// A key as a list of versions has it: markers and others apart, each the newest first.
struct ListedKey {
    struct Version {
        std::string id;
        std::string etag;
        std::int64_t bytes = 0;
    };
    std::vector<Version> versions;
    std::vector<std::string> markers;
    std::string latest;  ///< the id of what is said to be
    int latests = 0;     ///< how many are
};

/// Whether a list may show these; @return them, with what was not known filled in
std::optional<KeptVersions> match(const KeptVersions& versions, const ListedKey& listed);

/// A key, as who keeps it knows it.
struct KeptKey {
    KeptVersions versions;
    /// These, while the outcome of a call is unknown.
    std::optional<KeptVersions> or_these;

    /// What GetObject shows; null: nothing.
    [[nodiscard]] const KeptVersion* shown() const {
        if (versions.empty() || versions.front().is_marker) return nullptr;
        return versions.data();
    }
};

using KeptKeys = std::map<std::string, KeptKey>;

/// What is wrong with a bucket's list of versions; empty: nothing. What was not known is known
/// afterwards.
std::string judge_versions(KeptKeys& keys, const std::map<std::string, ListedKey>& listed);

}  // namespace gantry::sim
