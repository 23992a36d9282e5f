#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "api/file_body.h"

namespace gantry::s3 {

/// How many rows name each file: one that none names any more can go.
class NamedFiles {
  public:
    void add(const std::vector<api::FilePart>& parts);
    /// @return those of them that no row names now
    std::set<std::string> remove(const std::vector<api::FilePart>& parts);

    [[nodiscard]] bool contains(const std::string& file) const { return counts_.contains(file); }
    [[nodiscard]] std::set<std::string> all() const;
    [[nodiscard]] std::size_t size() const { return counts_.size(); }
    void clear() { counts_.clear(); }

  private:
    std::map<std::string, std::size_t> counts_;
};

}  // namespace gantry::s3
