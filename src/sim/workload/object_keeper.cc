#include "sim/workload/object_keeper.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace gantry::sim {
namespace {

constexpr std::uint64_t kBuckets = 2;
constexpr const char* kKeys[] = {"a", "a b", "a/b", "a/c", "b/1", "\u00e4"};
constexpr std::size_t kVersionsMax = 4;
constexpr int kPagesMax = 100;
constexpr std::int64_t kBytesMax = 1'000'000;

}  // namespace

bool KeptBucket::is_sure() const {
    return std::ranges::none_of(keys, [](const auto& key) {
        return key.second.or_these.has_value();
    });
}

bool KeptBucket::is_empty() const {
    return !upload &&
           std::ranges::all_of(keys, [](const auto& key) { return key.second.versions.empty(); });
}

std::string ObjectKeeper::some_key(Random& random) {
    return kKeys[random.below(std::size(kKeys))];
}

KeptBody ObjectKeeper::new_body(std::int64_t least) {
    const int number = next_number_++;
    return {
        fmt::format("file-{}", number),
        least + random().between(1, kBytesMax),
        fmt::format("{:032x}", number)
    };
}

KeptBucket& ObjectKeeper::some_bucket() {
    const std::uint64_t which = random().below(kBuckets);
    KeptBucket& bucket = buckets_[which];
    if (bucket.name.empty()) bucket.name = fmt::format("bucket-{}", which);
    return bucket;
}

void ObjectKeeper::act() {
    KeptBucket& bucket = some_bucket();
    if (!bucket.there) return create_bucket(bucket);
    if (bucket.in_doubt) return settle(bucket);
    if (!bucket.is_sure()) return look(bucket);
    if (bucket.goes) return make_empty(bucket);
    if (bucket.upload && random().chance(0.4)) return act_on_upload(bucket);
    act_on(bucket);
}

void ObjectKeeper::act_on(KeptBucket& bucket) {
    const std::string name = some_key(random());
    const KeptVersions& versions = bucket.keys[name].versions;
    switch (random().below(20)) {
        case 0: return change_versioning(bucket);
        case 1: return delete_bucket(bucket);
        case 2: bucket.goes = random().chance(0.3); return;
        case 3:
        case 4: return look(bucket);
        case 5:
        case 6: return list(bucket);
        case 7:
            if (bucket.upload) return;
            return begin_upload(bucket);
        case 8:
        case 9: return copy(bucket, name);
        case 10:
        case 11: return remove(bucket, name);
        case 12:
        case 13: return read(bucket, name, {});
        case 14:
            if (versions.empty()) return;
            return read(bucket, name, versions[random().below(versions.size())].id);
        default: break;
    }
    if (versions.size() < kVersionsMax) return put(bucket, name);
    remove_version(bucket, name, versions[random().below(versions.size())].id);
}

void ObjectKeeper::act_on_upload(KeptBucket& bucket) {
    switch (random().below(10)) {
        case 0: return abort_upload(bucket);
        case 1:
        case 2:
        case 3:
            if (bucket.upload->parts.empty()) return;
            return complete_upload(bucket);
        default: return upload_part(bucket);
    }
}

/// One step towards a bucket that can be deleted.
void ObjectKeeper::make_empty(KeptBucket& bucket) {
    if (bucket.upload) return abort_upload(bucket);
    for (const auto& [name, key] : bucket.keys) {
        if (!key.versions.empty()) return remove_version(bucket, name, key.versions.front().id);
    }
    if (bucket.may_have_uploads) return clear_uploads(bucket);
    delete_bucket(bucket);
}

void ObjectKeeper::read_everything() {
    expect_answers();
    for (auto& [which, bucket] : buckets_) {
        if (!bucket.there) continue;
        queue([this, &kept = bucket] { look(kept); });
        queue([this, &kept = bucket] { read_bucket(kept, kPagesMax); });
    }
    schedule_next();
}

/// Once all pages of its versions have said what was not known.
void ObjectKeeper::read_bucket(KeptBucket& bucket, int pages) {
    if (!bucket.is_sure() && pages > 0) {
        return queue([this, &bucket, pages] { read_bucket(bucket, pages - 1); });
    }
    queue([this, &bucket] { list(bucket); });
    for (const auto& [name, key] : bucket.keys) {
        queue([this, &bucket, one = name] { read(bucket, one, {}); });
        for (const KeptVersion& version : key.versions) {
            if (version.id.empty()) continue;
            queue([this, &bucket, one = name, id = version.id] { read(bucket, one, id); });
        }
    }
}

}  // namespace gantry::sim
