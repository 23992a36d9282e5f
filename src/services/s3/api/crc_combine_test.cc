#include "services/s3/api/crc_combine.h"

#include <gtest/gtest.h>

#include <string>

#include "base/random.h"
#include "services/s3/api/checksums.h"
#include "wire/checksum.h"
#include "wire/digest.h"

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

/// Ten thousand parts of alternating sizes: no slower than of one.
TEST(CombinedCrcs, are_quick_for_pieces_of_different_sizes) {
    const std::string big(70'001, 'a');
    const std::string small(3, 'b');
    const std::string sums[] = {checksum_of("CRC64NVME", big), checksum_of("CRC64NVME", small)};
    CombinedCrc combined("CRC64NVME");
    wire::Checksum whole(wire::ChecksumKind::Crc64Nvme);
    for (int i = 0; i < 1000; ++i) {
        const std::string& piece = i % 2 == 0 ? big : small;
        combined.add(sums[i % 2], static_cast<std::int64_t>(piece.size()));
        if (i < 100) whole.update(piece);
        if (i == 99) EXPECT_EQ(combined.text(), wire::to_base64(whole.finish()));
    }
    for (int i = 0; i < 10'000; ++i) combined.add(sums[0], (std::int64_t{5} << 30U) - i % 2);
    EXPECT_EQ(combined.text().size(), 12U);
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
