#include "sim/file_disk.h"

#include "base/assert.h"

namespace gantry::sim {

class FileDisk::OpenDisk final : public s3::BodyStore {
  public:
    explicit OpenDisk(std::set<std::string>& files) : files_(files) {}

    std::shared_ptr<net::BodySink> receive(
        const net::HttpRequest& /*head*/,
        std::shared_ptr<const service::TakenSum> /*taken*/,
        Received /*received*/
    ) override {
        GANTRY_ASSERT(false && "there is no HTTP in a simulation");
        return nullptr;
    }
    net::BodyStream send(const api::FileBody& /*body*/) override {
        GANTRY_ASSERT(false && "there is no HTTP in a simulation");
        return {};
    }
    /// It is nobody's until the next start.
    void discard(const api::FileBody& /*body*/) override {}
    void remove(const std::string& file) override { files_.erase(file); }
    void keep_only(std::set<std::string> known) override {
        std::erase_if(files_, [&known](const std::string& file) { return !known.contains(file); });
    }

  private:
    std::set<std::string>& files_;
};

std::unique_ptr<s3::BodyStore> FileDisk::open() {
    return std::make_unique<OpenDisk>(files_);
}

}  // namespace gantry::sim
