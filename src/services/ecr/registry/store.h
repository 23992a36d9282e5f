#pragma once

#include <memory>
#include <string>

#include "base/loop.h"
#include "net/http.h"
#include "services/ecr/model/image_store.h"
#include "services/ecr/registry/process.h"

namespace gantry::ecr {

/// Manifests and blobs at docker-registry. What waits for an answer when this is destroyed hears
/// nothing any more.
class RegistryStore final : public ImageStore {
  public:
    /// Both outlive it. @param loop the core's
    RegistryStore(Loop& loop, RegistryProcess& process);
    ~RegistryStore() override;

    void put_manifest(
        const std::string& repository,
        const std::string& digest,
        const std::string& media_type,
        const std::string& text,
        Done done
    ) override;
    void delete_manifest(const std::string& repository, const std::string& digest, Done done)
        override;

  private:
    using Answered = std::function<void(const Result<net::HttpResponse>&)>;
    void ask(net::HttpRequest request, Answered answered);

    struct Link;  ///< what is under way holds on to

    std::shared_ptr<Link> link_;
};

}  // namespace gantry::ecr
