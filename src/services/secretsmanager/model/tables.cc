#include "services/secretsmanager/model/tables.h"

#include "wire/json_codec.h"

namespace gantry::secretsmanager {
namespace {

template <class Row>
core::RowCodec<Row> json_rows() {
    return {
        .encode = [](const Row& row) { return wire::encode_json(row); },
        .decode = [](std::string_view text) { return wire::decode_json<Row>(text); },
    };
}

}  // namespace

Tables::Tables()
    : secrets("secretsmanager.secrets", json_rows<SecretRow>()),
      versions("secretsmanager.secret_versions", json_rows<VersionRow>()) {}

std::vector<core::TableBase*> Tables::all() {
    return {&secrets, &versions};
}

}  // namespace gantry::secretsmanager
