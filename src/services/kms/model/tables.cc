#include "services/kms/model/tables.h"

#include "service/json_rows.h"
#include "services/kms/model/names.h"

namespace gantry::kms {

using service::json_rows;

namespace {

std::optional<std::string> by_key(const std::string&, const AliasRow& alias) {
    return row_key(alias.scope(), alias.key_id);
}

}  // namespace

Tables::Tables()
    : keys("kms.keys", json_rows<KeyRow>()),
      aliases("kms.aliases", json_rows<AliasRow>()),
      aliases_by_key(aliases.add_index(by_key)) {}

}  // namespace gantry::kms
