// Fleet: what agents are told of the networks of their tasks.
#include "api/acs/gantry_network_message.h"
#include "services/ecs/fleet/fleet.h"
#include "services/ecs/fleet/session.h"
#include "wire/json_codec.h"

namespace gantry::fleet {

namespace {

/// Machines that are told in one turn of the loop.
constexpr std::size_t kMachinesPerTurn = 50;
constexpr const char* kTakesInterfaces = "ecs.capability.task-eni";

}  // namespace

/// Agents that say what they were told are ours; Amazon's would not know the message.
bool Fleet::is_told_networks(const Session& session) const {
    if (networks_ == nullptr || session.hello.process.empty()) return false;
    const auto row = tables_.container_instances.find(session.instance_key);
    return row && row->attribute(kTakesInterfaces).has_value();
}

void Fleet::queue_networks(const std::string& instance_key) {
    if (!control_by_instance_.contains(instance_key)) return;  // all of it goes out on connect
    networks_due_.insert(instance_key);
    post_flush();
}

/// Those of an instance go out before its tasks, which need them.
void Fleet::flush_networks_of(const std::string& instance_key) {
    if (networks_due_.erase(instance_key) == 0) return;
    const auto session = control_by_instance_.find(instance_key);
    if (session != control_by_instance_.end()) {
        send_networks(*sessions_.at(session->second), Repeat::No);
    }
}

void Fleet::flush_networks() {
    for (std::size_t told = 0; !networks_due_.empty() && told < kMachinesPerTurn; ++told) {
        flush_networks_of(std::string(*networks_due_.begin()));
    }
}

void Fleet::send_networks(Session& session, Repeat repeat) {
    if (!is_told_networks(session)) return;
    api::acs::GantryNetworkMessage message;
    message.vpcs = networks_->networks_of(session.instance_key);
    std::string told = wire::encode_json(*message.vpcs);
    auto& last = session.networks;
    if (repeat == Repeat::No && last && last->told == told) return;
    message.message_id = ids_.uuid();
    message.cluster_arn = session.cluster_arn;
    message.container_instance_arn = session.instance_arn;
    message.generation = next_number(session.instance_key);
    last = Session::Networks{std::move(told), *message.message_id, false, core_.loop().mono()};
    send_message(session, "GantryNetworkMessage", wire::encode_json(message));
}

void Fleet::send_networks_again(Session& session, MonoTime now) {
    const auto& last = session.networks;
    if (!last || last->acknowledged || now - last->sent_at <= options_.resend_after) return;
    send_networks(session, Repeat::Yes);
}

}  // namespace gantry::fleet
