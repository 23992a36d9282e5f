#include "core/transaction.h"

namespace gantry::core {

void Transaction::merge(Transaction other) {
    for (Change& change : other.changes_) stage(*change.table, change.key, std::move(change.row));
}

void Transaction::stage(const TableBase& table, const std::string& key, AnyRow row) {
    const auto [position, is_new] = positions_.try_emplace({&table, key}, changes_.size());
    if (is_new) {
        changes_.push_back({.table = &table, .key = key, .row = std::move(row)});
    } else {
        changes_[position->second].row = std::move(row);
    }
}

const Transaction::Change* Transaction::staged(const TableBase& table, const std::string& key)
    const {
    const auto position = positions_.find({&table, key});
    return position == positions_.end() ? nullptr : &changes_[position->second];
}

}  // namespace gantry::core
