#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace gantry::s3 {

/// What we read of a page of ListObjectsV2, as another store wrote it: only this, for its other
/// members may have words that AWS's do not.
struct OutsidePage {
    bool goes_on = false;  ///< there is another page
    std::vector<std::string> keys;
};

/// Errors: InvalidArgument for what is no such page.
Result<OutsidePage> read_outside_page(std::string_view xml);

}  // namespace gantry::s3
