#include "sim/image_disk.h"

#include <utility>

namespace gantry::sim {
namespace {

constexpr std::int64_t kLatencyMaxMs = 30;

}  // namespace

class ImageDisk::OpenDisk final : public ecr::ImageStore {
  public:
    OpenDisk(ImageDisk& disk, Loop& loop) : disk_(disk), loop_(loop) {}

    void put_manifest(
        const std::string& repository,
        const std::string& digest,
        const std::string& /*media_type*/,
        const std::string& /*text*/,
        Done done
    ) override {
        later(
            [this, key = repository + ":" + digest] { disk_.manifests_.insert(key); },
            std::move(done)
        );
    }
    void delete_manifest(const std::string& repository, const std::string& digest, Done done)
        override {
        later(
            [this, key = repository + ":" + digest] { disk_.manifests_.erase(key); },
            std::move(done)
        );
    }

  private:
    void later(std::function<void()> change, Done done) {
        const Duration latency{disk_.random_.between(1, kLatencyMaxMs)};
        loop_.call_after(latency, [this, change = std::move(change), done = std::move(done)] {
            const bool fails = disk_.random_.chance(disk_.failing_);
            if (!fails || disk_.random_.chance(0.5)) change();
            done(fails ? Result<void>(unavailable("the store of images is away")) : Result<void>());
        });
    }

    ImageDisk& disk_;
    Loop& loop_;
};

std::unique_ptr<ecr::ImageStore> ImageDisk::open(Loop& process) {
    return std::make_unique<OpenDisk>(*this, process);
}

}  // namespace gantry::sim
