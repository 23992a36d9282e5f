#pragma once

#include <fmt/format.h>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>

#include "base/loop.h"
#include "services/ecr/model/image_store.h"
#include "services/ecr/model/manifest.h"
#include "services/ecr/model/names.h"

namespace gantry::ecr {

/// For tests: an image store in memory. Blobs are there when `blobs` has them,
/// "<repository>:<digest>".
class MemoryStore final : public ImageStore {
  public:
    struct Contents {
        std::map<std::string, std::string> manifests;  ///< by "<repository>:<digest>"
        std::set<std::string> blobs;
        bool away = false;            ///< it answers with errors
        bool asks_for_blobs = false;  ///< manifests need theirs
    };

    MemoryStore(Loop& loop, std::shared_ptr<Contents> contents)
        : loop_(loop), contents_(std::move(contents)) {}

    void put_manifest(
        const std::string& repository,
        const std::string& digest,
        const std::string& media_type,
        const std::string& text,
        Done done
    ) override {
        loop_.post([=, this, done = std::move(done)] {
            if (contents_->away) return done(unavailable("away"));
            const auto manifest = read_manifest(text, media_type);
            if (!manifest) return done(manifest.error());
            for (const std::string& blob : manifest->blobs) {
                if (!contents_->asks_for_blobs) break;
                if (!contents_->blobs.contains(member_key(repository, blob))) {
                    return done(not_found(fmt::format("blob {} is not there", blob)));
                }
            }
            contents_->manifests[member_key(repository, digest)] = text;
            done({});
        });
    }
    void delete_manifest(const std::string& repository, const std::string& digest, Done done)
        override {
        loop_.post([=, this, done = std::move(done)] {
            if (contents_->away) return done(unavailable("away"));
            contents_->manifests.erase(member_key(repository, digest));
            done({});
        });
    }

  private:
    Loop& loop_;
    std::shared_ptr<Contents> contents_;
};

}  // namespace gantry::ecr
