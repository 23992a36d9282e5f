#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/reflect.h"

/// What the control plane and its agents say to each other of the files behind volumes and
/// snapshots, beyond the protocol of Amazon's agent. Orders are the whole of what a machine is to
/// do; they are told anew until its reports have made them disappear, so every one of them may be
/// carried out twice, and no message need come through.
namespace gantry::wire {

inline constexpr std::string_view kStorageMessage = "GantryStorageMessage";
inline constexpr std::string_view kStorageReport = "GantryStorageReport";

/// What is to be done.
namespace storage_orders {
inline constexpr std::string_view kMakeSnapshot = "make-snapshot";
inline constexpr std::string_view kRemoveSnapshot = "remove-snapshot";
inline constexpr std::string_view kRemoveVolume = "remove-volume";
}  // namespace storage_orders

struct StorageOrder {
    std::string what;       ///< as above; what is not known is passed over
    std::string key;        ///< as which it is reported
    std::string id;         ///< "snap-…", of a volume "vol-…"
    std::string volume_id;  ///< what a snapshot is made of

    friend bool operator==(const StorageOrder&, const StorageOrder&) = default;
    static const reflect::TypeInfo& type_info();
};

struct StorageOrders {
    std::vector<StorageOrder> orders;  ///< to be done in this order

    friend bool operator==(const StorageOrders&, const StorageOrders&) = default;
    static const reflect::TypeInfo& type_info();
};

struct StorageReport {
    std::string what;
    std::string key;
    std::string store;    ///< where the machine's snapshots are
    std::string failure;  ///< for people; empty: it is done

    friend bool operator==(const StorageReport&, const StorageReport&) = default;
    static const reflect::TypeInfo& type_info();
};

}  // namespace gantry::wire
