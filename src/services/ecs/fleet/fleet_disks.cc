// Fleet: what agents are to do with the files behind volumes and snapshots.
#include <utility>

#include "services/ecs/fleet/fleet.h"
#include "services/ecs/fleet/session.h"
#include "wire/json_codec.h"

namespace gantry::fleet {

namespace {

constexpr std::size_t kLongestReport = 4096;

}  // namespace

void Fleet::queue_disks(const std::string& instance_key) {
    if (!control_by_instance_.contains(instance_key)) return;  // all of it goes out on connect
    disks_due_.insert(instance_key);
    post_flush();
}

void Fleet::flush_disks() {
    for (const std::string& key : std::exchange(disks_due_, {})) {
        const auto session = control_by_instance_.find(key);
        if (session != control_by_instance_.end()) send_disks(*sessions_.at(session->second));
    }
}

/// Agents that say what they were told are ours; Amazon's would not know the message.
void Fleet::send_disks(Session& session) {
    if (disks_ == nullptr || session.hello.process.empty()) return;
    session.disks_sent_at.reset();
    const wire::StorageOrders orders = disks_->orders_of(session.instance_key);
    if (orders.orders.empty()) return;
    session.disks_sent_at = core_.loop().mono();
    send_message(session, wire::kStorageMessage, wire::encode_json(orders));
}

/// What is not reported is told again; one that is being done is not begun anew.
void Fleet::send_disks_again(Session& session, MonoTime now) {
    if (!session.disks_sent_at || now - *session.disks_sent_at <= options_.resend_after) return;
    send_disks(session);
}

void Fleet::on_storage_report(Session& session, const std::string& body) {
    if (disks_ == nullptr || body.size() > kLongestReport) return;
    const auto report = wire::decode_json<wire::StorageReport>(body);
    if (!report) return;
    auto tx = disks_->take_report(session.instance_key, *report, core_.loop().now());
    if (!tx.empty()) core_.commit(std::move(tx), "fleet storage " + session.instance_key);
}

}  // namespace gantry::fleet
