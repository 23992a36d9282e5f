#include "services/s3/api/checksums.h"

#include <fmt/format.h>

#include <algorithm>

#include "services/s3/model/errors.h"
#include "services/s3/model/names.h"
#include "wire/checksum.h"
#include "wire/digest.h"

namespace gantry::s3 {
namespace {

using wire::ChecksumKind;

constexpr std::size_t kMd5Bytes = 16;

Result<void> check_md5(const Received& body, const std::string& claimed) {
    std::string bytes;
    if (!wire::from_base64(claimed, bytes) || bytes.size() != kMd5Bytes) {
        return refused(
            ErrorKind::InvalidArgument,
            "InvalidDigest",
            "The Content-MD5 you specified was invalid."
        );
    }
    if (wire::to_hex(wire::as_bytes(bytes)) == body.md5) return {};
    return refused(
        ErrorKind::InvalidArgument,
        "BadDigest",
        "The Content-MD5 you specified did not match what we received."
    );
}

std::size_t bytes_of(std::string_view algorithm) {
    if (algorithm == "SHA256") return 32;
    if (algorithm == "SHA1") return 20;
    return algorithm == "CRC64NVME" ? 8 : 4;
}

Result<void> check_claim(
    const Received& body, const std::string& algorithm, const std::string& claimed
) {
    std::string bytes;
    if (!wire::from_base64(claimed, bytes) || bytes.size() != bytes_of(algorithm)) {
        return invalid_request(
            fmt::format("Value for x-amz-checksum-{} header is invalid.", lower_case(algorithm))
        );
    }
    const auto computed = body.checksums.find(algorithm);
    if (computed != body.checksums.end() && computed->second == claimed) return {};
    return refused(
        ErrorKind::InvalidArgument,
        "BadDigest",
        fmt::format("The {} you specified did not match the calculated checksum.", algorithm)
    );
}

/// Nothing came: nobody has computed anything.
void add_missing(Received& body, const Claims& claims) {
    if (body.md5.empty()) body.md5 = md5_of("");
    if (body.checksums.empty()) {
        body.checksums.emplace(kDefaultChecksum, checksum_of(kDefaultChecksum, ""));
    }
    const auto add = [&](const std::string& algorithm) {
        body.checksums.emplace(algorithm, checksum_of(algorithm, ""));
    };
    for (const auto& [algorithm, checksum] : claims.checksums) add(algorithm);
    if (claims.algorithm) add(std::string(reflect::to_text(*claims.algorithm)));
}

std::string kept_algorithm(const Received& body, const Claims& claims) {
    if (!claims.checksums.empty()) return claims.checksums.begin()->first;
    if (claims.algorithm) {
        std::string asked(reflect::to_text(*claims.algorithm));
        if (body.checksums.contains(asked)) return asked;
    }
    for (const auto& [algorithm, checksum] : body.checksums) {
        if (algorithm != kDefaultChecksum) return algorithm;
    }
    return body.checksums.empty() ? "" : std::string(kDefaultChecksum);
}

ChecksumKind kind_of(std::string_view algorithm) {
    return wire::checksum_of_header("x-amz-checksum-" + lower_case(algorithm))
        .value_or(ChecksumKind::Crc64Nvme);
}

}  // namespace

Result<Received> receive(const std::optional<api::FileBody>& body, const Claims& claims) {
    Received received;
    if (body) {
        received.files = body->parts;
        received.bytes = body->bytes();
        received.md5 = body->md5;
        received.checksums = body->checksums;
    }
    if (received.bytes > kMostBytes) {
        return refused(
            ErrorKind::InvalidArgument,
            "EntityTooLarge",
            "Your proposed upload exceeds the maximum allowed size"
        );
    }
    if (received.bytes == 0) add_missing(received, claims);
    if (claims.md5) {
        if (auto good = check_md5(received, *claims.md5); !good) return good.error();
    }
    for (const auto& [algorithm, checksum] : claims.checksums) {
        if (auto good = check_claim(received, algorithm, checksum); !good) return good.error();
    }
    received.algorithm = kept_algorithm(received, claims);
    return received;
}

std::string checksum_of(std::string_view algorithm, std::string_view bytes) {
    wire::Checksum checksum(kind_of(algorithm));
    checksum.update(bytes);
    return wire::to_base64(checksum.finish());
}

std::string md5_of(std::string_view bytes) {
    wire::Checksum checksum(ChecksumKind::Md5);
    checksum.update(bytes);
    return wire::to_hex(wire::as_bytes(checksum.finish()));
}

}  // namespace gantry::s3
