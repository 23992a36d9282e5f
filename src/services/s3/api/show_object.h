#pragma once

#include <optional>
#include <string>

#include "api/s3/object_lock_legal_hold_status.h"
#include "api/s3/object_lock_mode.h"
#include "api/s3/server_side_encryption.h"
#include "api/s3/storage_class.h"
#include "services/s3/api/versions.h"
#include "services/s3/model/names.h"

/// Objects as answers show them.
namespace gantry::s3 {

inline std::optional<std::string> unless_empty(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

/// How an object is encrypted, in answers of many operations.
template <class Output>
void show_encryption(Output& out, const ObjectHead& head) {
    out.server_side_encryption = reflect::from_text<api::s3::ServerSideEncryption>(head.encryption);
    out.ssekms_key_id = unless_empty(head.kms_key);
    if (head.bucket_key) out.bucket_key_enabled = true;
}

/// The headers of GetObject and HeadObject, but for checksums and ranges.
template <class Output>
void show_object(Output& out, const BucketRow& bucket, const ObjectRow& object) {
    const ObjectHead& head = object.head;
    out.accept_ranges = "bytes";
    out.last_modified = object.modified;
    out.e_tag = quoted_tag(object.etag);
    out.version_id = shown_version(bucket, object);
    out.cache_control = unless_empty(head.cache_control);
    out.content_disposition = unless_empty(head.content_disposition);
    out.content_encoding = unless_empty(head.content_encoding);
    out.content_language = unless_empty(head.content_language);
    out.content_type = unless_empty(head.content_type);
    out.expires = unless_empty(head.expires);
    out.website_redirect_location = unless_empty(head.website_redirect);
    out.metadata = head.metadata;
    out.storage_class = reflect::from_text<api::s3::StorageClass>(head.storage_class);
    show_encryption(out, head);
    if constexpr (requires { out.tag_count; }) {
        if (!head.tags.empty()) out.tag_count = static_cast<std::int32_t>(head.tags.size());
    }
    out.object_lock_mode = reflect::from_text<api::s3::ObjectLockMode>(head.lock.mode);
    out.object_lock_retain_until_date = head.lock.retain_until;
    if (head.lock.legal_hold) {
        out.object_lock_legal_hold_status = api::s3::ObjectLockLegalHoldStatus::On;
    }
}

}  // namespace gantry::s3
