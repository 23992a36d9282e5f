#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "base/random.h"
#include "control/control_core.h"
#include "control/gantry_api.h"
#include "control/identity.h"
#include "net/http.h"

namespace gantry::control {

/// The program's answer to HTTP: AWS operations on POST /, agents' websockets on /ws, our own paths
/// under /_gantry/.
///
/// Requests arrive on the network thread, are identified there, run as one turn on the core's loop,
/// and are answered once everything they saw or changed is durable.
class ApiFrontend final : public net::HttpHandler {
  public:
    /// Both references outlive the front end.
    ApiFrontend(ControlCore& control, GantryApi& gantry_api, Identity identity);
    ~ApiFrontend() override;

    void on_request(net::HttpRequest request, net::Respond respond) override;
    void on_upgrade(net::HttpRequest request, Accept accept, net::Respond refuse) override;
    net::HttpResponse on_failure(int status) override;

    /// Requests that reach the core's loop after this are refused. On the core's loop.
    void stop();

  private:
    void on_gantry_request(net::HttpRequest request, net::Respond respond);
    [[nodiscard]] std::string new_request_id();

    ControlCore& control_;
    GantryApi& gantry_api_;
    Identity identity_;
    std::mutex request_ids_mutex_;
    IdSource request_ids_;
    std::shared_ptr<bool> alive_;  ///< expires on the core's loop
};

}  // namespace gantry::control
