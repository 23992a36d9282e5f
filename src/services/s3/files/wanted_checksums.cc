#include "services/s3/files/wanted_checksums.h"

#include <algorithm>
#include <string>

#include "services/s3/model/names.h"

namespace gantry::s3 {
namespace {

constexpr std::string_view kChecksumPrefix = "x-amz-checksum-";

/// "CRC32C" → "x-amz-checksum-crc32c"
std::string header_of(std::string_view algorithm) {
    return std::string(kChecksumPrefix) + lower_case(algorithm);
}

}  // namespace

std::vector<wire::ChecksumKind> wanted_checksums(const net::HttpRequest& head) {
    std::vector<wire::ChecksumKind> wanted;
    const auto add = [&wanted](std::string_view name) {
        const auto kind = wire::checksum_of_header(name);
        if (kind && std::ranges::find(wanted, *kind) == wanted.end()) wanted.push_back(*kind);
    };
    for (const auto& [spelt, value] : head.headers.all()) {
        const std::string name = lower_case(spelt);
        if (name == "x-amz-trailer") {
            add(lower_case(value));
        } else if (name == "x-amz-sdk-checksum-algorithm" || name == "x-amz-checksum-algorithm") {
            add(header_of(value));
        } else {
            add(name);
        }
    }
    return wanted;
}

}  // namespace gantry::s3
