#pragma once

#include <memory>
#include <set>
#include <string>

#include "base/loop.h"
#include "base/random.h"
#include "services/ecr/model/image_store.h"

namespace gantry::sim {

/// The store that a simulated machine keeps manifests in. It outlives the processes; what one of
/// them asked for and was not yet done is not done any more.
class ImageDisk {
  public:
    explicit ImageDisk(Random random) : random_(random) {}

    /// For a process that starts; it works on the process's loop.
    std::unique_ptr<ecr::ImageStore> open(Loop& process);

    /// Chance that something fails; of that, half was done all the same.
    void set_failing(double chance) { failing_ = chance; }
    /// "<repository's key>:<digest>" of each.
    [[nodiscard]] const std::set<std::string>& manifests() const { return manifests_; }

  private:
    class OpenDisk;

    Random random_;
    double failing_ = 0.0;
    std::set<std::string> manifests_;
};

}  // namespace gantry::sim
