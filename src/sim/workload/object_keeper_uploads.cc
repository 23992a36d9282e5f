#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>

#include "api/s3/complete_multipart_upload_output.h"
#include "api/s3/create_multipart_upload_output.h"
#include "api/s3/list_multipart_uploads_output.h"
#include "api/s3/upload_part_output.h"
#include "sim/workload/object_keeper.h"
#include "sim/workload/tries.h"
#include "wire/json_codec.h"

namespace gantry::sim {
namespace {

constexpr int kListTries = 20;
constexpr int kPartsMax = 4;
/// All parts but the last have as many. Source: S3 User Guide, "Multipart upload limits".
constexpr std::int64_t kPartBytes = 5 << 20;

std::string of_upload(const KeptUpload& upload, const std::string& more = {}) {
    return fmt::format(R"(,"Key":"{}","UploadId":"{}"{})", upload.key, upload.id, more);
}

}  // namespace

void ObjectKeeper::begin_upload(KeptBucket& bucket) {
    const std::string name = some_key(random());
    ask(on_bucket(bucket, "CreateMultipartUpload", fmt::format(R"(,"Key":"{}")", name)),
        kOnce,
        [this, &bucket, name](const Result<std::string>& answer) {
            if (outcome_is_unknown(answer)) {
                bucket.may_have_uploads = true;
                return;
            }
            if (!answer) return wrong("CreateMultipartUpload: " + answer.error().message);
            const auto out = wire::decode_json<api::s3::CreateMultipartUploadOutput>(*answer);
            bucket.upload = KeptUpload{name, *out->upload_id, {}};
        });
}

/// A part whose outcome is unknown is put again, or left out.
void ObjectKeeper::upload_part(KeptBucket& bucket) {
    const int number = static_cast<int>(random().between(1, kPartsMax));
    const KeptBody body = new_body(kPartBytes);
    bucket.upload->parts.erase(number);
    Asked asked = on_bucket(
        bucket,
        "UploadPart",
        of_upload(
            *bucket.upload,
            fmt::format(
                R"(,"PartNumber":{},"Body":{{"parts":[{{"file":"{}","first":0,"bytes":{}}}],)"
                R"("md5":"{}"}})",
                number,
                body.file,
                body.bytes,
                body.etag
            )
        )
    );
    asked.file = body.file;
    ask(std::move(asked), kOnce, [this, &bucket, number, body](const Result<std::string>& answer) {
        if (outcome_is_unknown(answer)) return;
        if (!answer) return wrong("UploadPart is refused: " + answer.error().message);
        const auto out = wire::decode_json<api::s3::UploadPartOutput>(*answer);
        if (out->e_tag != "\"" + body.etag + "\"") wrong("a part has another ETag");
        bucket.upload->parts[number] = body;
    });
}

void ObjectKeeper::complete_upload(KeptBucket& bucket) {
    const KeptUpload upload = *std::exchange(bucket.upload, std::nullopt);
    KeptVersion added;
    std::vector<std::string> parts;
    for (const auto& [number, part] : upload.parts) {
        added.files.push_back({part.file, 0, part.bytes});
        parts.push_back(fmt::format(R"({{"PartNumber":{},"ETag":"{}"}})", number, part.etag));
    }
    const bool could_have = std::exchange(bucket.may_have_uploads, true);
    change_key(
        bucket,
        upload.key,
        on_bucket(
            bucket,
            "CompleteMultipartUpload",
            of_upload(
                upload, fmt::format(R"(,"MultipartUpload":{{"Parts":[{}]}})", fmt::join(parts, ","))
            )
        ),
        with_new(bucket.versioning, bucket.keys[upload.key].versions, added),
        [this, &bucket, could_have, added, name = upload.key](const std::string& answer) {
            bucket.may_have_uploads = could_have;
            const auto out = wire::decode_json<api::s3::CompleteMultipartUploadOutput>(answer);
            note_new(bucket, name, added, out->version_id, out->e_tag);
            const std::string count = fmt::format("-{}\"", added.files.size());
            if (!out->e_tag->ends_with(count)) wrong("an upload has the ETag " + *out->e_tag);
        }
    );
}

void ObjectKeeper::abort_upload(KeptBucket& bucket) {
    const std::string more = of_upload(*bucket.upload);
    change(bucket, "AbortMultipartUpload", more, "NoSuchUpload", [&bucket] {
        bucket.upload.reset();
    });
}

/// Aborts those that nobody was told of.
void ObjectKeeper::clear_uploads(KeptBucket& bucket) {
    ask(on_bucket(bucket, "ListMultipartUploads"),
        kListTries,
        [this, &bucket](const Result<std::string>& answer) {
            if (outcome_is_unknown(answer)) return;
            if (!answer) return wrong("ListMultipartUploads: " + answer.error().message);
            const auto out = wire::decode_json<api::s3::ListMultipartUploadsOutput>(*answer);
            if (!out->uploads || out->uploads->empty()) {
                bucket.may_have_uploads = false;
                return;
            }
            const auto& first = out->uploads->front();
            bucket.upload = KeptUpload{*first.key, *first.upload_id, {}};
        });
}

}  // namespace gantry::sim
