#pragma once

#include <memory>
#include <string>

#include "core/core.h"
#include "net/relay.h"
#include "service/service.h"
#include "service/site.h"
#include "services/ecr/api/image_pusher.h"
#include "services/ecr/model/tables.h"
#include "services/ecr/registry/path.h"
#include "services/ecr/registry/process.h"

namespace gantry::ecr {

/// What Docker pushes to and pulls from: the registry's API below "/v2/", as ECR speaks it.
///
///     network thread    head ──▶ address read; its body waits at a Gate
///     core's loop       who calls, may he, is the repository there
///                         manifests, tags: answered from rows, pushed by ImagePusher
///                         layers: Gate opened to a relay ──▶ docker-registry
///
/// Nothing of a body is read before its caller was let in.
/// Sources: OCI Distribution Specification; ECR User Guide, "Private registry authentication",
/// "IAM permissions for pushing an image".
class RegistrySite final : public service::Site {
  public:
    struct Parts {
        service::Surroundings around;
        const Tables& tables;
        ImagePusher& pusher;
        RegistryProcess& process;
    };

    explicit RegistrySite(Parts parts);
    ~RegistrySite() override;

    [[nodiscard]] bool claims(const net::HttpRequest& head) const override;
    net::HeadVerdict on_head(const net::HttpRequest& head) override;
    void on_request(net::HttpRequest request, net::Respond respond) override;

  private:
    struct Asked;
    using AskedPtr = std::shared_ptr<Asked>;

    // On the core's loop.
    void judge(const AskedPtr& asked);
    void answer(const AskedPtr& asked, net::HttpResponse response);
    [[nodiscard]] Result<void> allow(const Asked& asked);
    Result<void> make_repository(const Asked& asked);
    [[nodiscard]] Result<void> may(
        const Asked& asked, const std::string& name, std::string_view action
    ) const;
    [[nodiscard]] std::string mount_source(const Asked& asked) const;
    void go_on(const AskedPtr& asked);
    void show_tags(const AskedPtr& asked);
    void show_manifest(const AskedPtr& asked);
    void take_manifest(const AskedPtr& asked);
    void push_manifest(const AskedPtr& asked, std::string text);
    void hand_on(const AskedPtr& asked);

    Parts parts_;
    std::shared_ptr<net::Relays> relays_;  ///< made when first needed
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace gantry::ecr
