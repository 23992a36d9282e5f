#include "services/s3/api/object_head.h"

#include <fmt/format.h>

#include <algorithm>

#include "services/s3/api/locks.h"
#include "services/s3/api/tags.h"
#include "services/s3/config/encryption.h"
#include "services/s3/config/object_lock.h"
#include "services/s3/model/errors.h"
#include "wire/utf8.h"

namespace gantry::s3 {
namespace {

using api::s3::ServerSideEncryption;
using api::s3::StorageClass;

constexpr std::string_view kUnknownType = "binary/octet-stream";

/// Without what only says how the body came.
std::string without_chunks(std::string_view encodings) {
    std::string kept;
    while (!encodings.empty()) {
        std::string_view one = encodings.substr(0, encodings.find(','));
        encodings.remove_prefix(std::min(encodings.size(), one.size() + 1));
        while (one.starts_with(' ')) one.remove_prefix(1);
        if (one == "aws-chunked" || one.empty()) continue;
        if (!kept.empty()) kept += ",";
        kept += one;
    }
    return kept;
}

Result<void> check_metadata(const Texts& metadata) {
    std::size_t bytes = 0;
    for (const auto& [name, value] : metadata) bytes += name.size() + value.size();
    if (bytes <= kMostMetadataBytes) return {};
    return refused(
        ErrorKind::InvalidArgument,
        "MetadataTooLarge",
        "Your metadata headers exceed the maximum allowed metadata size"
    );
}

Result<std::string> read_class(std::optional<StorageClass> asked) {
    switch (asked.value_or(StorageClass::Standard)) {
        case StorageClass::Standard: return std::string{};
        case StorageClass::ReducedRedundancy:
        case StorageClass::StandardIa:
        case StorageClass::OnezoneIa:
        case StorageClass::IntelligentTiering:
        case StorageClass::Glacier:
        case StorageClass::GlacierIr:
        case StorageClass::DeepArchive: return std::string(reflect::to_text(*asked));
        default:
            return refused(
                ErrorKind::InvalidArgument,
                "InvalidStorageClass",
                "The storage class you specified is not valid"
            );
    }
}

Result<void> check_redirect(const std::string& to) {
    if (to.empty() || to.starts_with("/") || to.starts_with("http://") ||
        to.starts_with("https://")) {
        return {};
    }
    return refused(
        ErrorKind::InvalidArgument,
        "InvalidRedirectLocation",
        "The website redirect location must have a prefix of 'http://' or 'https://' or '/'."
    );
}

Result<void> add_encryption(
    const Call& call, const BucketRow& bucket, const KeepRequest& asked, ObjectHead& head
) {
    head.kms_key.clear();
    head.bucket_key = false;
    if (asked.encryption == ServerSideEncryption::AwsFsx) {
        return invalid_argument("The encryption method specified is not supported");
    }
    if (asked.encryption) {
        head.encryption = reflect::to_text(*asked.encryption);
        head.kms_key = asked.kms_key.value_or("");
        head.bucket_key = asked.bucket_key.value_or(false);
        if (asked.encryption != ServerSideEncryption::Aes256 || head.kms_key.empty()) return {};
    }
    if (asked.kms_key) {
        return invalid_argument(
            "Server Side Encryption with KMS managed key requires HTTP header "
            "x-amz-server-side-encryption : aws:kms"
        );
    }
    const auto configured = current<BucketEncryption>(call, bucket.name);
    if (!configured) return configured.error();
    head.encryption = "AES256";
    if (!configured->rules || configured->rules->empty()) return {};
    const auto& rule = configured->rules->front();
    head.bucket_key = asked.bucket_key.value_or(rule.bucket_key_enabled.value_or(false));
    if (!rule.apply_server_side_encryption_by_default) return {};
    const auto& by_default = *rule.apply_server_side_encryption_by_default;
    if (by_default.sse_algorithm) head.encryption = reflect::to_text(*by_default.sse_algorithm);
    head.kms_key = by_default.kms_master_key_id.value_or("");
    return {};
}

}  // namespace

Result<void> check_key(const std::string& key) {
    if (key.size() > kLongestKey) {
        return refused(ErrorKind::InvalidArgument, "KeyTooLongError", "Your key is too long");
    }
    for (std::string_view rest = key; !rest.empty();) {
        const std::size_t length = wire::utf8_length(rest);
        if (length == 0) {
            return refused(
                ErrorKind::InvalidArgument, "InvalidURI", "Couldn't parse the specified URI."
            );
        }
        rest.remove_prefix(length);
    }
    return {};
}

Result<void> complete_head(
    const Call& call, const BucketRow& bucket, const KeepRequest& asked, ObjectHead& head
) {
    head.content_encoding = without_chunks(head.content_encoding);
    if (head.content_type.empty()) head.content_type = kUnknownType;
    if (auto good = check_metadata(head.metadata); !good) return good;
    auto storage_class = read_class(asked.storage_class);
    if (!storage_class) return storage_class.error();
    head.storage_class = *std::move(storage_class);
    head.website_redirect = asked.website_redirect.value_or("");
    if (auto good = check_redirect(head.website_redirect); !good) return good;
    if (auto good = add_encryption(call, bucket, asked, head); !good) return good;
    if (asked.tags) {
        auto tags = read_tag_header(asked.tags);
        if (!tags) return tags.error();
        head.tags = *std::move(tags);
    }
    auto lock = read_lock(call, bucket, asked);
    if (!lock) return lock.error();
    head.lock = *std::move(lock);
    return {};
}

}  // namespace gantry::s3
