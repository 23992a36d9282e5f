#include "wire/checksum.h"

#include <gtest/gtest.h>

#include "wire/digest.h"

namespace gantry::wire {
namespace {

std::string hex_checksum(ChecksumKind kind, std::string_view text) {
    Checksum checksum(kind);
    checksum.update(text.substr(0, text.size() / 2));
    checksum.update(text.substr(text.size() / 2));
    return to_hex(as_bytes(checksum.finish()));
}

// The check values that catalogues of CRCs give; NIST's of the others.
TEST(Checksum, IsWhatOthersComputeToo) {
    constexpr std::string_view kDigits = "123456789";
    EXPECT_EQ(hex_checksum(ChecksumKind::Crc32, kDigits), "cbf43926");
    EXPECT_EQ(hex_checksum(ChecksumKind::Crc32c, kDigits), "e3069283");
    EXPECT_EQ(hex_checksum(ChecksumKind::Crc64Nvme, kDigits), "ae8b14860a799888");
    EXPECT_EQ(hex_checksum(ChecksumKind::Sha1, "abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
    EXPECT_EQ(
        hex_checksum(ChecksumKind::Sha256, "abc"),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
    EXPECT_EQ(hex_checksum(ChecksumKind::Crc32, ""), "00000000");
}

TEST(Checksum, BeginsAnewOnceItIsFinished) {
    for (const ChecksumKind kind :
         {ChecksumKind::Crc32, ChecksumKind::Crc64Nvme, ChecksumKind::Sha1}) {
        Checksum checksum(kind);
        checksum.update("one");
        const std::string first = checksum.finish();
        checksum.update("one");
        EXPECT_EQ(checksum.finish(), first);
    }
}

TEST(Checksum, IsFoundByItsHeader) {
    EXPECT_EQ(checksum_of_header("x-amz-checksum-crc64nvme"), ChecksumKind::Crc64Nvme);
    EXPECT_EQ(checksum_of_header("x-amz-checksum-sha1"), ChecksumKind::Sha1);
    EXPECT_FALSE(checksum_of_header("x-amz-checksum-md5"));
    EXPECT_FALSE(checksum_of_header("x-amz-checksum-"));
    EXPECT_EQ(checksum_title(ChecksumKind::Crc32c), "CRC32C");
}

}  // namespace
}  // namespace gantry::wire
