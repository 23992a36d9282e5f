#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/s3/copy_object_request.h"
#include "api/s3/create_bucket_request.h"
#include "api/s3/create_multipart_upload_request.h"
#include "api/s3/delete_object_request.h"
#include "api/s3/list_buckets_request.h"
#include "api/s3/put_bucket_policy_request.h"
#include "api/s3/put_bucket_replication_request.h"
#include "api/s3/put_object_request.h"
#include "api/s3/put_object_retention_request.h"
#include "api/s3/tag.h"
#include "api/s3/upload_part_copy_request.h"
#include "service/access_tags.h"
#include "service/authorizer.h"
#include "service/operation.h"
#include "services/s3/model/call.h"

/// What calls are about, for policies: third arguments of service::operation. Actions are often
/// named otherwise than the operation. Buckets bring their own policies along, which decide beside
/// those of the caller; what a public policy allows to other accounts does not count where the
/// bucket restricts that.
/// Source: Service Authorization Reference, "Actions, resources, and condition keys for Amazon S3";
/// S3 User Guide, "Required permissions for Amazon S3 API operations".
namespace gantry::s3::about {

/// A bucket with its owner and its policy, and with its tags where they count (BucketAbac).
service::Resource bucket_resource(const Call& call, const std::string& bucket);
/// An object in it, with the tags of the version that is meant; none of an object that is not
/// there.
/// @param version empty: the newest
service::Resource object_resource(
    const Call& call,
    const std::string& bucket,
    const std::string& key,
    const std::string& version = {}
);

/// Adds "s3:<key>"; nothing where there is no value.
void add_key(service::Access& access, std::string_view key, std::string value);

/// Who may not list a bucket is not told which objects there are not: reading one that is not there
/// needs s3:ListBucket.
void add_listing_of_missing(
    const Call& call,
    const std::string& bucket,
    const std::string& key,
    const std::string& version,
    service::Access& access
);

/// Conditions that something is written under. Comparing needs the right to read.
void add_conditions(
    const std::optional<std::string>& if_none_match,
    const std::optional<std::string>& if_match,
    service::Access& access
);

/// x-amz-grant-write of requests that may have it.
template <class Input>
std::string write_grant(const Input& input) {
    if constexpr (requires { input.grant_write; }) {
        return input.grant_write.value_or("");
    } else {
        return "";
    }
}

/// x-amz-acl and x-amz-grant-… of a request.
/// @return whether there are any
template <class Input>
bool add_acl(const Input& input, service::Access& access) {
    if (input.acl) add_key(access, "x-amz-acl", std::string(reflect::to_text(*input.acl)));
    add_key(access, "x-amz-grant-full-control", input.grant_full_control.value_or(""));
    add_key(access, "x-amz-grant-read", input.grant_read.value_or(""));
    add_key(access, "x-amz-grant-read-acp", input.grant_read_acp.value_or(""));
    add_key(access, "x-amz-grant-write-acp", input.grant_write_acp.value_or(""));
    add_key(access, "x-amz-grant-write", write_grant(input));
    return input.acl || input.grant_full_control || input.grant_read || input.grant_read_acp ||
           input.grant_write_acp || !write_grant(input).empty();
}

/// The bucket of an input. @tparam Action empty: that of the operation's name
template <service::detail::Name Action = "">
inline constexpr auto kOfBucket = [](const Call& call, const auto& input, service::Access& access) {
    if constexpr (!Action.view().empty()) access.action = Action.view();
    access.resources.push_back(bucket_resource(call, input.bucket.value_or("")));
};

/// A list of what is in a bucket.
template <service::detail::Name Action>
inline constexpr auto kOfListing =
    [](const Call& call, const auto& input, service::Access& access) {
        kOfBucket<Action>(call, input, access);
        add_key(access, "prefix", input.prefix.value_or(""));
        add_key(access, "delimiter", input.delimiter.value_or(""));
        if constexpr (requires { input.max_keys; }) {
            if (input.max_keys) add_key(access, "max-keys", std::to_string(*input.max_keys));
        }
    };

/// The version that a request names; empty: none.
template <class Input>
std::string named_version(const Input& input) {
    if constexpr (requires { input.version_id; }) {
        return input.version_id.value_or("");
    } else {
        return "";
    }
}

/// The object of an input. @tparam OfVersion the action where a version is named
template <service::detail::Name Action, service::detail::Name OfVersion = Action>
inline constexpr auto kOfObject = [](const Call& call, const auto& input, service::Access& access) {
    constexpr std::array kActions{Action.view(), OfVersion.view()};
    const std::string version = named_version(input);
    access.action = kActions[version.empty() ? 0 : 1];
    access.resources.push_back(
        object_resource(call, input.bucket.value_or(""), input.key.value_or(""), version)
    );
    add_key(access, "VersionId", version);
};

/// An object that is read.
inline constexpr auto kOfRead = [](const Call& call, const auto& input, service::Access& access) {
    kOfObject<"s3:GetObject", "s3:GetObjectVersion">(call, input, access);
    add_listing_of_missing(
        call,
        input.bucket.value_or(""),
        input.key.value_or(""),
        input.version_id.value_or(""),
        access
    );
};
inline constexpr auto kOfAttributes =
    [](const Call& call, const auto& input, service::Access& access) {
        kOfRead(call, input, access);
        service::Access also;
        kOfObject<"s3:GetObjectAttributes", "s3:GetObjectVersionAttributes">(call, input, also);
        access.also.push_back(std::move(also));
    };

/// Tags that an object gets by an operation of their own.
void add_object_tags(const std::vector<api::s3::Tag>& tags, service::Access& access);
inline constexpr auto kOfPutTagging =
    [](const Call& call, const auto& input, service::Access& access) {
        kOfObject<"s3:PutObjectTagging", "s3:PutObjectVersionTagging">(call, input, access);
        if (input.tagging && input.tagging->tag_set) {
            add_object_tags(*input.tagging->tag_set, access);
        }
    };
/// An object that is put together from its parts.
inline constexpr auto kOfCompletion =
    [](const Call& call, const auto& input, service::Access& access) {
        kOfObject<"s3:PutObject">(call, input, access);
        add_conditions(input.if_none_match, input.if_match, access);
    };
inline constexpr auto kOfLegalHold = [](const Call& call, const auto& input, service::Access& access
                                     ) {
    kOfObject<"s3:PutObjectLegalHold">(call, input, access);
    if (!input.legal_hold || !input.legal_hold->status) return;
    add_key(
        access, "object-lock-legal-hold", std::string(reflect::to_text(*input.legal_hold->status))
    );
};
inline constexpr auto kOfObjectAcl = [](const Call& call, const auto& input, service::Access& access
                                     ) {
    kOfObject<"s3:PutObjectAcl", "s3:PutObjectVersionAcl">(call, input, access);
    add_acl(input, access);
};
inline constexpr auto kOfBucketAcl = [](const Call& call, const auto& input, service::Access& access
                                     ) {
    kOfBucket<>(call, input, access);
    add_acl(input, access);
};

/// Tags of a bucket that come with a request.
inline constexpr auto kOfBucketTags =
    [](const Call& call, const auto& input, service::Access& access) {
        kOfBucket<>(call, input, access);
        if (input.tagging && input.tagging->tag_set) {
            service::add_request_tags(*input.tagging->tag_set, access.context);
        }
    };
inline constexpr auto kOfOwnership = [](const Call& call, const auto& input, service::Access& access
                                     ) {
    kOfBucket<>(call, input, access);
    if (!input.ownership_controls || !input.ownership_controls->rules) return;
    for (const auto& rule : *input.ownership_controls->rules) {
        add_key(
            access, "x-amz-object-ownership", std::string(reflect::to_text(*rule.object_ownership))
        );
    }
};

void of_bucket_list(
    const Call& call, const api::s3::ListBucketsRequest& input, service::Access& access
);
void of_create_bucket(
    const Call& call, const api::s3::CreateBucketRequest& input, service::Access& access
);
/// A policy that would keep the caller from changing it again is asked about too, unless that is
/// confirmed.
void of_bucket_policy(
    const Call& call, const api::s3::PutBucketPolicyRequest& input, service::Access& access
);
void of_replication(
    const Call& call, const api::s3::PutBucketReplicationRequest& input, service::Access& access
);
void of_put(const Call& call, const api::s3::PutObjectRequest& input, service::Access& access);
void of_create_upload(
    const Call& call, const api::s3::CreateMultipartUploadRequest& input, service::Access& access
);
void of_copy(const Call& call, const api::s3::CopyObjectRequest& input, service::Access& access);
void of_part_copy(
    const Call& call, const api::s3::UploadPartCopyRequest& input, service::Access& access
);
void of_delete(
    const Call& call, const api::s3::DeleteObjectRequest& input, service::Access& access
);
void of_retention(
    const Call& call, const api::s3::PutObjectRetentionRequest& input, service::Access& access
);

}  // namespace gantry::s3::about
