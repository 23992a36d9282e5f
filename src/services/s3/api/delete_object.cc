#include "services/s3/api/conditions.h"
#include "services/s3/api/locks.h"
#include "services/s3/api/objects.h"
#include "services/s3/api/rights.h"
#include "services/s3/api/versions.h"
#include "services/s3/model/errors.h"
#include "services/s3/model/find.h"

namespace gantry::s3 {
namespace {

using namespace api::s3;

constexpr std::size_t kMostDeleted = 1000;

struct Wanted {
    std::string key;
    std::optional<std::string> version_id;
    std::optional<std::string> etag;
    std::optional<SysTime> modified;
    std::optional<std::int64_t> bytes;
    bool bypass = false;  ///< of retentions under GOVERNANCE
};

/// What has become of it.
struct Deleted {
    bool was_marker = false;
    bool made_marker = false;
    std::optional<std::string> version_id;  ///< of the version that went, or the marker that came
};

Result<void> check_conditions(const Call& call, const BucketRow& bucket, const Wanted& wanted) {
    if (!wanted.etag && !wanted.modified && !wanted.bytes) return {};
    const auto there = wanted.version_id
                           ? find_version(call, bucket.name, wanted.key, *wanted.version_id)
                           : newest_version(call, bucket.name, wanted.key);
    if (!there || there->is_marker) return no_such_key();
    const bool same = (!wanted.etag || has_etag(*wanted.etag, there->etag)) &&
                      (!wanted.modified || *wanted.modified == there->modified) &&
                      (!wanted.bytes || *wanted.bytes == there->bytes);
    if (!same) return precondition_failed();
    return {};
}

Result<Deleted> delete_version(Call& call, const BucketRow& bucket, const Wanted& wanted) {
    if (!is_version_id(*wanted.version_id)) return invalid_argument("Invalid version id specified");
    Deleted done{.version_id = wanted.version_id};
    const auto version = find_version(call, bucket.name, wanted.key, *wanted.version_id);
    if (!version) return done;
    if (auto good = check_unlocked(*version, call.now, wanted.bypass); !good) return good.error();
    call.tx.erase(call.tables.objects, row_key_of(*version));
    done.was_marker = version->is_marker;
    return done;
}

Result<Deleted> delete_newest(Call& call, const BucketRow& bucket, const Wanted& wanted) {
    if (bucket.versioning.empty()) {
        const auto there = newest_version(call, bucket.name, wanted.key);
        if (there) call.tx.erase(call.tables.objects, row_key_of(*there));
        return Deleted{};
    }
    const ObjectRow marker =
        put_version(call, bucket, ObjectRow{.key = wanted.key, .is_marker = true});
    return Deleted{.made_marker = true, .version_id = marker.version_id};
}

Result<Deleted> delete_one(Call& call, const BucketRow& bucket, const Wanted& wanted) {
    if (auto good = check_key(wanted.key); !good) return good.error();
    if (auto good = check_conditions(call, bucket, wanted); !good) return good.error();
    return wanted.version_id ? delete_version(call, bucket, wanted)
                             : delete_newest(call, bucket, wanted);
}

DeletedObject show(const Wanted& wanted, const Deleted& done) {
    DeletedObject shown{.key = wanted.key, .version_id = wanted.version_id};
    if (done.made_marker || done.was_marker) {
        shown.delete_marker = true;
        shown.delete_marker_version_id = done.version_id;
    }
    return shown;
}

/// What somebody would ask for who deletes one of many.
DeleteObjectRequest request_of(const DeleteObjectsRequest& input, const Wanted& wanted) {
    return {
        .bucket = input.bucket,
        .key = wanted.key,
        .version_id = wanted.version_id,
        .bypass_governance_retention = wanted.bypass,
        .if_match = wanted.etag,
    };
}

}  // namespace

Result<DeleteObjectOutput> delete_object(Call& call, const DeleteObjectRequest& input) {
    const auto bucket = bucket_of(call, input);
    if (!bucket) return bucket.error();
    const Wanted wanted{
        .key = input.key.value_or(""),
        .version_id = input.version_id,
        .etag = input.if_match,
        .modified = input.if_match_last_modified_time,
        .bytes = input.if_match_size,
        .bypass = input.bypass_governance_retention.value_or(false),
    };
    const auto done = delete_one(call, **bucket, wanted);
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
        const Wanted wanted{
            .key = object.key.value_or(""),
            .version_id = object.version_id,
            .etag = object.e_tag,
            .modified = object.last_modified_time,
            .bytes = object.size,
            .bypass = input.bypass_governance_retention.value_or(false),
        };
        const auto allowed = may_delete(call, request_of(input, wanted));
        const auto done = allowed ? delete_one(call, **bucket, wanted) : allowed.error();
        if (!done) {
            if (!out.errors) out.errors.emplace();
            out.errors->push_back({
                .key = wanted.key,
                .version_id = wanted.version_id,
                .code = done.error().code,
                .message = done.error().message,
            });
        } else if (!input.delete_->quiet.value_or(false)) {
            if (!out.deleted) out.deleted.emplace();
            out.deleted->push_back(show(wanted, *done));
        }
    }
    return out;
}

}  // namespace gantry::s3
