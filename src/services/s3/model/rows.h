#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "api/file_body.h"
#include "base/reflect.h"
#include "base/time.h"

/// What S3 keeps: buckets, versions of objects, uploads in parts, and configurations. The bytes of
/// objects are in files beside them (api/file_body.h); a file lives as long as a row names it.
namespace gantry::s3 {

using Texts = std::map<std::string, std::string>;

/// Key: the bucket's name. There is one namespace for all accounts and Regions.
struct BucketRow {
    std::string name;
    std::string account;
    std::string region;
    SysTime created{};
    std::string versioning;    ///< "Enabled", "Suspended", or empty: it never was
    bool object_lock = false;  ///< objects may be locked; its versioning is never suspended then

    friend bool operator==(const BucketRow&, const BucketRow&) = default;
    static const reflect::TypeInfo& type_info();
};

/// What keeps a version from being deleted.
struct ObjectLock {
    std::string mode;                     ///< "GOVERNANCE", "COMPLIANCE"; empty: none
    std::optional<SysTime> retain_until;  ///< where there is a mode
    bool legal_hold = false;

    friend bool operator==(const ObjectLock&, const ObjectLock&) = default;
    static const reflect::TypeInfo& type_info();
};

/// What is said of an object beside its bytes. Headers are as they came; empty: none.
struct ObjectHead {
    std::string cache_control;
    std::string content_disposition;
    std::string content_encoding;
    std::string content_language;
    std::string content_type;
    std::string expires;
    std::string website_redirect;
    Texts metadata;             ///< x-amz-meta-…, names in lower case
    std::string storage_class;  ///< empty: STANDARD
    std::string encryption;     ///< "AES256", "aws:kms", "aws:kms:dsse"
    std::string kms_key;        ///< as it was named
    bool bucket_key = false;
    Texts tags;
    ObjectLock lock;

    friend bool operator==(const ObjectHead&, const ObjectHead&) = default;
    static const reflect::TypeInfo& type_info();
};

/// A part of an object that was uploaded in parts.
struct ObjectPart {
    std::int32_t number = 0;
    std::int64_t bytes = 0;
    std::string checksum;  ///< base64, of ObjectRow::checksum_algorithm

    friend bool operator==(const ObjectPart&, const ObjectPart&) = default;
    static const reflect::TypeInfo& type_info();
};

/// A version of an object, or a delete marker.
/// Key: `bucket/key` and the version's number (keys.h); of a key, the newest is first.
struct ObjectRow {
    std::string bucket;
    std::string key;
    std::int64_t number = 0;      ///< of the versions of a key, the newest has the highest
    std::string version_id;       ///< "null" where the bucket kept none
    bool is_marker = false;       ///< a delete marker: all below is empty
    std::int64_t older_null = 0;  ///< number of the "null" version when this was made; 0: none
    SysTime modified{};
    std::string etag;  ///< without quotes
    std::int64_t bytes = 0;
    std::vector<api::FilePart> files;
    std::vector<ObjectPart> parts;   ///< none: it came as one
    std::string checksum_algorithm;  ///< "CRC64NVME"; empty: none was asked for
    std::string checksum;            ///< base64, with "-N" where it is composite
    bool composite_checksum = false;
    ObjectHead head;

    friend bool operator==(const ObjectRow&, const ObjectRow&) = default;
    static const reflect::TypeInfo& type_info();
};

/// An object that is being uploaded in parts. Key: `bucket/key` and the id (keys.h).
struct UploadRow {
    std::string bucket;
    std::string key;
    std::string id;
    SysTime initiated{};
    std::string initiator;           ///< the ARN of who began it
    std::string checksum_algorithm;  ///< empty: none was asked for
    bool composite_checksum = false;
    ObjectHead head;

    friend bool operator==(const UploadRow&, const UploadRow&) = default;
    static const reflect::TypeInfo& type_info();
};

/// A part of an upload. Key: that of the upload, `/`, and the number with five digits.
struct PartRow {
    std::int32_t number = 0;
    SysTime modified{};
    std::string etag;  ///< MD5, hexadecimal
    std::int64_t bytes = 0;
    std::vector<api::FilePart> files;
    Texts checksums;  ///< base64, by algorithm

    friend bool operator==(const PartRow&, const PartRow&) = default;
    static const reflect::TypeInfo& type_info();
};

/// A configuration of a bucket. Key: `bucket/kind`, or `bucket/kind/id` of those with ids.
struct ConfigurationRow {
    std::string bucket;
    std::string kind;  ///< the word in the request's query: "lifecycle"
    std::string id;
    reflect::RawJson value;  ///< of its shape in the model

    friend bool operator==(const ConfigurationRow&, const ConfigurationRow&) = default;
    static const reflect::TypeInfo& type_info();
};

}  // namespace gantry::s3
