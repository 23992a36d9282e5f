#pragma once

#include <string_view>

#include "core/table.h"
#include "wire/json_codec.h"

namespace gantry::service {

/// How rows of every service are text in the journal: JSON, by their descriptions (base/reflect.h).
template <class Row>
core::RowCodec<Row> json_rows() {
    return {
        .encode = [](const Row& row) { return wire::encode_json(row); },
        .decode = [](std::string_view text) { return wire::decode_json<Row>(text); },
    };
}

}  // namespace gantry::service
