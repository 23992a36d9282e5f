#include "services/s3/config/ownership.h"

namespace gantry::s3 {

using api::s3::ObjectOwnership;

Result<BucketOwnership::Value> BucketOwnership::absent() {
    return refused(
        ErrorKind::NotFound,
        "OwnershipControlsNotFoundError",
        "The bucket ownership controls were not found"
    );
}

Result<void> BucketOwnership::check(Call& /*call*/, const BucketRow& /*bucket*/, Value& value) {
    if (value.rules->size() != 1) return malformed_xml();
    return {};
}

BucketOwnership::Value ownership_of(ObjectOwnership ownership) {
    return {.rules = std::vector{api::s3::OwnershipControlsRule{.object_ownership = ownership}}};
}

bool has_lists(const Call& call, std::string_view bucket) {
    const auto value = kept<BucketOwnership>(call, bucket);
    if (!value || !value->rules || value->rules->empty()) return true;
    return value->rules->front().object_ownership != ObjectOwnership::BucketOwnerEnforced;
}

}  // namespace gantry::s3
