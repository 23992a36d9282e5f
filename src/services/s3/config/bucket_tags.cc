#include "services/s3/config/bucket_tags.h"

#include "services/s3/config/tag_rules.h"

namespace gantry::s3 {

Result<BucketTags::Value> BucketTags::absent() {
    return refused(ErrorKind::NotFound, "NoSuchTagSet", "The TagSet does not exist");
}

Result<void> BucketTags::check(Call& /*call*/, const BucketRow& /*bucket*/, Value& value) {
    if (value.tag_set->size() > kMaxBucketTags) {
        return refused(
            ErrorKind::InvalidArgument, "BadRequest", "Bucket tag count cannot be greater than 50"
        );
    }
    return check_tags(*value.tag_set);
}

bool BucketTags::says_nothing(const Value& value) {
    return value.tag_set->empty();
}

}  // namespace gantry::s3
