#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "core/journal.h"

/// The changes of one journal record as text that anyone can read: a JSON array with one object a
/// row, `{"table":"task","key":"000000000000/…","row":{…}}`; an erased row has no "row".
///
/// Only this envelope is looked into. Rows are JSON already and pass through byte for byte.
namespace gantry::store {

/// Errors: InvalidArgument naming the row whose text is not one JSON value.
Result<std::string> format_changes(std::span<const core::RowChange> changes);

/// Accepts white space, other members and any order of members.
/// Errors: InvalidArgument saying where the text stops making sense.
Result<std::vector<core::RowChange>> parse_changes(std::string_view text);

/// `"key":"…"` as format_changes writes it: a text that holds no such member has no such key.
std::string key_member(std::string_view key);

}  // namespace gantry::store
