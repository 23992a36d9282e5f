#include "services/kms/model/tables.h"

#include "services/kms/model/names.h"
#include "wire/json_codec.h"

namespace gantry::kms {
namespace {

template <class Row>
core::RowCodec<Row> json_rows() {
    return {
        .encode = [](const Row& row) { return wire::encode_json(row); },
        .decode = [](std::string_view text) { return wire::decode_json<Row>(text); },
    };
}

std::optional<std::string> by_key(const std::string&, const AliasRow& alias) {
    return row_key(alias.scope(), alias.key_id);
}

}  // namespace

Tables::Tables()
    : keys("kms.keys", json_rows<KeyRow>()),
      aliases("kms.aliases", json_rows<AliasRow>()),
      aliases_by_key(aliases.add_index(by_key)) {}

}  // namespace gantry::kms
