#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/file_body.h"
#include "api/s3/checksum_algorithm.h"
#include "api/s3/checksum_type.h"
#include "base/result.h"
#include "services/s3/model/rows.h"

/// Checksums of objects and parts, by S3's names of algorithms.
/// Source: S3 User Guide, "Checking object integrity in Amazon S3".
namespace gantry::s3 {

/// Those that Gantry computes.
inline constexpr std::array<std::string_view, 5> kChecksumAlgorithms{
    "CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"
};
inline constexpr std::string_view kDefaultChecksum = "CRC64NVME";

/// What an object that comes as one, or a part, may have.
/// Source: S3 User Guide, "Amazon S3 multipart upload limits", "Uploading objects".
inline constexpr std::int64_t kMostBytes = std::int64_t{5} << 30U;

/// The member of a shape for one of them.
template <class Shape>
auto* checksum_member(Shape& shape, std::string_view algorithm) {
    if (algorithm == "CRC32") return &shape.checksum_crc32;
    if (algorithm == "CRC32C") return &shape.checksum_crc32_c;
    if (algorithm == "SHA1") return &shape.checksum_sha1;
    if (algorithm == "SHA256") return &shape.checksum_sha256;
    return &shape.checksum_crc64_nvme;
}

template <class Shape>
Texts stated_checksums(const Shape& shape) {
    Texts stated;
    for (const std::string_view algorithm : kChecksumAlgorithms) {
        const auto* member = checksum_member(shape, algorithm);
        if (*member) stated.emplace(algorithm, **member);
    }
    return stated;
}

template <class Shape>
void show_checksums(Shape& shape, const Texts& checksums) {
    for (const auto& [algorithm, checksum] : checksums) {
        *checksum_member(shape, algorithm) = checksum;
    }
}

/// An object's own, and of which type.
template <class Shape>
void show_checksum(Shape& shape, const ObjectRow& object) {
    if (object.checksum.empty()) return;
    *checksum_member(shape, object.checksum_algorithm) = object.checksum;
    shape.checksum_type = object.composite_checksum ? api::s3::ChecksumType::Composite
                                                    : api::s3::ChecksumType::FullObject;
}

/// What a request says that a body must be.
struct Claims {
    std::optional<std::string> md5;  ///< Content-MD5
    Texts checksums;
    std::optional<api::s3::ChecksumAlgorithm> algorithm;  ///< that it was said to be checked with
};

/// A body that is what was claimed.
struct Received {
    std::vector<api::FilePart> files;
    std::int64_t bytes = 0;
    std::string md5;  ///< hexadecimal
    Texts checksums;
    std::string algorithm;  ///< of them, the one that is kept
};

/// Errors: EntityTooLarge, InvalidDigest, BadDigest; InvalidRequest for a checksum that is none.
Result<Received> receive(const std::optional<api::FileBody>& body, const Claims& claims);

template <class Input>
Result<Received> receive(const Input& input) {
    return receive(
        input.body,
        {.md5 = input.content_md5,
         .checksums = stated_checksums(input),
         .algorithm = input.checksum_algorithm}
    );
}

/// The checksum of what came, and MD5, of bytes at hand. Both as S3 writes them.
std::string checksum_of(std::string_view algorithm, std::string_view bytes);
std::string md5_of(std::string_view bytes);

}  // namespace gantry::s3
