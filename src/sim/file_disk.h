#pragma once

#include <memory>
#include <set>
#include <string>

#include "services/s3/files/body_store.h"

namespace gantry::sim {

/// The disk that a simulated machine keeps the bodies of objects on: their files' names, for nobody
/// looks into them. It outlives the processes; what they remove is gone at once.
class FileDisk {
  public:
    /// For a process that starts. Bodies do not come through it: who calls says which file they
    /// are (Asked::file), as the front end would.
    std::unique_ptr<s3::BodyStore> open();

    /// A call has come with a body, which is durable.
    void add(const std::string& file) { files_.insert(file); }
    [[nodiscard]] const std::set<std::string>& files() const { return files_; }

  private:
    class OpenDisk;

    std::set<std::string> files_;
};

}  // namespace gantry::sim
