#include "services/s3/model/keys.h"

#include <fmt/format.h>

#include <limits>

namespace gantry::s3 {
namespace {

constexpr char kEscape = 1;
constexpr std::string_view kEnd = "\x01\x01";
constexpr std::string_view kBehindEnd = "\x01\x02";

void append_escaped(std::string& to, std::string_view key) {
    for (const char c : key) {
        if (c != 0 && c != kEscape) {
            to += c;
            continue;
        }
        to += kEscape;
        to += static_cast<char>(c + 2);
    }
}

}  // namespace

std::string in_bucket(std::string_view bucket) {
    return std::string(bucket) + "/";
}

std::string keys_with_prefix(std::string_view bucket, std::string_view prefix) {
    std::string key = in_bucket(bucket);
    append_escaped(key, prefix);
    return key;
}

std::string behind_prefix(std::string prefix) {
    // No key of a row ends in the highest byte, which UTF-8 does not have.
    prefix.back() = static_cast<char>(static_cast<unsigned char>(prefix.back()) + 1);
    return prefix;
}

std::string rows_of_key(std::string_view bucket, std::string_view key) {
    return keys_with_prefix(bucket, key) += kEnd;
}

std::string behind_key(std::string_view bucket, std::string_view key) {
    return keys_with_prefix(bucket, key) += kBehindEnd;
}

std::string object_row_key(std::string_view bucket, std::string_view key, std::int64_t number) {
    const std::int64_t newest_first = std::numeric_limits<std::int64_t>::max() - number;
    return rows_of_key(bucket, key) += fmt::format("{:016x}", newest_first);
}

std::string upload_row_key(std::string_view bucket, std::string_view key, std::string_view id) {
    return rows_of_key(bucket, key) += id;
}

std::string parts_of_upload(std::string_view upload_row_key) {
    return std::string(upload_row_key) + "/";
}

std::string part_row_key(std::string_view upload_row_key, std::int32_t number) {
    return fmt::format("{}/{:05}", upload_row_key, number);
}

std::string configuration_key(std::string_view bucket, std::string_view kind, std::string_view id) {
    std::string key = fmt::format("{}/{}", bucket, kind);
    if (!id.empty()) key += fmt::format("/{}", id);
    return key;
}

}  // namespace gantry::s3
