#include "services/s3/api/conditions.h"
#include "services/s3/api/locks.h"
#include "services/s3/api/objects.h"
#include "services/s3/api/rights.h"
#include "services/s3/api/versions.h"
#include "services/s3/model/errors.h"
#include "services/s3/model/find.h"

namespace gantry::s3 {
namespace {

using api::s3::DeletedObject;
using api::s3::DeleteObjectOutput;
using api::s3::DeleteObjectRequest;
using api::s3::DeleteObjectsOutput;
using api::s3::DeleteObjectsRequest;
using api::s3::ObjectIdentifier;

constexpr std::size_t kMostDeleted = 1000;

/// What has become of it.
struct Deleted {
    bool was_marker = false;
    bool made_marker = false;
    std::optional<std::string> version_id;  ///< of the version that went, or the marker that came
};

Result<void> check_conditions(
    const Call& call, const BucketRow& bucket, const DeleteObjectRequest& wanted
) {
    const auto& modified = wanted.if_match_last_modified_time;
    if (!wanted.if_match && !modified && !wanted.if_match_size) return {};
    const auto there = wanted.version_id
                           ? find_version(call, bucket.name, *wanted.key, *wanted.version_id)
                           : newest_version(call, bucket.name, *wanted.key);
    if (!there || there->is_marker) return no_such_key();
    const bool same = (!wanted.if_match || has_etag(*wanted.if_match, there->etag)) &&
                      (!modified || *modified == there->modified) &&
                      (!wanted.if_match_size || *wanted.if_match_size == there->bytes);
    if (!same) return precondition_failed();
    return {};
}

Result<Deleted> delete_version(
    Call& call, const BucketRow& bucket, const DeleteObjectRequest& wanted
) {
    if (!is_version_id(*wanted.version_id)) return invalid_argument("Invalid version id specified");
    Deleted done{.version_id = wanted.version_id};
    const auto version = find_version(call, bucket.name, *wanted.key, *wanted.version_id);
    if (!version) return done;
    const bool bypass = wanted.bypass_governance_retention.value_or(false);
    if (auto good = check_unlocked(*version, call.now, bypass); !good) return good.error();
    call.tx.erase(call.tables.objects, row_key_of(*version));
    done.was_marker = version->is_marker;
    return done;
}

Result<Deleted> delete_newest(
    Call& call, const BucketRow& bucket, const DeleteObjectRequest& wanted
) {
    if (bucket.versioning.empty()) {
        const auto there = newest_version(call, bucket.name, *wanted.key);
        if (there) call.tx.erase(call.tables.objects, row_key_of(*there));
        return Deleted{};
    }
    const ObjectRow marker =
        put_version(call, bucket, ObjectRow{.key = *wanted.key, .is_marker = true});
    return Deleted{.made_marker = true, .version_id = marker.version_id};
}

Result<Deleted> delete_one(Call& call, const BucketRow& bucket, const DeleteObjectRequest& wanted) {
    if (auto good = check_key(*wanted.key); !good) return good.error();
    if (auto good = check_conditions(call, bucket, wanted); !good) return good.error();
    return wanted.version_id ? delete_version(call, bucket, wanted)
                             : delete_newest(call, bucket, wanted);
}

/// The same request for one of many.
DeleteObjectRequest as_request(const DeleteObjectsRequest& all, const ObjectIdentifier& one) {
    return {
        .bucket = all.bucket,
        .key = one.key.value_or(""),
        .version_id = one.version_id,
        .bypass_governance_retention = all.bypass_governance_retention,
        .if_match = one.e_tag,
        .if_match_last_modified_time = one.last_modified_time,
        .if_match_size = one.size,
    };
}

Result<Deleted> delete_if_allowed(
    Call& call, const BucketRow& bucket, const DeleteObjectRequest& wanted
) {
    if (auto may = may_delete(call, wanted); !may) return may.error();
    return delete_one(call, bucket, wanted);
}

api::s3::Error show_error(const DeleteObjectRequest& wanted, const gantry::Error& error) {
    return {
        .key = wanted.key,
        .version_id = wanted.version_id,
        .code = error.code,
        .message = error.message,
    };
}

DeletedObject show(const DeleteObjectRequest& wanted, const Deleted& done) {
    DeletedObject shown{.key = wanted.key, .version_id = wanted.version_id};
    if (done.made_marker || done.was_marker) {
        shown.delete_marker = true;
        shown.delete_marker_version_id = done.version_id;
    }
    return shown;
}

}  // namespace

Result<DeleteObjectOutput> delete_object(Call& call, const DeleteObjectRequest& input) {
    const auto bucket = bucket_of(call, input);
    if (!bucket) return bucket.error();
    const auto done = delete_one(call, **bucket, input);
    if (!done) return done.error();
    DeleteObjectOutput out{.version_id = done->version_id};
    if (done->made_marker || done->was_marker) out.delete_marker = true;
    return out;
}

Result<DeleteObjectsOutput> delete_objects(Call& call, const DeleteObjectsRequest& input) {
    const auto bucket = bucket_of(call, input);
    if (!bucket) return bucket.error();
    if (!input.delete_ || !input.delete_->objects) return malformed_xml();
    const auto& objects = *input.delete_->objects;
    if (objects.empty() || objects.size() > kMostDeleted) return malformed_xml();
    DeleteObjectsOutput out;
    for (const ObjectIdentifier& object : objects) {
        const DeleteObjectRequest wanted = as_request(input, object);
        const auto done = delete_if_allowed(call, **bucket, wanted);
        if (!done) {
            if (!out.errors) out.errors.emplace();
            out.errors->push_back(show_error(wanted, done.error()));
        } else if (!input.delete_->quiet.value_or(false)) {
            if (!out.deleted) out.deleted.emplace();
            out.deleted->push_back(show(wanted, *done));
        }
    }
    return out;
}

}  // namespace gantry::s3
