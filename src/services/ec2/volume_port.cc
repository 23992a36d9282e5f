// The port's functions of volumes and snapshots.
#include <algorithm>
#include <set>

#include "services/ec2/port.h"
#include "services/ec2/rules/volume_rules.h"
#include "services/ec2/service.h"

namespace gantry::ec2 {
namespace {

using api::ec2::SnapshotState;
using api::ec2::VolumeState;
using What = DiskOrder::What;

const Tables& disks_of(const service::Registry& services) {
    return services.get<Instance>().rows();
}

std::string store_key(const std::string& host) {
    return "/" + host;
}

void add_removals(const Tables& tables, const std::string& store, std::vector<DiskOrder>& orders) {
    for (const std::string& key : tables.deleted_snapshots_by_store.keys(store)) {
        const auto row = tables.snapshots.find(key);
        orders.push_back({What::RemoveSnapshot, key, row->id, row->volume_id});
    }
}

void fail_snapshot(
    const Tables& tables,
    const std::string& key,
    std::string_view why,
    SysTime now,
    core::Transaction& tx
) {
    tx.update(tables.snapshots, key, [&](SnapshotRow& row) {
        row.state = SnapshotState::Error;
        row.failure = why;
        row.ended = now;
    });
}

}  // namespace

std::vector<std::string> volume_owners(const service::Registry& services) {
    std::vector<std::string> owners;
    for (const auto& [key, row] : disks_of(services).volumes.rows()) owners.push_back(row->owner);
    return owners;
}

void note_volume(
    const Staging& staging, const std::string& owner, std::optional<VolumeRow> seen, SysTime now
) {
    const Tables& tables = disks_of(staging.services);
    const std::string wanted = seen ? staging.scope.prefix() + seen->id : "";
    for (const std::string& key : tables.volumes_by_owner.keys(owner)) {
        if (key == wanted) continue;
        const auto row = staging.tx.get(tables.volumes, key);
        if (row && !outlives_task(*row)) staging.tx.erase(tables.volumes, key);
    }
    if (!seen) return;
    const auto before = staging.tx.get(tables.volumes, wanted);
    VolumeRow after = next_volume(before.get(), *std::move(seen), now);
    if (!before || after != *before) staging.tx.put(tables.volumes, wanted, std::move(after));
}

std::optional<SnapshotRow> find_snapshot(
    const service::Registry& services, const aws::Scope& scope, const std::string& id
) {
    const auto row = disks_of(services).snapshots.find(scope.prefix() + id);
    if (!row || row->deleted) return std::nullopt;
    return *row;
}

std::vector<DiskOrder> disk_orders(
    const service::Registry& services, const std::string& host, const std::string& store
) {
    const Tables& tables = disks_of(services);
    std::vector<DiskOrder> orders;
    if (!store.empty()) {
        for (const std::string& key : tables.pending_snapshots_by_host.keys(host)) {
            const auto row = tables.snapshots.find(key);
            orders.push_back({What::MakeSnapshot, key, row->id, row->volume_id});
        }
        add_removals(tables, store, orders);
        add_removals(tables, store_key(host), orders);
    }
    for (const std::string& key : tables.deleting_volumes_by_host.keys(host)) {
        const std::string& id = tables.volumes.find(key)->id;
        orders.push_back({What::RemoveVolume, key, id, id});
    }
    return orders;
}

void take_disk_report(
    const service::Registry& services,
    const std::string& host,
    const std::string& store,
    const DiskDone& done,
    SysTime now,
    core::Transaction& tx
) {
    const Tables& tables = disks_of(services);
    if (done.what == What::RemoveVolume) {
        const auto row = tables.volumes.find(done.key);
        const bool asked = row && row->host == host && row->state == VolumeState::Deleting;
        if (asked && done.failure.empty()) tx.erase(tables.volumes, done.key);
        return;
    }
    const auto row = tables.snapshots.find(done.key);
    if (!row) return;
    if (done.what == What::RemoveSnapshot) {
        const bool has_it = row->store.empty() ? row->host == host : row->store == store;
        if (row->deleted && has_it && done.failure.empty()) tx.erase(tables.snapshots, done.key);
        return;
    }
    if (row->deleted || row->host != host || row->state != SnapshotState::Pending) return;
    if (!done.failure.empty()) return fail_snapshot(tables, done.key, done.failure, now, tx);
    tx.update(tables.snapshots, done.key, [&](SnapshotRow& changed) {
        changed.state = SnapshotState::Completed;
        changed.store = done.store;
        changed.ended = now;
    });
}

void give_up_orders(
    const service::Registry& services,
    const std::string& host,
    std::string_view why,
    SysTime now,
    core::Transaction& tx
) {
    const Tables& tables = disks_of(services);
    for (const std::string& key : tables.pending_snapshots_by_host.keys(host)) {
        fail_snapshot(tables, key, why, now, tx);
    }
    for (const std::string& key : tables.deleted_snapshots_by_store.keys(store_key(host))) {
        tx.erase(tables.snapshots, key);
    }
    for (const std::string& key : tables.deleting_volumes_by_host.keys(host)) {
        tx.erase(tables.volumes, key);
    }
}

DiskChange disks_changed(const service::Registry& services, const core::Change& change) {
    const Tables& tables = disks_of(services);
    if (change.is_of(tables.volumes)) {
        const auto* after = change.after_as(tables.volumes);
        const bool deleting = after != nullptr && after->state == VolumeState::Deleting;
        return {deleting ? after->host : "", ""};
    }
    if (!change.is_of(tables.snapshots)) return {};
    const auto* after = change.after_as(tables.snapshots);
    if (after == nullptr) return {};
    if (after->state == SnapshotState::Pending) return {after->host, ""};
    return {"", after->deleted ? after->store : ""};
}

std::vector<std::string> hosts_with_orders(const service::Registry& services) {
    const Tables& tables = disks_of(services);
    std::set<std::string> hosts;
    for (const auto& [key, row] : tables.snapshots.rows()) {
        if (row->state == SnapshotState::Pending) hosts.insert(row->host);
    }
    for (const auto& [key, row] : tables.volumes.rows()) {
        if (row->state == VolumeState::Deleting) hosts.insert(row->host);
    }
    return {hosts.begin(), hosts.end()};
}

}  // namespace gantry::ec2
