#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "service/paging.h"
#include "services/kms/api/call.h"

namespace gantry::kms {

/// Limit and Marker of a list.
struct Paging {
    std::optional<std::int32_t> limit;
    std::optional<std::string> marker;
    std::size_t usual = 100;  ///< without a limit
};

/// Cuts a page. @param list operation and whatever else decides what is listed
/// Errors: InvalidMarkerException.
Result<service::KeyPage> take_page(
    const Call& call, std::string list, const Paging& paging, const service::KeysAfter& keys_after
);

/// Fills in NextMarker and Truncated of an answer.
template <class Output>
void show_page(Output& out, const service::KeyPage& page) {
    out.truncated = page.next.has_value();
    out.next_marker = page.next;
}

}  // namespace gantry::kms
