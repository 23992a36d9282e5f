#pragma once

#include <optional>
#include <string>

#include "api/s3/object_lock_legal_hold_status.h"
#include "api/s3/object_lock_mode.h"
#include "api/s3/server_side_encryption.h"
#include "api/s3/storage_class.h"
#include "services/s3/config/acls.h"
#include "services/s3/config/ownership.h"
#include "services/s3/model/call.h"

/// What a request says of a new object beside its bytes.
/// Source: S3 API Reference, PutObject; S3 User Guide, "Working with object metadata".
namespace gantry::s3 {

inline constexpr std::size_t kLongestKey = 1024;
inline constexpr std::size_t kMostMetadataBytes = 2048;

/// Errors: KeyTooLongError; InvalidURI for bytes that are no text.
Result<void> check_key(const std::string& key);

/// Content headers and metadata, as they came.
template <class Input>
ObjectHead content_head(const Input& input) {
    ObjectHead head;
    head.cache_control = input.cache_control.value_or("");
    head.content_disposition = input.content_disposition.value_or("");
    head.content_encoding = input.content_encoding.value_or("");
    head.content_language = input.content_language.value_or("");
    head.content_type = input.content_type.value_or("");
    head.expires = input.expires.value_or("");
    if (input.metadata) head.metadata = *input.metadata;
    return head;
}

/// How it is to be kept.
struct KeepRequest {
    std::optional<api::s3::StorageClass> storage_class;
    std::optional<std::string> website_redirect;
    std::optional<api::s3::ServerSideEncryption> encryption;
    std::optional<std::string> kms_key;
    std::optional<bool> bucket_key;
    std::optional<std::string> tags;  ///< x-amz-tagging
    std::optional<api::s3::ObjectLockMode> lock_mode;
    std::optional<SysTime> lock_until;
    std::optional<api::s3::ObjectLockLegalHoldStatus> legal_hold;
};

template <class Input>
KeepRequest keep_request(const Input& input) {
    return {
        .storage_class = input.storage_class,
        .website_redirect = input.website_redirect_location,
        .encryption = input.server_side_encryption,
        .kms_key = input.ssekms_key_id,
        .bucket_key = input.bucket_key_enabled,
        .tags = input.tagging,
        .lock_mode = input.object_lock_mode,
        .lock_until = input.object_lock_retain_until_date,
        .legal_hold = input.object_lock_legal_hold_status,
    };
}

/// Checks the content of a head, and adds how it is kept: as asked for, else as the bucket is
/// configured.
/// Errors: MetadataTooLarge, InvalidStorageClass, InvalidRedirectLocation, InvalidTag, BadRequest,
/// InvalidArgument, InvalidRequest for locks where the bucket has none.
Result<void> complete_head(
    const Call& call, const BucketRow& bucket, const KeepRequest& asked, ObjectHead& head
);

/// The head of an object that comes from a client: the above, and its ACL.
/// Errors: those, AccessControlListNotSupported, NotImplemented.
template <class Input>
Result<ObjectHead> read_head(const Call& call, const BucketRow& bucket, const Input& input) {
    if (auto good = check_key(input.key.value_or("")); !good) return good.error();
    auto good = check_acl(bucket, has_lists(call, bucket.name), acl_request(input));
    if (!good) return good.error();
    ObjectHead head = content_head(input);
    good = complete_head(call, bucket, keep_request(input), head);
    if (!good) return good.error();
    return head;
}

}  // namespace gantry::s3
