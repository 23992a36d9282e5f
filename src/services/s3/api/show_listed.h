#pragma once

#include <vector>

#include "api/s3/checksum_algorithm.h"
#include "api/s3/checksum_type.h"
#include "api/s3/object.h"
#include "api/s3/object_storage_class.h"
#include "api/s3/object_version.h"
#include "api/s3/object_version_storage_class.h"
#include "services/s3/model/names.h"
#include "services/s3/model/rows.h"

namespace gantry::s3 {

/// An object within a list, without its key.
template <class Shown, class StorageClass>
Shown show_listed(const ObjectRow& row) {
    Shown shown;
    shown.last_modified = row.modified;
    shown.e_tag = quoted_tag(row.etag);
    shown.size = row.bytes;
    shown.storage_class =
        reflect::from_text<StorageClass>(row.head.storage_class).value_or(StorageClass::Standard);
    if (row.checksum.empty()) return shown;
    const auto algorithm = reflect::from_text<api::s3::ChecksumAlgorithm>(row.checksum_algorithm);
    if (algorithm) shown.checksum_algorithm = std::vector{*algorithm};
    shown.checksum_type = row.composite_checksum ? api::s3::ChecksumType::Composite
                                                 : api::s3::ChecksumType::FullObject;
    return shown;
}

}  // namespace gantry::s3
