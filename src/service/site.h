#pragma once

#include "net/http.h"

namespace gantry::service {

/// HTTP that a service speaks beside the AWS API, on the same port: ECR's registry below "/v2/".
/// It judges its callers itself. Who may come in at all was decided before (control::FrontDoor).
class Site {
  public:
    virtual ~Site() = default;

    /// Whether a request is for it. Any thread.
    [[nodiscard]] virtual bool claims(const net::HttpRequest& head) const = 0;
    /// net::HttpHandler::on_head and on_request, of requests that it claims.
    virtual net::HeadVerdict on_head(const net::HttpRequest& head) = 0;
    virtual void on_request(net::HttpRequest request, net::Respond respond) = 0;
};

}  // namespace gantry::service
