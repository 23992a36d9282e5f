#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "services/ec2/model/rows.h"

namespace gantry::ec2 {

struct EntryChange {
    std::vector<PrefixListItem> added;
    std::vector<std::string> removed;  ///< blocks
};

/// Changes the entries of a prefix list, all or none; they stay in order of their blocks. One that
/// is added again has the new description. Pure.
/// Errors: InvalidParameterValue: a block that is none, or of the other family; one in both lists,
/// twice in one, or not there to be removed; more than the list may have.
Result<void> change_entries(PrefixListRow& list, const EntryChange& change);

}  // namespace gantry::ec2
