#include "services/secretsmanager/model/tables.h"

#include "service/json_rows.h"

namespace gantry::secretsmanager {

using service::json_rows;
Tables::Tables()
    : secrets("secretsmanager.secrets", json_rows<SecretRow>()),
      versions("secretsmanager.secret_versions", json_rows<VersionRow>()) {}

std::vector<core::TableBase*> Tables::all() {
    return {&secrets, &versions};
}

}  // namespace gantry::secretsmanager
