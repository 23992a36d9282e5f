#pragma once

#include <memory>
#include <string>

#include "core/table.h"
#include "sim/checkers/ledger.h"

namespace gantry::sim {

/// One more row that a transaction puts.
/// @param before  null: it was not there
template <class Row>
void tell_of(
    Told& told,
    const core::Table<Row>& table,
    const std::string& key,
    const Row& after,
    const Row* before = nullptr
) {
    auto& change = told.changes.emplace_back();
    change.table = &table;
    change.key = key;
    if (before != nullptr) change.before = std::make_shared<const Row>(*before);
    change.after = std::make_shared<const Row>(after);
}

}  // namespace gantry::sim
