#include "wire/stated_sums.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "wire/checksum.h"
#include "wire/digest.h"
#include "wire/sigv4_canonical.h"

namespace gantry::wire {
namespace {

constexpr std::string_view kMd5Header = "content-md5";
constexpr std::string_view kPrefix = "x-amz-checksum-";
/// What begins like a checksum's name and is none.
constexpr std::array<std::string_view, 3> kNoSums{"algorithm", "mode", "type"};

Error refused(std::string_view code, std::string message) {
    return Error{ErrorKind::InvalidArgument, std::string(code), std::move(message), {}};
}

std::string sum_of(ChecksumKind kind, std::string_view body) {
    Checksum sum(kind);
    sum.update(body);
    return sum.finish();
}

Result<void> check_md5(std::string_view claimed, std::string_view body) {
    const std::string computed = sum_of(ChecksumKind::Md5, body);
    std::string bytes;
    if (!from_base64(claimed, bytes) || bytes.size() != computed.size()) {
        return refused("InvalidDigest", "The Content-MD5 you specified was invalid.");
    }
    if (bytes == computed) return {};
    return refused("BadDigest", "The Content-MD5 you specified did not match what we received.");
}

/// In hexadecimal digits. @param hash see check_stated_sums
std::string digits_of(ChecksumKind kind, std::string_view body, std::string_view hash) {
    if (kind == ChecksumKind::Sha256 && !hash.empty()) return std::string(hash);
    return to_hex(as_bytes(sum_of(kind, body)));
}

/// @param header in lower case
Result<void> check_sum(
    std::string_view header, std::string_view claimed, std::string_view body, std::string_view hash
) {
    const std::string_view name = header.substr(kPrefix.size());
    if (std::ranges::find(kNoSums, name) != kNoSums.end()) return {};
    const auto kind = checksum_of_header(header);
    if (!kind) {
        return refused(
            "InvalidRequest",
            "The algorithm type you specified in x-amz-checksum- header is invalid."
        );
    }
    const std::string computed = digits_of(*kind, body, hash);
    std::string bytes;
    if (!from_base64(claimed, bytes) || 2 * bytes.size() != computed.size()) {
        return refused("InvalidRequest", fmt::format("Value for {} header is invalid.", header));
    }
    if (to_hex(as_bytes(bytes)) == computed) return {};
    return refused(
        "BadDigest",
        fmt::format(
            "The {} you specified did not match the calculated checksum.", checksum_title(*kind)
        )
    );
}

bool completes_upload(const HttpView& head) {
    return head.method == "POST" &&
           sigv4::find_parameter(sigv4::parse_query(head.target), "uploadId") != nullptr;
}

}  // namespace

Result<void> check_stated_sums(const HttpView& head, std::string_view body, std::string_view hash) {
    const bool of_object = completes_upload(head);
    for (const auto& [spelt, value] : head.headers) {
        const std::string name = sigv4::to_lower(spelt);
        if (name == kMd5Header) {
            if (auto good = check_md5(value, body); !good) return good;
        } else if (!of_object && name.starts_with(kPrefix)) {
            if (auto good = check_sum(name, value, body, hash); !good) return good;
        }
    }
    return {};
}

}  // namespace gantry::wire
