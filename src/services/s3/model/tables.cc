#include "services/s3/model/tables.h"

#include "service/json_rows.h"

namespace gantry::s3 {

using service::json_rows;

Tables::Tables()
    : buckets("s3.buckets", json_rows<BucketRow>()),
      objects("s3.objects", json_rows<ObjectRow>()),
      uploads("s3.uploads", json_rows<UploadRow>()),
      parts("s3.parts", json_rows<PartRow>()),
      configurations("s3.configurations", json_rows<ConfigurationRow>()),
      buckets_by_account(buckets.add_index(
          [](const std::string&, const BucketRow& row) -> std::optional<std::string> {
              return row.account;
          }
      )) {}

std::vector<core::TableBase*> Tables::all() {
    return {&buckets, &objects, &uploads, &parts, &configurations};
}

}  // namespace gantry::s3
