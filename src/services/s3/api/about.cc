#include "services/s3/api/about.h"

#include <fmt/format.h>

#include <chrono>
#include <utility>

#include "base/time.h"
#include "service/access_tags.h"
#include "services/s3/api/copy_source.h"
#include "services/s3/api/tags.h"
#include "services/s3/api/versions.h"
#include "services/s3/config/bucket_tags.h"
#include "services/s3/config/policy.h"
#include "services/s3/config/policy_rules.h"
#include "services/s3/config/public_access.h"
#include "services/s3/config/small.h"
#include "services/s3/model/names.h"

namespace gantry::s3::about {
namespace {

using service::Access;
using service::Resource;

/// The bucket's policy, as far as it counts for the caller.
std::optional<service::ResourcePolicy> policy_for(const Call& call, const BucketRow& bucket) {
    auto document = kept<BucketPolicy>(call, bucket.name);
    if (!document) return std::nullopt;
    const bool stranger = bucket.account != call.scope.account;
    if (stranger && restricts_public_buckets(call, bucket.name) && is_public(*document)) {
        return std::nullopt;
    }
    return service::ResourcePolicy{.document = *std::move(document)};
}

void add_bucket_tags(const Call& call, const std::string& bucket, Resource& resource) {
    const auto abac = kept<BucketAbac>(call, bucket);
    if (!abac || abac->status != api::s3::BucketAbacStatus::Enabled) return;
    const auto tags = kept<BucketTags>(call, bucket);
    if (!tags || !tags->tag_set) return;
    for (const auto& tag : *tags->tag_set) {
        const std::string key = tag.key.value_or("");
        resource.context.push_back({"aws:ResourceTag/" + key, {tag.value.value_or("")}});
        resource.context.push_back({"s3:BucketTag/" + key, {tag.value.value_or("")}});
    }
}

/// What a bucket brings along, for itself and for what is in it.
Resource within_bucket(const Call& call, const std::string& name, std::string arn) {
    Resource resource{.arn = std::move(arn)};
    const auto bucket = call.tables.buckets.find(name);
    if (!bucket) return resource;
    resource.account = bucket->account;
    resource.policy = policy_for(call, *bucket);
    resource.context.push_back({"s3:ResourceAccount", {bucket->account}});
    add_bucket_tags(call, name, resource);
    return resource;
}

/// The version that a request means; null where there is none.
ObjectPtr version_of(
    const Call& call, const std::string& bucket, const std::string& key, const std::string& version
) {
    return version.empty() ? newest_version(call, bucket, key)
                           : find_version(call, bucket, key, version);
}

/// Another right that a request needs on the same resources.
void add_also(
    Access& access, std::string_view action, std::vector<service::ConditionValue> context = {}
) {
    access.also.push_back({
        .action = std::string(action),
        .resources = access.resources,
        .context = std::move(context),
    });
}

void add_retain_until(const Call& call, SysTime until, Access& access) {
    add_key(access, "object-lock-retain-until-date", format_iso8601(until));
    // A day that has begun counts: who asks for ten has them when the request arrives.
    const auto days = std::chrono::ceil<std::chrono::days>(until - call.now);
    add_key(access, "object-lock-remaining-retention-days", fmt::to_string(days.count()));
}

/// What is said of an object that comes to be.
template <class Input>
void add_new_object(const Call& call, const Input& input, Access& access) {
    const auto add_word = [&](std::string_view key, const auto& word) {
        if (word) add_key(access, key, std::string(reflect::to_text(*word)));
    };
    add_word("x-amz-storage-class", input.storage_class);
    add_word("x-amz-server-side-encryption", input.server_side_encryption);
    add_key(
        access, "x-amz-server-side-encryption-aws-kms-key-id", input.ssekms_key_id.value_or("")
    );
    add_key(
        access,
        "x-amz-server-side-encryption-customer-algorithm",
        input.sse_customer_algorithm.value_or("")
    );
    add_key(
        access, "x-amz-website-redirect-location", input.website_redirect_location.value_or("")
    );
    add_word("object-lock-mode", input.object_lock_mode);
    add_word("object-lock-legal-hold", input.object_lock_legal_hold_status);
    if (input.object_lock_retain_until_date) {
        add_retain_until(call, *input.object_lock_retain_until_date, access);
    }
}

/// The further rights that some of it needs.
template <class Input>
void add_rights_of_new_object(const Input& input, Access& access) {
    const auto tags = read_tag_header(input.tagging);
    if (tags && !tags->empty()) {
        add_object_tags(tag_set(*tags), access);
        add_also(access, "s3:PutObjectTagging", access.context);
    }
    if (add_acl(input, access)) add_also(access, "s3:PutObjectAcl", access.context);
    if (input.object_lock_mode || input.object_lock_retain_until_date) {
        add_also(access, "s3:PutObjectRetention", access.context);
    }
    if (input.object_lock_legal_hold_status) {
        add_also(access, "s3:PutObjectLegalHold", access.context);
    }
}

Resource target_of(const Call& call, const auto& input) {
    return object_resource(call, input.bucket.value_or(""), input.key.value_or(""));
}

/// What is copied has to be readable.
void add_source(const Call& call, const std::optional<std::string>& header, Access& access) {
    const auto source = read_copy_source(header.value_or(""));
    if (!source) return;
    const std::string version = source->version_id.value_or("");
    Access read{.action = version.empty() ? "s3:GetObject" : "s3:GetObjectVersion"};
    read.resources.push_back(object_resource(call, source->bucket, source->key, version));
    add_key(read, "VersionId", version);
    add_listing_of_missing(call, source->bucket, source->key, version, read);
    access.also.push_back(std::move(read));
}

/// Tags go along with a copy, by rights of their own.
void add_tags_of_copy(const Call& call, const api::s3::CopyObjectRequest& input, Access& access) {
    if (input.tagging_directive == api::s3::TaggingDirective::Replace) return;
    const auto source = read_copy_source(input.copy_source.value_or(""));
    if (!source) return;
    const std::string version = source->version_id.value_or("");
    const auto row = version_of(call, source->bucket, source->key, version);
    if (!row || row->head.tags.empty()) return;
    Access read{.action = version.empty() ? "s3:GetObjectTagging" : "s3:GetObjectVersionTagging"};
    read.resources.push_back(object_resource(call, source->bucket, source->key, version));
    access.also.push_back(std::move(read));
    add_also(access, "s3:PutObjectTagging");
}

}  // namespace

void add_key(Access& access, std::string_view key, std::string value) {
    if (value.empty()) return;
    access.context.push_back({"s3:" + std::string(key), {std::move(value)}});
}

Resource bucket_resource(const Call& call, const std::string& bucket) {
    return within_bucket(call, bucket, bucket_arn(call.scope.region, bucket));
}

Resource object_resource(
    const Call& call, const std::string& bucket, const std::string& key, const std::string& version
) {
    Resource resource = within_bucket(call, bucket, object_arn(call.scope.region, bucket, key));
    const auto row = version_of(call, bucket, key, version);
    if (!row) return resource;
    for (const auto& [tag, value] : row->head.tags) {
        resource.context.push_back({"s3:ExistingObjectTag/" + tag, {value}});
    }
    return resource;
}

void add_listing_of_missing(
    const Call& call,
    const std::string& bucket,
    const std::string& key,
    const std::string& version,
    Access& access
) {
    if (!call.tables.buckets.find(bucket)) return;
    const auto row = version_of(call, bucket, key, version);
    if (row && (!row->is_marker || !version.empty())) return;
    Access list{.action = version.empty() ? "s3:ListBucket" : "s3:ListBucketVersions"};
    list.resources.push_back(bucket_resource(call, bucket));
    access.also.push_back(std::move(list));
}

void add_conditions(
    const std::optional<std::string>& if_none_match,
    const std::optional<std::string>& if_match,
    Access& access
) {
    add_key(access, "if-none-match", if_none_match.value_or(""));
    add_key(access, "if-match", if_match.value_or(""));
    if (if_match) add_also(access, "s3:GetObject");
}

void add_object_tags(const std::vector<api::s3::Tag>& tags, Access& access) {
    std::vector<std::string> keys;
    for (const auto& tag : tags) {
        keys.push_back(tag.key.value_or(""));
        access.context.push_back({"s3:RequestObjectTag/" + keys.back(), {tag.value.value_or("")}});
    }
    if (!keys.empty()) access.context.push_back({"s3:RequestObjectTagKeys", std::move(keys)});
}

void of_bucket_list(const Call&, const api::s3::ListBucketsRequest&, Access& access) {
    access.action = "s3:ListAllMyBuckets";
}

void of_create_bucket(const Call& call, const api::s3::CreateBucketRequest& input, Access& access) {
    // Whose the name is already is not asked: that is for the operation to say.
    access.resources.push_back({bucket_arn(call.scope.region, input.bucket.value_or(""))});
    const auto& wanted = input.create_bucket_configuration;
    if (wanted && wanted->location_constraint) {
        add_key(
            access,
            "locationconstraint",
            std::string(reflect::to_text(*wanted->location_constraint))
        );
    }
    if (input.object_ownership) {
        add_key(
            access, "x-amz-object-ownership", std::string(reflect::to_text(*input.object_ownership))
        );
    }
    const bool lists = add_acl(input, access);
    if (wanted && wanted->tags && !wanted->tags->empty()) {
        service::add_request_tags(*wanted->tags, access.context);
        add_also(access, "s3:TagResource", access.context);
    }
    if (lists) add_also(access, "s3:PutBucketAcl", access.context);
    if (input.object_ownership) add_also(access, "s3:PutBucketOwnershipControls", access.context);
    if (input.object_lock_enabled_for_bucket.value_or(false)) {
        add_also(access, "s3:PutBucketObjectLockConfiguration");
        add_also(access, "s3:PutBucketVersioning");
    }
}

void of_bucket_policy(
    const Call& call, const api::s3::PutBucketPolicyRequest& input, Access& access
) {
    const std::string name = input.bucket.value_or("");
    access.resources.push_back(bucket_resource(call, name));
    const std::string document = input.policy.value_or("");
    const bool confirmed = input.confirm_remove_self_bucket_access.value_or(false);
    if (confirmed || !call.tables.buckets.find(name) || !check_policy(name, document)) return;
    Access later{.action = "s3:PutBucketPolicy", .resources = access.resources};
    later.resources.front().policy = service::ResourcePolicy{.document = document};
    access.also.push_back(std::move(later));
}

void of_replication(
    const Call& call, const api::s3::PutBucketReplicationRequest& input, Access& access
) {
    kOfBucket<"s3:PutReplicationConfiguration">(call, input, access);
    if (!input.replication_configuration || !input.replication_configuration->role) return;
    access.also.push_back({
        .action = "iam:PassRole",
        .resources = {{*input.replication_configuration->role}},
        .context = {{"iam:PassedToService", {"s3.amazonaws.com"}}},
    });
}

void of_put(const Call& call, const api::s3::PutObjectRequest& input, Access& access) {
    access.resources.push_back(target_of(call, input));
    add_new_object(call, input, access);
    add_conditions(input.if_none_match, input.if_match, access);
    add_rights_of_new_object(input, access);
}

void of_create_upload(
    const Call& call, const api::s3::CreateMultipartUploadRequest& input, Access& access
) {
    access.action = "s3:PutObject";
    access.resources.push_back(target_of(call, input));
    add_new_object(call, input, access);
    add_rights_of_new_object(input, access);
}

void of_copy(const Call& call, const api::s3::CopyObjectRequest& input, Access& access) {
    access.action = "s3:PutObject";
    access.resources.push_back(target_of(call, input));
    add_key(access, "x-amz-copy-source", input.copy_source.value_or(""));
    if (input.metadata_directive) {
        add_key(
            access,
            "x-amz-metadata-directive",
            std::string(reflect::to_text(*input.metadata_directive))
        );
    }
    add_new_object(call, input, access);
    add_conditions(input.if_none_match, input.if_match, access);
    add_rights_of_new_object(input, access);
    add_tags_of_copy(call, input, access);
    add_source(call, input.copy_source, access);
}

void of_part_copy(const Call& call, const api::s3::UploadPartCopyRequest& input, Access& access) {
    access.action = "s3:PutObject";
    access.resources.push_back(target_of(call, input));
    add_key(access, "x-amz-copy-source", input.copy_source.value_or(""));
    add_source(call, input.copy_source, access);
}

void of_delete(const Call& call, const api::s3::DeleteObjectRequest& input, Access& access) {
    kOfObject<"s3:DeleteObject", "s3:DeleteObjectVersion">(call, input, access);
    if (input.bypass_governance_retention.value_or(false)) {
        add_also(access, "s3:BypassGovernanceRetention");
    }
    if (input.if_match) add_also(access, "s3:GetObject");
}

void of_retention(
    const Call& call, const api::s3::PutObjectRetentionRequest& input, Access& access
) {
    kOfObject<"s3:PutObjectRetention">(call, input, access);
    if (input.retention) {
        if (input.retention->mode) {
            add_key(
                access, "object-lock-mode", std::string(reflect::to_text(*input.retention->mode))
            );
        }
        if (input.retention->retain_until_date) {
            add_retain_until(call, *input.retention->retain_until_date, access);
        }
    }
    if (input.bypass_governance_retention.value_or(false)) {
        add_also(access, "s3:BypassGovernanceRetention");
    }
}

}  // namespace gantry::s3::about
