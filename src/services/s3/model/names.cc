#include "services/s3/model/names.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "aws/scope.h"
#include "wire/digest.h"

namespace gantry::s3 {
namespace {

constexpr std::size_t kShortestName = 3;
constexpr std::size_t kLongestName = 63;

bool is_name_end(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool is_name_letter(char c) {
    return is_name_end(c) || c == '-' || c == '.';
}

/// As "192.168.5.4".
bool is_like_address(std::string_view name) {
    int dots = 0;
    std::size_t digits = 0;
    for (const char c : name) {
        if (c == '.') {
            if (digits == 0 || digits > 3) return false;
            ++dots;
            digits = 0;
        } else if (c >= '0' && c <= '9') {
            ++digits;
        } else {
            return false;
        }
    }
    return dots == 3 && digits > 0 && digits <= 3;
}

bool has_reserved_part(std::string_view name) {
    constexpr std::array<std::string_view, 3> kPrefixes{"xn--", "sthree-", "amzn-s3-demo-"};
    constexpr std::array<std::string_view, 5> kSuffixes{
        "-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"
    };
    const auto begins = [&](std::string_view part) { return name.starts_with(part); };
    const auto ends = [&](std::string_view part) { return name.ends_with(part); };
    return std::ranges::any_of(kPrefixes, begins) || std::ranges::any_of(kSuffixes, ends);
}

}  // namespace

std::string bucket_arn(std::string_view region, std::string_view bucket) {
    return fmt::format("arn:{}:s3:::{}", aws::partition_of(region), bucket);
}

std::string object_arn(std::string_view region, std::string_view bucket, std::string_view key) {
    return fmt::format("{}/{}", bucket_arn(region, bucket), key);
}

std::string_view bucket_of_arn(std::string_view arn) {
    if (!arn.starts_with("arn:aws")) return {};
    const std::size_t service = arn.find(':', 4);
    constexpr std::string_view kService = ":s3:::";
    if (service == std::string_view::npos || !arn.substr(service).starts_with(kService)) return {};
    const std::string_view name = arn.substr(service + kService.size());
    return is_bucket_name(name) ? name : std::string_view{};
}

std::string canonical_id(std::string_view account) {
    return wire::to_hex(wire::sha256(fmt::format("canonical user of {}", account)));
}

api::s3::Owner owner_of(std::string_view account) {
    return {.id = canonical_id(account)};
}

bool is_bucket_name(std::string_view name) {
    if (name.size() < kShortestName || name.size() > kLongestName) return false;
    if (!std::ranges::all_of(name, is_name_letter)) return false;
    if (!is_name_end(name.front()) || !is_name_end(name.back())) return false;
    if (name.find("..") != std::string_view::npos) return false;
    return !is_like_address(name) && !has_reserved_part(name);
}

std::string quoted_tag(std::string_view etag) {
    return fmt::format("\"{}\"", etag);
}

}  // namespace gantry::s3
