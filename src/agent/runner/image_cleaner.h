#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "agent/engine/image_policy.h"
#include "agent/runner/operation.h"
#include "core/core.h"

namespace gantry::agent {

/// Remembers which images this agent pulled and when tasks last asked for them, and removes those
/// that nobody needs (engine/image_policy.h). Images that came another way are never touched.
/// Lives on the agent's loop.
class ImageCleaner {
  public:
    ImageCleaner(core::Core& core, OperationTools tools);
    ~ImageCleaner();
    ImageCleaner(const ImageCleaner&) = delete;
    ImageCleaner& operator=(const ImageCleaner&) = delete;

    /// Begins to look, at each interval. Without a policy it remembers only.
    void start();

    /// A task got the image. @param pulled a registry gave it just now, and there was none before
    void on_image(const std::string& image, bool pulled);

  private:
    void look();
    void remove_what_is_due(bool short_of_disk);
    void remove(std::vector<std::string> images);
    void forget(const std::string& image);
    void keep(const std::string& image);
    [[nodiscard]] std::set<std::string> images_in_use() const;

    core::Core& core_;
    OperationTools tools_;
    TimerId timer_ = 0;
    std::shared_ptr<bool> alive_;
};

}  // namespace gantry::agent
