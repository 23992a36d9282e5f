#include "base/random.h"

#include <gtest/gtest.h>

namespace gantry {
namespace {

TEST(Random, SameSeedSameNumbers) {
    Random a{7};
    Random b{7};
    for (int i = 0; i < 100; ++i) EXPECT_EQ(a.next(), b.next());
}

TEST(Random, BelowStaysBelow) {
    Random random{1};
    for (std::uint64_t bound = 1; bound < 50; ++bound) EXPECT_LT(random.below(bound), bound);
}

TEST(IdSource, ShapesOfIds) {
    IdSource ids{Random{3}};
    EXPECT_EQ(ids.hex32().size(), 32U);
    const std::string uuid = ids.uuid();
    EXPECT_EQ(uuid.size(), 36U);
    EXPECT_EQ(uuid[14], '4');
    EXPECT_EQ(ids.digits19().size(), 19U);
}

}  // namespace
}  // namespace gantry
