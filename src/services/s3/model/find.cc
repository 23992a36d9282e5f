#include "services/s3/model/find.h"

#include "services/s3/model/errors.h"

namespace gantry::s3 {

Result<BucketPtr> find_bucket(
    const Call& call,
    const std::optional<std::string>& name,
    const std::optional<std::string>& expected_owner
) {
    auto bucket = call.tx.get(call.tables.buckets, name.value_or(""));
    if (!bucket) return no_such_bucket();
    if (expected_owner && *expected_owner != bucket->account) return access_denied();
    return bucket;
}

}  // namespace gantry::s3
