#pragma once

#include <memory>
#include <string>

#include "net/http.h"
#include "service/dispatcher.h"
#include "wire/protocol/protocol.h"

namespace gantry::control {

/// What HTTP carries of an answer in one of AWS's protocols.
net::HttpResponse to_response(wire::HttpAnswer answer);

/// One request for a service, and its answer, in the protocol that its client speaks.
class AwsExchange {
  public:
    AwsExchange(const service::Service& service, net::HttpRequest request, std::string request_id);

    /// Whether a request is for an operation whose payload is not held in memory.
    static bool takes_file(const service::Service& service, const net::HttpRequest& head);

    /// Null: the service has none of that name.
    [[nodiscard]] const api::OperationInfo* operation() const { return operation_; }

    /// What the dispatcher is asked, which keeps the body as long as it needs it.
    [[nodiscard]] service::Request request(aws::Caller caller) const;
    [[nodiscard]] net::HttpResponse answer(const Result<service::Output>& output) const;
    [[nodiscard]] net::HttpResponse refuse(const Error& why) const;

  private:
    const service::Service& service_;
    std::shared_ptr<const net::HttpRequest> http_;
    std::string request_id_;
    const wire::Codec& codec_;
    const api::OperationInfo* operation_;  ///< null: the service has none such
};

}  // namespace gantry::control
