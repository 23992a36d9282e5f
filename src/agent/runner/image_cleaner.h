#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "agent/engine/image_policy.h"
#include "agent/runner/operation.h"
#include "core/core.h"

namespace gantry::agent {

/// Remembers which images this agent pulled, the names that it gave them, and when tasks last asked
/// for them; and removes those that nobody needs (engine/image_policy.h). Images that came another
/// way are never touched, nor are names that others gave. A tag that moves leaves the image that
/// had it to be removed.
/// Lives on the agent's loop.
class ImageCleaner {
  public:
    ImageCleaner(core::Core& core, OperationTools tools);
    ~ImageCleaner();
    ImageCleaner(const ImageCleaner&) = delete;
    ImageCleaner& operator=(const ImageCleaner&) = delete;

    /// Begins to look, at each interval. Without a policy it remembers only.
    void start();

    void on_image(const ImageStore::Got& got);

  private:
    void look();
    void remove_what_is_due(bool short_of_disk);
    void remove(std::vector<std::string> images);
    void on_removed(const std::string& image, const Result<void>& how);
    void forget(const std::string& image);
    void keep(const std::string& image);
    struct InUse {
        // Short names (image_names.h).
        std::set<std::string, std::less<>> images;  ///< by their digests, and full names
        std::set<std::string, std::less<>> names;   ///< full ones whose digest is not known yet
    };
    [[nodiscard]] InUse images_in_use() const;
    [[nodiscard]] static bool is_in_use(
        const InUse& in_use, const std::string& image, const ImageRow& row
    );
    [[nodiscard]] bool is_our_name(const std::string& name) const;
    void take_name(const std::string& name, const std::string& image, core::Transaction& tx) const;

    core::Core& core_;
    OperationTools tools_;
    TimerId timer_ = 0;
    std::shared_ptr<bool> alive_;
};

}  // namespace gantry::agent
