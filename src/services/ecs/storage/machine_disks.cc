#include "services/ecs/storage/machine_disks.h"

#include <array>
#include <optional>
#include <utility>

#include "services/ec2/port.h"
#include "services/ecs/model/task_volume.h"

namespace gantry::ecs {
namespace {

using What = ec2::DiskOrder::What;
namespace orders = wire::storage_orders;

constexpr std::array<std::pair<What, std::string_view>, 3> kWords = {{
    {What::MakeSnapshot, orders::kMakeSnapshot},
    {What::RemoveSnapshot, orders::kRemoveSnapshot},
    {What::RemoveVolume, orders::kRemoveVolume},
}};

constexpr std::size_t kLongestFailure = 512;

std::string word_of(What what) {
    for (const auto& [one, word] : kWords) {
        if (one == what) return std::string(word);
    }
    return {};
}

std::optional<What> read_word(std::string_view text) {
    for (const auto& [one, word] : kWords) {
        if (word == text) return one;
    }
    return std::nullopt;
}

}  // namespace

std::string MachineDisks::store_of(const std::string& instance_key) const {
    const auto row = tables_.container_instances.find(instance_key);
    if (!row || row->status == InstanceStatus::Inactive) return {};
    return row->attribute(kSnapshotStoreAttribute).value_or("");
}

void MachineDisks::on_change(const core::Change& change, const Name& name) {
    const ec2::DiskChange disks = ec2::disks_changed(services_, change);
    if (!disks.host.empty()) name(disks.host);
    if (disks.store.empty()) return;
    for (const auto& [key, row] : tables_.container_instances.rows()) {
        if (store_of(key) == disks.store) name(key);
    }
}

wire::StorageOrders MachineDisks::orders_of(const std::string& instance_key) {
    wire::StorageOrders all;
    for (auto& order : ec2::disk_orders(services_, instance_key, store_of(instance_key))) {
        all.orders.push_back({
            .what = word_of(order.what),
            .key = std::move(order.key),
            .id = std::move(order.id),
            .volume_id = std::move(order.volume_id),
        });
    }
    return all;
}

core::Transaction MachineDisks::take_report(
    const std::string& instance_key, const wire::StorageReport& report, SysTime now
) {
    core::Transaction tx;
    const auto what = read_word(report.what);
    if (!what) return tx;
    const std::string store = store_of(instance_key);
    if (*what != What::RemoveVolume && report.store != store) return tx;
    const ec2::DiskDone done{
        .what = *what,
        .key = report.key,
        .store = report.store,
        .failure = report.failure.substr(0, kLongestFailure),
    };
    ec2::take_disk_report(services_, instance_key, store, done, now, tx);
    return tx;
}

}  // namespace gantry::ecs
