#pragma once

#include <vector>

#include "core/table.h"
#include "services/s3/model/rows.h"

namespace gantry::s3 {

/// All tables of S3. Read by handlers, changed only by core::Core. Core thread only.
struct Tables {
    Tables();

    core::Table<BucketRow> buckets;
    core::Table<ObjectRow> objects;
    core::Table<UploadRow> uploads;
    core::Table<PartRow> parts;
    core::Table<ConfigurationRow> configurations;

    /// Index text: the account.
    const core::Table<BucketRow>::Index& buckets_by_account;

    [[nodiscard]] std::vector<core::TableBase*> all();
};

}  // namespace gantry::s3
