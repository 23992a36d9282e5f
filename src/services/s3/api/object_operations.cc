#include "services/s3/api/object_operations.h"

#include <algorithm>
#include <array>

#include "services/s3/api/buckets.h"

namespace gantry::s3 {
namespace {

using service::operation;

// clang-format off
constexpr std::array kOperations{
    operation<"CreateBucket", &create_bucket>(),
    operation<"DeleteBucket", &delete_bucket>(),
    operation<"GetBucketLocation", &get_bucket_location>(),
    operation<"HeadBucket", &head_bucket>(),
    operation<"ListBuckets", &list_buckets>(),
};
// clang-format on
static_assert(std::ranges::is_sorted(kOperations, {}, &service::Operation::name));

}  // namespace

std::span<const service::Operation> object_operations() {
    return kOperations;
}

}  // namespace gantry::s3
