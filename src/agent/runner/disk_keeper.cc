#include "agent/runner/disk_keeper.h"

#include <utility>

#include "agent/link/frames.h"
#include "base/log.h"
#include "wire/json_codec.h"

namespace gantry::agent {
namespace {

namespace orders = wire::storage_orders;

std::string name_of(const wire::StorageOrder& order) {
    return order.what + " " + order.key;
}

bool is_known(const wire::StorageOrder& order) {
    return order.what == orders::kMakeSnapshot || order.what == orders::kRemoveSnapshot ||
           order.what == orders::kRemoveVolume;
}

}  // namespace

DiskKeeper::DiskKeeper(storage::StorageDriver* driver, std::function<void(std::string frame)> send)
    : driver_(driver), send_(std::move(send)), alive_(std::make_shared<bool>(true)) {}

void DiskKeeper::on_orders(const std::string& message) {
    const auto read = wire::decode_json<wire::StorageOrders>(message);
    if (!read) {
        log_warn("storage_orders_unreadable", {{"why", read.error().message}});
        return;
    }
    for (const wire::StorageOrder& order : read->orders) {
        if (!is_known(order)) {
            log_warn("storage_order_unknown", {{"what", order.what}});
        } else if (under_way_.insert(name_of(order)).second) {
            begin(order);
        }
    }
}

void DiskKeeper::begin(const wire::StorageOrder& order) {
    if (driver_ == nullptr) return finish(order, unavailable("this machine has no disks"));
    auto done = [this, order, alive = std::weak_ptr(alive_)](const Result<void>& how) {
        if (!alive.expired()) finish(order, how);
    };
    if (order.what == orders::kMakeSnapshot) {
        driver_->make_snapshot(order.volume_id, order.id, std::move(done));
    } else if (order.what == orders::kRemoveSnapshot) {
        driver_->remove_snapshot(order.id, std::move(done));
    } else {
        driver_->remove_kept(order.id, std::move(done));
    }
}

void DiskKeeper::finish(const wire::StorageOrder& order, const Result<void>& how) {
    under_way_.erase(name_of(order));
    wire::StorageReport report{.what = order.what, .key = order.key, .store = {}, .failure = {}};
    if (driver_ != nullptr) report.store = driver_->abilities().snapshots;
    if (!how) report.failure = how.error().message;
    if (how) {
        log_info("storage_order_done", {{"what", order.what}, {"id", order.id}});
    } else {
        log_warn(
            "storage_order_failed",
            {{"what", order.what}, {"id", order.id}, {"why", report.failure}}
        );
    }
    send_(encode_frame(wire::kStorageReport, report));
}

}  // namespace gantry::agent
