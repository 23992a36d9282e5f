#include "agent/link/endpoints.h"

#include <utility>

#include "api/ecs/discover_poll_endpoint_request.h"
#include "api/ecs/discover_poll_endpoint_response.h"
#include "wire/json_codec.h"

namespace gantry::agent {
namespace {

constexpr Duration kFresh = hours{12};

Result<StreamEndpoints> read(const Result<std::string>& answer) {
    if (!answer) return answer.error();
    auto response = wire::decode_json<api::ecs::DiscoverPollEndpointResponse>(*answer);
    if (!response) return response.error();
    if (!response->endpoint) return unavailable("DiscoverPollEndpoint named no endpoint");
    return StreamEndpoints{
        *response->endpoint, response->telemetry_endpoint.value_or(*response->endpoint)
    };
}

}  // namespace

Endpoints::Endpoints(Loop& loop, ControlLink& link, const InstanceIdentity& identity)
    : loop_(loop), link_(link), identity_(identity), alive_(std::make_shared<bool>(true)) {}

void Endpoints::get(Done done) {
    if (known_ && fresh_ && loop_.mono() - known_at_ < kFresh) return done(*known_);
    waiting_.push_back(std::move(done));
    if (waiting_.size() > 1) return;
    api::ecs::DiscoverPollEndpointRequest request;
    request.cluster = identity_.cluster;
    request.container_instance = identity_.container_instance_arn;
    link_.call(
        "DiscoverPollEndpoint",
        wire::encode_json(request),
        [this, alive = std::weak_ptr(alive_)](const Result<std::string>& answer) {
            if (!alive.expired()) on_answer(answer);
        }
    );
}

void Endpoints::on_answer(const Result<std::string>& answer) {
    Result<StreamEndpoints> found = read(answer);
    if (found) {
        known_ = *found;
        known_at_ = loop_.mono();
        fresh_ = true;
    } else if (known_) {
        found = *known_;
    }
    for (const Done& done : std::exchange(waiting_, {})) done(found);
}

}  // namespace gantry::agent
