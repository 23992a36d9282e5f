#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "api/s3/copy_object_output.h"
#include "api/s3/delete_object_output.h"
#include "api/s3/put_object_output.h"
#include "sim/workload/object_keeper.h"
#include "sim/workload/tries.h"
#include "wire/json_codec.h"
#include "wire/percent.h"

namespace gantry::sim {
namespace {

constexpr double kConditionalChance = 0.3;

std::string with_key(const std::string& name) {
    return fmt::format(R"(,"Key":"{}")", name);
}

}  // namespace

Asked ObjectKeeper::on_bucket(
    const KeptBucket& bucket, const std::string& operation, const std::string& more
) const {
    return as_root("s3", operation, fmt::format(R"({{"Bucket":"{}"{}}})", bucket.name, more));
}

void ObjectKeeper::change(
    KeptBucket& bucket,
    const std::string& operation,
    const std::string& more,
    const std::string& done_before,
    std::function<void()> changed
) {
    ask(on_bucket(bucket, operation, more),
        kChangeTries,
        [this, &bucket, operation, done_before, changed = std::move(changed)](
            const Result<std::string>& answer
        ) {
            if (outcome_is_unknown(answer)) {
                bucket = {.name = bucket.name, .names = bucket.names + 1};
                bucket.name += fmt::format("-{}", bucket.names);
            } else if (answer || answer.error().code == done_before) {
                changed();
            } else {
                wrong(fmt::format(
                    "{} of {} is refused: {}", operation, bucket.name, answer.error().message
                ));
            }
        });
}

void ObjectKeeper::change_key(
    KeptBucket& bucket, const std::string& name, Asked asked, KeptVersions after, Done done
) {
    const std::string what = fmt::format("{} of {} in {}", asked.operation, name, bucket.name);
    ask(std::move(asked),
        kOnce,
        [this, &bucket, name, what, after = std::move(after), done = std::move(done)](
            const Result<std::string>& answer
        ) {
            KeptKey& key = bucket.keys[name];
            if (outcome_is_unknown(answer)) {
                key.or_these = after;
                bucket.in_doubt = true;
            } else if (answer) {
                key.versions = after;
                done(*answer);
            } else {
                wrong(what + " is refused: " + answer.error().message);
            }
        });
}

/// As ImageKeeper's.
void ObjectKeeper::settle(KeptBucket& bucket) {
    const std::string more =
        fmt::format(R"(,"Tagging":{{"TagSet":[{{"Key":"n","Value":"{}"}}]}})", next_number_++);
    ask(on_bucket(bucket, "PutBucketTagging", more),
        kOnce,
        [this, &bucket](const Result<std::string>& answer) {
            if (outcome_is_unknown(answer)) return;
            if (!answer) wrong("PutBucketTagging is refused: " + answer.error().message);
            bucket.in_doubt = false;
        });
}

void ObjectKeeper::create_bucket(KeptBucket& bucket) {
    change(bucket, "CreateBucket", {}, "BucketAlreadyOwnedByYou", [&bucket] {
        bucket.there = true;
    });
}

/// Tried at any time: it must be refused while there is something in it.
void ObjectKeeper::delete_bucket(KeptBucket& bucket) {
    ask(on_bucket(bucket, "DeleteBucket"),
        kChangeTries,
        [this, &bucket](const Result<std::string>& answer) {
            const bool unknown = outcome_is_unknown(answer);
            const std::string code = answer || unknown ? "" : answer.error().code;
            if (code == "BucketNotEmpty") {
                if (bucket.is_empty() && !bucket.may_have_uploads) {
                    wrong(bucket.name + " is empty, and cannot be deleted");
                }
                return;
            }
            if (!unknown && !answer && code != "NoSuchBucket") {
                return wrong("DeleteBucket is refused: " + answer.error().message);
            }
            if (!unknown && !bucket.is_empty()) wrong(bucket.name + " was not empty, and is gone");
            bucket = {.name = bucket.name, .names = bucket.names + (unknown ? 1 : 0)};
            if (unknown) bucket.name += fmt::format("-{}", bucket.names);
        });
}

void ObjectKeeper::change_versioning(KeptBucket& bucket) {
    const bool enable = bucket.versioning != Versioning::Enabled;
    change(
        bucket,
        "PutBucketVersioning",
        fmt::format(
            R"(,"VersioningConfiguration":{{"Status":"{}"}})", enable ? "Enabled" : "Suspended"
        ),
        {},
        [&bucket, enable] {
            bucket.versioning = enable ? Versioning::Enabled : Versioning::Suspended;
        }
    );
}

void ObjectKeeper::note_new(
    KeptBucket& bucket,
    const std::string& name,
    const KeptVersion& added,
    const std::optional<std::string>& id,
    const std::optional<std::string>& etag
) {
    KeptVersion& newest = bucket.keys[name].versions.front();
    const std::string what = fmt::format("{} in {}", name, bucket.name);
    if (id.has_value() != (bucket.versioning != Versioning::Never)) {
        wrong(what + " has a version id, or should have one");
    }
    if (newest.id.empty()) newest.id = id.value_or("null");
    if (newest.id != id.value_or("null")) wrong(what + " has the version id " + *id);
    if (added.is_marker) return;
    const std::string shown = etag.value_or("");
    if (shown.size() < 2 || (!added.etag.empty() && shown != "\"" + added.etag + "\"")) {
        return wrong(what + " has the ETag " + shown);
    }
    newest.etag = shown.substr(1, shown.size() - 2);
}

void ObjectKeeper::put(KeptBucket& bucket, const std::string& name) {
    const KeptBody body = new_body(0);
    const KeptVersion added{.etag = body.etag, .files = {{body.file, 0, body.bytes}}};
    const KeptKey& key = bucket.keys[name];
    const bool conditional = random().chance(kConditionalChance);
    Asked asked = on_bucket(
        bucket,
        "PutObject",
        with_key(name) +
            fmt::format(
                R"(,"Body":{{"parts":[{{"file":"{}","first":0,"bytes":{}}}],"md5":"{}"}}{})",
                body.file,
                body.bytes,
                body.etag,
                conditional ? R"(,"IfNoneMatch":"*")" : ""
            )
    );
    asked.file = body.file;
    if (conditional && key.shown() != nullptr) {
        return ask(std::move(asked), kOnce, [this, name](const Result<std::string>& answer) {
            if (outcome_is_unknown(answer)) return;
            if (answer || answer.error().code != "PreconditionFailed") {
                wrong(name + " is there, and was put as if it were not");
            }
        });
    }
    change_key(
        bucket,
        name,
        std::move(asked),
        with_new(bucket.versioning, key.versions, added),
        [this, &bucket, name, added](const std::string& answer) {
            const auto out = wire::decode_json<api::s3::PutObjectOutput>(answer);
            note_new(bucket, name, added, out->version_id, out->e_tag);
        }
    );
}

/// From any key that shows something, to this one.
void ObjectKeeper::copy(KeptBucket& bucket, const std::string& name) {
    const KeptBucket& from = some_bucket();
    const std::string source = some_key(random());
    const auto found = from.keys.find(source);
    const bool is_same = &from == &bucket && source == name;
    if (!from.there || !from.is_sure() || is_same || found == from.keys.end()) return;
    if (found->second.shown() == nullptr) return;
    const KeptVersion added{
        .etag = found->second.shown()->etag, .files = found->second.shown()->files
    };
    change_key(
        bucket,
        name,
        on_bucket(
            bucket,
            "CopyObject",
            with_key(name) +
                fmt::format(R"(,"CopySource":"{}/{}")", from.name, wire::percent_encode(source))
        ),
        with_new(bucket.versioning, bucket.keys[name].versions, added),
        [this, &bucket, name, added](const std::string& answer) {
            const auto out = wire::decode_json<api::s3::CopyObjectOutput>(answer);
            note_new(bucket, name, added, out->version_id, out->copy_object_result->e_tag);
        }
    );
}

void ObjectKeeper::remove(KeptBucket& bucket, const std::string& name) {
    change_key(
        bucket,
        name,
        on_bucket(bucket, "DeleteObject", with_key(name)),
        without_newest(bucket.versioning, bucket.keys[name].versions),
        [this, &bucket, name](const std::string& answer) {
            const auto out = wire::decode_json<api::s3::DeleteObjectOutput>(answer);
            if (bucket.versioning == Versioning::Never) return;
            note_new(bucket, name, {.is_marker = true}, out->version_id, {});
        }
    );
}

/// Whether it is there or not, it is gone afterwards.
void ObjectKeeper::remove_version(
    KeptBucket& bucket, const std::string& name, const std::string& id
) {
    change(
        bucket,
        "DeleteObject",
        with_key(name) + fmt::format(R"(,"VersionId":"{}")", id),
        {},
        [&bucket, name, id] {
            KeptVersions& versions = bucket.keys[name].versions;
            versions = without_version(versions, id);
        }
    );
}

}  // namespace gantry::sim
