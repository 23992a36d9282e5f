#include "services/s3/model/rows.h"

namespace gantry::s3 {

using reflect::field;

const reflect::TypeInfo& BucketRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<BucketRow>(
        "Bucket",
        {
            field<&BucketRow::name>("name"),
            field<&BucketRow::account>("account"),
            field<&BucketRow::region>("region"),
            field<&BucketRow::created>("created"),
            field<&BucketRow::versioning>("versioning"),
            field<&BucketRow::object_lock>("objectLock"),
        }
    );
    return info;
}

const reflect::TypeInfo& ObjectLock::type_info() {
    static const reflect::TypeInfo info = reflect::structure<ObjectLock>(
        "ObjectLock",
        {
            field<&ObjectLock::mode>("mode"),
            field<&ObjectLock::retain_until>("retainUntil"),
            field<&ObjectLock::legal_hold>("legalHold"),
        }
    );
    return info;
}

const reflect::TypeInfo& ObjectHead::type_info() {
    static const reflect::TypeInfo info = reflect::structure<ObjectHead>(
        "ObjectHead",
        {
            field<&ObjectHead::cache_control>("cacheControl"),
            field<&ObjectHead::content_disposition>("contentDisposition"),
            field<&ObjectHead::content_encoding>("contentEncoding"),
            field<&ObjectHead::content_language>("contentLanguage"),
            field<&ObjectHead::content_type>("contentType"),
            field<&ObjectHead::expires>("expires"),
            field<&ObjectHead::website_redirect>("websiteRedirect"),
            field<&ObjectHead::metadata>("metadata"),
            field<&ObjectHead::storage_class>("storageClass"),
            field<&ObjectHead::encryption>("encryption"),
            field<&ObjectHead::kms_key>("kmsKey"),
            field<&ObjectHead::bucket_key>("bucketKey"),
            field<&ObjectHead::tags>("tags"),
            field<&ObjectHead::lock>("lock"),
        }
    );
    return info;
}

const reflect::TypeInfo& ObjectPart::type_info() {
    static const reflect::TypeInfo info = reflect::structure<ObjectPart>(
        "ObjectPart",
        {
            field<&ObjectPart::number>("number"),
            field<&ObjectPart::bytes>("bytes"),
            field<&ObjectPart::checksum>("checksum"),
        }
    );
    return info;
}

const reflect::TypeInfo& ObjectRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<ObjectRow>(
        "Object",
        {
            field<&ObjectRow::bucket>("bucket"),
            field<&ObjectRow::key>("key"),
            field<&ObjectRow::number>("number"),
            field<&ObjectRow::version_id>("versionId"),
            field<&ObjectRow::is_marker>("isMarker"),
            field<&ObjectRow::older_null>("olderNull"),
            field<&ObjectRow::modified>("modified"),
            field<&ObjectRow::etag>("etag"),
            field<&ObjectRow::bytes>("bytes"),
            field<&ObjectRow::files>("files"),
            field<&ObjectRow::parts>("parts"),
            field<&ObjectRow::checksum_algorithm>("checksumAlgorithm"),
            field<&ObjectRow::checksum>("checksum"),
            field<&ObjectRow::composite_checksum>("compositeChecksum"),
            field<&ObjectRow::head>("head"),
        }
    );
    return info;
}

const reflect::TypeInfo& UploadRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<UploadRow>(
        "Upload",
        {
            field<&UploadRow::bucket>("bucket"),
            field<&UploadRow::key>("key"),
            field<&UploadRow::id>("id"),
            field<&UploadRow::initiated>("initiated"),
            field<&UploadRow::initiator>("initiator"),
            field<&UploadRow::checksum_algorithm>("checksumAlgorithm"),
            field<&UploadRow::composite_checksum>("compositeChecksum"),
            field<&UploadRow::head>("head"),
        }
    );
    return info;
}

const reflect::TypeInfo& PartRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<PartRow>(
        "Part",
        {
            field<&PartRow::number>("number"),
            field<&PartRow::modified>("modified"),
            field<&PartRow::etag>("etag"),
            field<&PartRow::bytes>("bytes"),
            field<&PartRow::files>("files"),
            field<&PartRow::checksums>("checksums"),
        }
    );
    return info;
}

const reflect::TypeInfo& ConfigurationRow::type_info() {
    static const reflect::TypeInfo info = reflect::structure<ConfigurationRow>(
        "Configuration",
        {
            field<&ConfigurationRow::bucket>("bucket"),
            field<&ConfigurationRow::kind>("kind"),
            field<&ConfigurationRow::id>("id"),
            field<&ConfigurationRow::value>("value"),
        }
    );
    return info;
}

}  // namespace gantry::s3
