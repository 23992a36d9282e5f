#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/log_burst.h"
#include "base/loop.h"
#include "base/random.h"
#include "control/aws_exchange.h"
#include "control/body_arrival.h"
#include "control/control_core.h"
#include "control/front_door.h"
#include "control/gantry_api.h"
#include "control/identity.h"
#include "control/request_meters.h"
#include "net/http.h"

namespace gantry::control {

/// The program's answer to HTTP: the operations of AWS's services, their websockets, our own paths
/// under /_gantry/.
///
/// Requests arrive on the network thread and are judged there, by their heads before their bodies
/// are read: FrontDoor, then Identity. Inputs are decoded there too, large ones by a worker, so
/// that they wait for each other and nobody for them. They run as one turn on the core's loop, and
/// are answered once everything they saw or changed is durable; answers are encoded on the network
/// thread. What its client does not wait for any more is not begun.
///
/// Payloads that are not held in memory (api::FileBody) are read once their operation was let in,
/// and it runs once they are durable.
class ApiFrontend final : public net::HttpHandler {
  public:
    /// The references outlive the front end.
    ApiFrontend(
        ControlCore& control,
        GantryApi& gantry_api,
        RequestMeters& meters,
        Identity identity,
        FrontDoor door,
        Loop& workers
    );
    ~ApiFrontend() override;

    net::HeadVerdict on_head(const net::HttpRequest& head) override;
    void on_request(net::HttpRequest request, net::Respond respond) override;
    void on_upgrade(net::HttpRequest request, Accept accept, net::Respond refuse) override;
    net::HttpResponse on_failure(int status) override;
    net::HttpResponse on_plain_http() override;

    /// Requests that reach the core's loop after this are refused. On the core's loop.
    void stop();

  private:
    using Answer = service::Dispatcher::Answer;

    using Entry = service::Registry::Entry;
    struct Admission;

    [[nodiscard]] bool is_own_page(const net::HttpRequest& request, const std::string& host_prefix)
        const;
    [[nodiscard]] service::Site* find_site(const net::HttpRequest& head) const;
    [[nodiscard]] net::HeadVerdict judge_call(
        const net::HttpRequest& request, const std::string& host_prefix
    );
    [[nodiscard]] Result<Claimant> judge_signature(
        const net::HttpRequest& request,
        const net::HttpRequest& meant,
        const service::Service* service
    ) const;
    [[nodiscard]] net::HeadVerdict take_body(
        const net::HttpRequest& request, const service::Service* service, Claimant claimant
    );
    [[nodiscard]] net::FailBody failing_for(
        const service::Service* service, const net::HttpRequest& head
    );
    [[nodiscard]] service::BodyKeeper* find_keeper(const service::Service& service) const;
    void on_operation(
        net::HttpRequest request, const service::Service& service, net::Respond respond
    );
    [[nodiscard]] Result<Caller> judge_body(
        net::HttpRequest& request, const service::Service& service, const Claimant& claimant
    ) const;
    void begin_with_body(
        const std::shared_ptr<const AwsExchange>& exchange,
        const Admission& admission,
        const net::ClientWatch& client,
        const Answer& answer
    );
    void run_with_body(
        const std::shared_ptr<service::ReadRequest>& request,
        BodyArrival& arrival,
        const net::ClientWatch& client,
        const Answer& answer
    );
    void run(Result<service::ReadRequest> request, const net::ClientWatch& client, Answer answer);
    [[nodiscard]] net::HttpResponse refuse_unsigned(const net::HttpRequest& request);
    [[nodiscard]] bool may_be_unsigned_call(const net::HttpRequest& head) const;
    [[nodiscard]] bool may_be_unsigned_upgrade(const net::HttpRequest& head) const;
    [[nodiscard]] net::HeadVerdict judge_unsigned_call(const net::HttpRequest& head);
    [[nodiscard]] const service::Service* find_service(const net::HttpRequest& request) const;
    [[nodiscard]] const Entry* find_opener(const net::HttpRequest& request) const;
    void on_gantry_request(net::HttpRequest request, net::Respond respond);
    net::HttpResponse refuse_caller(
        const service::Service* service, const net::HttpRequest& head, const Error& why
    );
    net::HttpResponse refuse_entry(const net::HttpRequest& head, const Error& why);
    [[nodiscard]] net::HttpResponse refuse_reader(const Error& why);
    [[nodiscard]] std::string new_request_id();

    ControlCore& control_;
    std::vector<const service::Service*> services_;
    std::vector<service::Site*> sites_;
    GantryApi& gantry_api_;
    RequestMeters& meters_;
    Identity identity_;
    FrontDoor door_;
    LogBurst refused_;  ///< at the door; network thread
    Loop& workers_;
    std::mutex request_ids_mutex_;
    IdSource request_ids_;
    std::shared_ptr<bool> alive_;  ///< touched on the core's loop only
    const std::weak_ptr<bool> watch_;
};

}  // namespace gantry::control
