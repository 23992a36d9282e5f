#include "services/s3/config/encryption.h"

namespace gantry::s3 {
namespace {

using api::s3::ServerSideEncryption;
using api::s3::ServerSideEncryptionRule;

Result<void> check_default(const api::s3::ServerSideEncryptionByDefault& rule) {
    const auto algorithm = *rule.sse_algorithm;
    if (algorithm == ServerSideEncryption::AwsFsx) return malformed_xml();
    if (rule.kms_master_key_id && algorithm == ServerSideEncryption::Aes256) {
        return invalid_argument(
            "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or "
            "aws:kms:dsse"
        );
    }
    return {};
}

}  // namespace

Result<BucketEncryption::Value> BucketEncryption::absent() {
    ServerSideEncryptionRule rule{.bucket_key_enabled = false};
    rule.apply_server_side_encryption_by_default.emplace().sse_algorithm =
        ServerSideEncryption::Aes256;
    return Value{.rules = std::vector{std::move(rule)}};
}

Result<void> BucketEncryption::check(Call& /*call*/, const BucketRow& /*bucket*/, Value& value) {
    if (value.rules->size() != 1) return malformed_xml();
    ServerSideEncryptionRule& rule = value.rules->front();
    if (!rule.apply_server_side_encryption_by_default) {
        if (!rule.blocked_encryption_types) return malformed_xml();
        rule.apply_server_side_encryption_by_default.emplace().sse_algorithm =
            ServerSideEncryption::Aes256;
    }
    if (!rule.bucket_key_enabled) rule.bucket_key_enabled = false;
    return check_default(*rule.apply_server_side_encryption_by_default);
}

}  // namespace gantry::s3
