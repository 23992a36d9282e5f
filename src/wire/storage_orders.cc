#include "wire/storage_orders.h"

namespace gantry::wire {

using reflect::field;

const reflect::TypeInfo& StorageOrder::type_info() {
    static const reflect::TypeInfo info = reflect::structure<StorageOrder>(
        "GantryStorageOrder",
        {
            field<&StorageOrder::what>("what"),
            field<&StorageOrder::key>("key"),
            field<&StorageOrder::id>("id"),
            field<&StorageOrder::volume_id>("volumeId"),
        }
    );
    return info;
}

const reflect::TypeInfo& StorageOrders::type_info() {
    static const reflect::TypeInfo info = reflect::structure<StorageOrders>(
        "GantryStorageMessage", {field<&StorageOrders::orders>("orders")}
    );
    return info;
}

const reflect::TypeInfo& StorageReport::type_info() {
    static const reflect::TypeInfo info = reflect::structure<StorageReport>(
        "GantryStorageReport",
        {
            field<&StorageReport::what>("what"),
            field<&StorageReport::key>("key"),
            field<&StorageReport::store>("store"),
            field<&StorageReport::failure>("failure"),
        }
    );
    return info;
}

}  // namespace gantry::wire
