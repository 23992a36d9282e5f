#include "services/s3/named_files.h"

#include "base/sabotage.h"

namespace gantry::s3 {

void NamedFiles::add(const std::vector<api::FilePart>& parts) {
    for (const api::FilePart& part : parts) ++counts_[part.file];
}

std::set<std::string> NamedFiles::remove(const std::vector<api::FilePart>& parts) {
    std::set<std::string> unnamed;
    for (const api::FilePart& part : parts) {
        const auto found = counts_.find(part.file);
        if (found == counts_.end()) continue;
        if (--found->second > 0 && !sabotaged(Sabotage::FileGoes)) continue;
        counts_.erase(found);
        unnamed.insert(part.file);
    }
    return unnamed;
}

std::set<std::string> NamedFiles::all() const {
    std::set<std::string> files;
    for (const auto& [file, count] : counts_) files.insert(file);
    return files;
}

}  // namespace gantry::s3
