#pragma once

#include <memory>
#include <string>

#include "base/source_limits.h"
#include "service/service.h"
#include "service/site.h"
#include "services/ssm/model/machine_messages.h"
#include "services/ssm/model/tables.h"

namespace gantry::ssm {

/// Where machines come in (machine_messages.h). Small bodies only, and so many of an address; a
/// machine's message opens nothing a second time. Answers go out once what they say is durable.
class MachineSite final : public service::Site {
  public:
    MachineSite(const service::Surroundings& around, const Tables& tables);
    ~MachineSite() override;

    [[nodiscard]] bool claims(const net::HttpRequest& head) const override;
    net::HeadVerdict on_head(const net::HttpRequest& head) override;
    void on_request(net::HttpRequest request, net::Respond respond) override;

  private:
    void judge(const net::HttpRequest& request, const net::Respond& respond);

    service::Surroundings around_;
    const Tables& tables_;
    SourceLimits limits_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace gantry::ssm
