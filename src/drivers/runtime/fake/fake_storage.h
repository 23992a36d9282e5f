#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "drivers/runtime/container_runtime.h"

namespace gantry::runtime {

/// "nginx" → "nginx:latest"; names with a tag or digest stay as they are.
std::string with_tag(const std::string& image);

/// "repository@sha256:…" → the name with a tag under which this thread's fake registries gave that
/// digest out; any other name, and one that they never gave, as it is.
std::string tagged_name(const std::string& image);

/// The images and volumes of a fake machine, and the registry it pulls from. The registry has every
/// image, and forgets no version.
class FakeStorage {
  public:
    /// Makes the image present under this name and its digest, at the registry's version, or as
    /// the digest that the name holds. What had the name keeps its digest.
    void pull(const std::string& image);
    /// What the registry has for the name now.
    [[nodiscard]] std::string registry_digest(const std::string& image) const;
    /// Gives a present image one more name. Errors: NotFound.
    Result<void> tag(const std::string& image, const std::string& name);
    /// With the last tag of a repository its digests go as well, as Docker does it.
    void remove_image(const std::string& image);
    /// Somebody pushed a new version: the next pull brings another digest.
    void push(const std::string& image) { ++versions_[with_tag(image)]; }
    [[nodiscard]] bool present(const std::string& image) const {
        return images_.contains(with_tag(image));
    }
    /// Its id, "sha256:…"; empty when it is not present.
    [[nodiscard]] std::string image_id(const std::string& image) const;
    /// Errors: NotFound.
    [[nodiscard]] Result<ImageStatus> inspect_image(const std::string& image) const;

    DiskSpace disk{.total_bytes = 100'000'000'000, .free_bytes = 80'000'000'000};

    /// An existing volume of the same driver is left as it is. Errors: Conflict.
    Result<void> create_volume(const VolumeSpec& spec);
    [[nodiscard]] Result<VolumeSpec> inspect_volume(const std::string& name) const;
    /// Errors: NotFound; Conflict while a container uses it.
    Result<void> remove_volume(const std::string& name);
    [[nodiscard]] std::vector<std::string> volume_names() const;

    /// Notes which named volumes a container uses, making those that do not exist.
    void attach(const std::string& container_id, const std::vector<std::string>& volumes);
    void detach(const std::string& container_id);

  private:
    struct Volume {
        VolumeSpec spec;
        std::set<std::string> users;  ///< container ids
    };

    struct Image {
        std::string id;
        std::string digest;
    };
    [[nodiscard]] Image in_registry(const std::string& image) const;

    std::map<std::string, Image> images_;  ///< those present, by each of their names
    std::map<std::string, int> versions_;  ///< in the registry, where not 0
    std::map<std::string, Volume> volumes_;
    std::map<std::string, std::vector<std::string>> used_by_;  ///< container id → volumes
};

}  // namespace gantry::runtime
