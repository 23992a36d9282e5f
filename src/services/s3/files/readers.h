#pragma once

#include <cstddef>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "api/file_body.h"
#include "base/time.h"

namespace gantry::s3 {

/// How many answers read each file, and which of these are to go after them. Any thread.
class Readers {
  public:
    void join(const api::FileBody& body) {
        const std::lock_guard lock(mutex_);
        for (const api::FilePart& part : body.parts) ++counts_[part.file];
    }
    /// @return what goes now
    std::vector<std::string> leave(const api::FileBody& body) {
        std::vector<std::string> gone;
        const std::lock_guard lock(mutex_);
        for (const api::FilePart& part : body.parts) {
            const auto found = counts_.find(part.file);
            if (--found->second > 0) continue;
            counts_.erase(found);
            if (doomed_.erase(part.file) > 0) gone.push_back(part.file);
        }
        return gone;
    }
    /// @return whether it can go now; else the last who leaves it is told
    bool doom(const std::string& file) {
        const std::lock_guard lock(mutex_);
        if (!counts_.contains(file)) return true;
        doomed_.insert(file);
        return false;
    }

  private:
    std::mutex mutex_;
    std::map<std::string, std::size_t> counts_;
    std::set<std::string> doomed_;
};

/// So long after its row went may somebody still begin to read a file, of those who saw the row.
inline constexpr Duration kReadersGrace{30'000};

}  // namespace gantry::s3
