#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/table.h"

namespace gantry::core {

/// A set of row changes that become true together or not at all. Built by a handler or a
/// controller, committed by Core. Reading through the transaction sees its own changes.
class Transaction {
  public:
    struct Change {
        const TableBase* table;
        std::string key;
        AnyRow row;  ///< null: erase
    };

    template <class Row>
    void put(const Table<Row>& table, const std::string& key, Row row) {
        stage(table, key, std::make_shared<const Row>(std::move(row)));
    }

    template <class Row>
    void erase(const Table<Row>& table, const std::string& key) {
        stage(table, key, nullptr);
    }

    /// The row as this transaction would leave it; null when there is none.
    template <class Row>
    [[nodiscard]] typename Table<Row>::Ptr get(const Table<Row>& table, const std::string& key)
        const {
        if (const Change* change = staged(table, key)) {
            return std::static_pointer_cast<const Row>(change->row);
        }
        return table.find(key);
    }

    /// Changes a copy of the row and stages it. @return false when there is no such row.
    template <class Row, class Edit>
    bool update(const Table<Row>& table, const std::string& key, Edit&& edit) {
        const auto row = get(table, key);
        if (!row) return false;
        Row copy = *row;
        std::forward<Edit>(edit)(copy);
        put(table, key, std::move(copy));
        return true;
    }

    /// Appends the changes of another transaction, in order.
    void merge(Transaction other);

    [[nodiscard]] bool empty() const { return changes_.empty(); }
    /// One change per row, in order of first touch.
    [[nodiscard]] const std::vector<Change>& changes() const { return changes_; }

  private:
    void stage(const TableBase& table, const std::string& key, AnyRow row);
    [[nodiscard]] const Change* staged(const TableBase& table, const std::string& key) const;

    std::vector<Change> changes_;
    std::map<std::pair<const TableBase*, std::string>, std::size_t> positions_;
};

}  // namespace gantry::core
