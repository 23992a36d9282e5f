#pragma once

#include <cstdint>
#include <string>
#include <string_view>

/// Keys of rows. Their order is that of S3's listings: of keys by their bytes, and within a key the
/// newest version first. Object keys hold any characters: bytes 0 and 1 are written as 1 2 and 1 3,
/// and 1 1 ends a key, so that "a" comes before "a" and whatever follows it.
/// Source: S3 User Guide, "Listing object keys programmatically".
namespace gantry::s3 {

/// `bucket/`: what keys of all that is in a bucket begin with.
std::string in_bucket(std::string_view bucket);
/// What keys of rows begin with whose object keys begin with `prefix`.
std::string keys_with_prefix(std::string_view bucket, std::string_view prefix);
/// The first text behind all that begin with `prefix`; to seek with. Not of an empty one.
std::string behind_prefix(std::string prefix);

/// What the keys of a key's versions, or uploads, begin with.
std::string rows_of_key(std::string_view bucket, std::string_view key);
/// Where those of greater keys begin; to seek with.
std::string behind_key(std::string_view bucket, std::string_view key);
/// @param number of ObjectRow
std::string object_row_key(std::string_view bucket, std::string_view key, std::int64_t number);

std::string upload_row_key(std::string_view bucket, std::string_view key, std::string_view id);
/// What the keys of an upload's parts begin with.
std::string parts_of_upload(std::string_view upload_row_key);
std::string part_row_key(std::string_view upload_row_key, std::int32_t number);

/// `bucket/kind`, or `bucket/kind/id`.
std::string configuration_key(
    std::string_view bucket, std::string_view kind, std::string_view id = {}
);

}  // namespace gantry::s3
