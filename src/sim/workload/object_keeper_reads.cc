#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "api/s3/get_object_output.h"
#include "api/s3/head_object_output.h"
#include "api/s3/list_object_versions_output.h"
#include "api/s3/list_objects_v2_output.h"
#include "sim/workload/object_keeper.h"
#include "sim/workload/tries.h"
#include "wire/json_codec.h"

namespace gantry::sim {
namespace {

std::string unquoted(const std::optional<std::string>& etag) {
    const std::string text = etag.value_or("");
    return text.size() < 2 ? text : text.substr(1, text.size() - 2);
}

/// What an answer says of a version that is there.
template <class Output>
bool shows(const Output& out, const KeptVersion& version, Versioning versioning) {
    const std::string id = out.version_id.value_or("null");
    return out.version_id.has_value() == (versioning != Versioning::Never) && id == version.id &&
           unquoted(out.e_tag) == version.etag && out.content_length == version.bytes();
}

bool shows(
    const std::string& operation,
    const std::string& answer,
    const KeptVersion& version,
    Versioning versioning
) {
    if (operation == "HeadObject") {
        return shows(*wire::decode_json<api::s3::HeadObjectOutput>(answer), version, versioning);
    }
    const auto out = wire::decode_json<api::s3::GetObjectOutput>(answer);
    return shows(*out, version, versioning) && out->body && out->body->parts == version.files;
}

}  // namespace

void ObjectKeeper::read(KeptBucket& bucket, const std::string& name, const std::string& version) {
    const std::string operation = random().chance(0.3) ? "HeadObject" : "GetObject";
    std::string more = fmt::format(R"(,"Key":"{}")", name);
    if (!version.empty()) more += fmt::format(R"(,"VersionId":"{}")", version);
    ask(on_bucket(bucket, operation, more),
        kReadTries,
        [this, &bucket, name, version, operation](const Result<std::string>& answer) {
            if (outcome_is_unknown(answer)) return;
            judge_read(bucket, name, version, operation, answer);
        });
}

void ObjectKeeper::judge_read(
    const KeptBucket& bucket,
    const std::string& name,
    const std::string& version,
    const std::string& operation,
    const Result<std::string>& answer
) {
    const KeptKey& key = bucket.keys.at(name);
    const KeptVersion* expected = key.shown();
    std::string refusal = "NoSuchKey";
    if (!version.empty()) {
        const auto found = std::ranges::find(key.versions, version, &KeptVersion::id);
        const bool is_there = found != key.versions.end();
        refusal = is_there ? "MethodNotAllowed" : "NoSuchVersion";
        expected = is_there && !found->is_marker ? &*found : nullptr;
    }
    const bool good = expected == nullptr
                          ? !answer && answer.error().code == refusal
                          : answer && shows(operation, *answer, *expected, bucket.versioning);
    if (good) return;
    wrong(fmt::format(
        "{} of {} {} in {} answers {}",
        operation,
        name,
        version,
        bucket.name,
        answer ? *answer : answer.error().code
    ));
}

// ---- Versions

void ObjectKeeper::look(KeptBucket& bucket) {
    const int most = static_cast<int>(random().between(1, 12));
    look_page(std::make_shared<Listing>(Listing{.bucket = bucket, .most = most}));
}

void ObjectKeeper::look_page(const ListingPtr& listing) {
    ask(on_bucket(
            listing->bucket,
            "ListObjectVersions",
            fmt::format(R"(,"MaxKeys":{}{})", listing->most, listing->after)
        ),
        kReadTries,
        [this, listing](const Result<std::string>& answer) {
            if (outcome_is_unknown(answer)) return;
            if (!answer) return wrong(listing->bucket.name + ": " + answer.error().message);
            take_versions(listing, *answer);
        });
}

void ObjectKeeper::take_versions(const ListingPtr& listing, const std::string& answer) {
    const auto page = wire::decode_json<api::s3::ListObjectVersionsOutput>(answer);
    const auto take = [&](const auto& shown, std::string& last) -> ListedKey& {
        if (*shown.key < last) wrong(listing->bucket.name + " is not listed in order");
        last = *shown.key;
        ListedKey& key = listing->keys[last];
        if (shown.is_latest.value_or(false)) {
            ++key.latests;
            key.latest = *shown.version_id;
        }
        return key;
    };
    if (page->versions) {
        for (const auto& shown : *page->versions) {
            take(shown, listing->last_key)
                .versions.push_back({*shown.version_id, unquoted(shown.e_tag), *shown.size});
        }
    }
    if (page->delete_markers) {
        for (const auto& shown : *page->delete_markers) {
            take(shown, listing->last_marker).markers.push_back(*shown.version_id);
        }
    }
    if (!page->is_truncated.value_or(false)) {
        const std::string what = judge_versions(listing->bucket.keys, listing->keys);
        if (!what.empty()) wrong(fmt::format("{}: {}", listing->bucket.name, what));
        return;
    }
    listing->after = fmt::format(
        R"(,"KeyMarker":"{}","VersionIdMarker":"{}")",
        page->next_key_marker.value_or(""),
        page->next_version_id_marker.value_or("")
    );
    queue([this, listing] { look_page(listing); });
}

// ---- Objects

void ObjectKeeper::list(KeptBucket& bucket) {
    const int most = static_cast<int>(random().between(1, 5));
    list_page(std::make_shared<Listing>(Listing{.bucket = bucket, .most = most}));
}

void ObjectKeeper::list_page(const ListingPtr& listing) {
    ask(on_bucket(
            listing->bucket,
            "ListObjectsV2",
            fmt::format(R"(,"MaxKeys":{}{})", listing->most, listing->after)
        ),
        kReadTries,
        [this, listing](const Result<std::string>& answer) {
            if (outcome_is_unknown(answer)) return;
            if (!answer) return wrong(listing->bucket.name + ": " + answer.error().message);
            take_objects(listing, *answer);
        });
}

void ObjectKeeper::take_objects(const ListingPtr& listing, const std::string& answer) {
    const auto page = wire::decode_json<api::s3::ListObjectsV2Output>(answer);
    if (page->contents) {
        for (const auto& shown : *page->contents) {
            if (*shown.key <= listing->last_key) {
                wrong(fmt::format("{} lists {} again", listing->bucket.name, *shown.key));
            }
            listing->last_key = *shown.key;
            listing->keys[*shown.key].versions.push_back({{}, unquoted(shown.e_tag), *shown.size});
        }
    }
    if (!page->is_truncated.value_or(false)) return judge_list(*listing);
    listing->after =
        fmt::format(R"(,"ContinuationToken":"{}")", page->next_continuation_token.value_or(""));
    queue([this, listing] { list_page(listing); });
}

void ObjectKeeper::judge_list(const Listing& listing) {
    for (const auto& [name, key] : listing.bucket.keys) {
        const auto found = listing.keys.find(name);
        const bool listed = found != listing.keys.end();
        const KeptVersion* shown = key.shown();
        const bool good = shown == nullptr
                              ? !listed
                              : listed && found->second.versions.front().etag == shown->etag &&
                                    found->second.versions.front().bytes == shown->bytes();
        if (!good) wrong(fmt::format("{} lists {} as it is not", listing.bucket.name, name));
    }
    for (const auto& [name, key] : listing.keys) {
        if (!listing.bucket.keys.contains(name)) wrong(name + " is listed, and was never put");
    }
}

}  // namespace gantry::sim
