#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/core.h"
#include "services/ecr/model/image_store.h"
#include "services/ecr/model/images.h"

namespace gantry::ecr {

/// Where images come in, by PutImage and from Docker: the store has the manifest, then the rows
/// have the image, then the client hears of it. And where they go: once the rows are gone, the
/// store is told to delete the manifest. What of it a crash leaves undone takes room, no more.
///
/// Lives on the core's loop, and longer than anything it waits for.
class ImagePusher {
  public:
    using Done = std::function<void(Result<StagedImage>)>;
    using ImageToPush = std::shared_ptr<const ReadImage>;

    /// All outlive it. @param core is there once the first image comes
    ImagePusher(const Tables& tables, const std::unique_ptr<core::Core>& core, ImageStore& store)
        : tables_(tables), core_(core), store_(store) {}

    /// Subscribes to what becomes durable.
    void start();

    /// @param cause who does it, for the journal
    /// @param done on a later turn, once it is durable. Errors: those of stage_image;
    ///        LayersNotFoundException; ServerException where the store is away
    void push(std::string repository_key, ImageToPush image, std::string cause, Done done);

    /// Whether rows can be written now: a pull goes on without being noted.
    [[nodiscard]] bool writable() const { return core_->writable(); }

  private:
    /// What is under way with one manifest: pushes, or its deletion with pushes waiting for that.
    struct Work {
        int pushes = 0;
        bool deleting = false;
        std::vector<std::function<void()>> waiting;
    };
    struct Push {
        std::string repository_key;
        ImageToPush image;
        std::string cause;
        Done done;
    };

    void begin(const std::shared_ptr<Push>& push);
    void on_stored(const std::shared_ptr<Push>& push, const Result<void>& stored);
    void commit(const std::shared_ptr<Push>& push);
    void on_change(const core::Change& change);
    void delete_next();
    void on_deleted(const std::string& image_key);
    [[nodiscard]] SysTime now() const;

    const Tables& tables_;
    const std::unique_ptr<core::Core>& core_;
    ImageStore& store_;
    std::map<std::string, Work> work_;   ///< by image's key
    std::deque<std::string> to_delete_;  ///< images' keys
    int deletions_ = 0;                  ///< under way
};

}  // namespace gantry::ecr
