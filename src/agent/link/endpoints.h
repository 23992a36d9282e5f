#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "agent/control_link.h"
#include "agent/link/instance_identity.h"
#include "base/loop.h"

namespace gantry::agent {

struct StreamEndpoints {
    std::string control;
    std::string telemetry;
};

/// Where the streams are to be opened: DiscoverPollEndpoint's answer, kept for 12 hours; an older
/// one is used while there is no newer. Lives on the agent's loop.
class Endpoints {
  public:
    Endpoints(Loop& loop, ControlLink& link, const InstanceIdentity& identity);

    using Done = std::function<void(Result<StreamEndpoints>)>;
    /// May answer within the call.
    void get(Done done);
    /// What get() gave does not work: ask again next time.
    void doubt() { fresh_ = false; }

  private:
    void on_answer(const Result<std::string>& answer);

    Loop& loop_;
    ControlLink& link_;
    const InstanceIdentity& identity_;
    std::optional<StreamEndpoints> known_;
    MonoTime known_at_;
    bool fresh_ = false;
    std::vector<Done> waiting_;
    std::shared_ptr<bool> alive_;
};

}  // namespace gantry::agent
