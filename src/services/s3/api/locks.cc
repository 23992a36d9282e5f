#include "services/s3/api/locks.h"

#include "services/s3/api/versions.h"
#include "services/s3/config/object_lock.h"
#include "services/s3/model/errors.h"
#include "services/s3/model/find.h"

namespace gantry::s3 {
namespace {

using api::s3::GetObjectLegalHoldOutput;
using api::s3::GetObjectLegalHoldRequest;
using api::s3::GetObjectRetentionOutput;
using api::s3::GetObjectRetentionRequest;
using api::s3::ObjectLockLegalHold;
using api::s3::ObjectLockLegalHoldStatus;
using api::s3::ObjectLockRetention;
using api::s3::ObjectLockRetentionMode;
using api::s3::PutObjectLegalHoldOutput;
using api::s3::PutObjectLegalHoldRequest;
using api::s3::PutObjectRetentionOutput;
using api::s3::PutObjectRetentionRequest;

constexpr std::string_view kGovernance = "GOVERNANCE";

Error no_locks() {
    return invalid_request("Bucket is missing Object Lock Configuration");
}

Error no_lock() {
    return refused(
        ErrorKind::NotFound,
        "NoSuchObjectLockConfiguration",
        "The specified object does not have a ObjectLock configuration"
    );
}

Error is_protected() {
    return refused(
        ErrorKind::Denied, "AccessDenied", "Access Denied because object protected by object lock."
    );
}

bool is_retained(const ObjectLock& lock, SysTime now) {
    return !lock.mode.empty() && lock.retain_until && *lock.retain_until > now;
}

/// The version that a request is about, of a bucket with locks.
template <class Input>
Result<ObjectPtr> find_lockable(const Call& call, const Input& input) {
    const auto bucket = bucket_of(call, input);
    if (!bucket) return bucket.error();
    if (!(*bucket)->object_lock) return no_locks();
    return find_object(call, **bucket, input.key, input.version_id);
}

template <class Edit>
void edit_lock(Call& call, const ObjectRow& object, Edit edit) {
    call.tx.update(call.tables.objects, row_key_of(object), [&](ObjectRow& row) {
        edit(row.head.lock);
    });
}

/// Whether a retention is no weaker than the one before it.
bool is_stronger(const ObjectLock& before, const std::string& mode, std::optional<SysTime> until) {
    const bool keeps_mode = mode == before.mode || before.mode == kGovernance;
    return keeps_mode && !mode.empty() && until && *until >= *before.retain_until;
}

}  // namespace

Result<ObjectLock> read_lock(const Call& call, const BucketRow& bucket, const KeepRequest& asked) {
    const bool asks = asked.lock_mode || asked.lock_until || asked.legal_hold;
    if (asks && !bucket.object_lock) return no_locks();
    if (asked.lock_mode.has_value() != asked.lock_until.has_value()) {
        return invalid_argument(
            "x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied"
        );
    }
    if (asked.lock_until && *asked.lock_until <= call.now) {
        return invalid_argument("The retain until date must be in the future!");
    }
    ObjectLock lock;
    if (asked.lock_mode) {
        lock.mode = reflect::to_text(*asked.lock_mode);
        lock.retain_until = asked.lock_until;
    } else if (auto configured = default_lock(call, bucket)) {
        lock = *std::move(configured);
    }
    lock.legal_hold = asked.legal_hold == ObjectLockLegalHoldStatus::On;
    return lock;
}

Result<void> check_unlocked(const ObjectRow& object, SysTime now, bool bypass) {
    const ObjectLock& lock = object.head.lock;
    if (lock.legal_hold) return is_protected();
    if (!is_retained(lock, now)) return {};
    if (bypass && lock.mode == kGovernance) return {};
    return is_protected();
}

Result<PutObjectRetentionOutput> put_object_retention(
    Call& call, const PutObjectRetentionRequest& input
) {
    const auto object = find_lockable(call, input);
    if (!object) return object.error();
    const ObjectLockRetention wanted = input.retention.value_or(ObjectLockRetention{});
    if (wanted.mode.has_value() != wanted.retain_until_date.has_value()) return malformed_xml();
    const auto& until = wanted.retain_until_date;
    if (until && *until <= call.now) {
        return invalid_argument("The retain until date must be in the future!");
    }
    const std::string mode(wanted.mode ? reflect::to_text(*wanted.mode) : "");
    const ObjectLock& before = (*object)->head.lock;
    if (is_retained(before, call.now) && !is_stronger(before, mode, until)) {
        const bool bypass = input.bypass_governance_retention.value_or(false);
        if (before.mode != kGovernance || !bypass) return is_protected();
    }
    edit_lock(call, **object, [&](ObjectLock& lock) {
        lock.mode = mode;
        lock.retain_until = until;
    });
    return PutObjectRetentionOutput{};
}

Result<GetObjectRetentionOutput> get_object_retention(
    Call& call, const GetObjectRetentionRequest& input
) {
    const auto object = find_lockable(call, input);
    if (!object) return object.error();
    const ObjectLock& lock = (*object)->head.lock;
    if (lock.mode.empty()) return no_lock();
    return GetObjectRetentionOutput{
        .retention =
            ObjectLockRetention{
                .mode = reflect::from_text<ObjectLockRetentionMode>(lock.mode),
                .retain_until_date = lock.retain_until,
            }
    };
}

Result<PutObjectLegalHoldOutput> put_object_legal_hold(
    Call& call, const PutObjectLegalHoldRequest& input
) {
    const auto object = find_lockable(call, input);
    if (!object) return object.error();
    if (!input.legal_hold || !input.legal_hold->status) return malformed_xml();
    const bool on = *input.legal_hold->status == ObjectLockLegalHoldStatus::On;
    edit_lock(call, **object, [on](ObjectLock& lock) { lock.legal_hold = on; });
    return PutObjectLegalHoldOutput{};
}

Result<GetObjectLegalHoldOutput> get_object_legal_hold(
    Call& call, const GetObjectLegalHoldRequest& input
) {
    const auto object = find_lockable(call, input);
    if (!object) return object.error();
    const ObjectLock& lock = (*object)->head.lock;
    if (!lock.legal_hold && lock.mode.empty()) return no_lock();
    const auto status =
        lock.legal_hold ? ObjectLockLegalHoldStatus::On : ObjectLockLegalHoldStatus::Off;
    return GetObjectLegalHoldOutput{.legal_hold = ObjectLockLegalHold{.status = status}};
}

}  // namespace gantry::s3
