#include "services/s3/api/crc_combine.h"

#include <gtest/gtest.h>

#include <string>

#include "base/random.h"
#include "services/s3/api/checksums.h"

namespace gantry::s3 {
namespace {

TEST(CombinedCrcs, are_those_of_the_whole) {
    Random random(1);
    for (const std::string algorithm : {"CRC32", "CRC32C", "CRC64NVME"}) {
        for (int i = 0; i < 20; ++i) {
            CombinedCrc combined(algorithm);
            std::string whole;
            for (std::uint64_t pieces = 1 + random.below(5); pieces > 0; --pieces) {
                // Some of one size, and some empty.
                std::string piece(random.chance(0.5) ? 300 : random.below(4) * 700, '\0');
                for (char& c : piece) c = static_cast<char>(random.below(256));
                combined.add(
                    checksum_of(algorithm, piece), static_cast<std::int64_t>(piece.size())
                );
                whole += piece;
            }
            EXPECT_EQ(combined.text(), checksum_of(algorithm, whole)) << algorithm;
        }
    }
}

TEST(CombinedCrcs, know_what_is_none) {
    const std::string good = checksum_of("CRC32", "a");
    const auto combine = [&](std::string_view algorithm, const std::string& second) {
        CombinedCrc combined(algorithm);
        combined.add(good, 1);
        combined.add(second, 1);
        return combined.text();
    };
    EXPECT_EQ(combine("SHA1", good), "");
    EXPECT_EQ(combine("CRC32", "?"), "");
    EXPECT_EQ(combine("CRC64NVME", good), "");
    EXPECT_NE(combine("CRC32", good), "");
}

}  // namespace
}  // namespace gantry::s3
