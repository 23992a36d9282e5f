#pragma once

#include <map>
#include <string>

#include "base/reflect.h"
#include "core/journal.h"

namespace gantry::control {

/// The life of one row, told for people: for each record when, why, and which members changed.
///
///     2026-03-01T12:00:00.000Z  UpdateService 6f1c…
///         desiredCount: 2 → 3
///
/// Pure. Values too long to be read at a glance are only said to have changed.
class HistoryText {
  public:
    HistoryText(std::string table, std::string key)
        : table_(std::move(table)), key_(std::move(key)) {}

    /// @param record the next one that has a change of the row
    void add(const core::JournalRecord& record);
    [[nodiscard]] const std::string& text() const { return text_; }

  private:
    using Members = std::map<std::string, reflect::RawJson>;

    void tell(const Members& after);

    std::string table_;
    std::string key_;
    Members before_;
    bool exists_ = false;
    std::string text_;
};

}  // namespace gantry::control
