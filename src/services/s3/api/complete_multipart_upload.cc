#include <fmt/format.h>

#include <algorithm>

#include "base/sabotage.h"
#include "services/s3/api/checksums.h"
#include "services/s3/api/conditions.h"
#include "services/s3/api/crc_combine.h"
#include "services/s3/api/find_upload.h"
#include "services/s3/api/show_object.h"
#include "services/s3/api/uploads.h"
#include "services/s3/model/errors.h"
#include "services/s3/model/keys.h"
#include "services/s3/model/names.h"
#include "wire/digest.h"

namespace gantry::s3 {
namespace {

using api::s3::ChecksumType;
using api::s3::CompletedPart;
using api::s3::CompleteMultipartUploadOutput;
using api::s3::CompleteMultipartUploadRequest;

using PartPtr = core::Table<PartRow>::Ptr;
using Parts = std::vector<PartPtr>;

Error invalid_part() {
    return refused(
        ErrorKind::InvalidArgument,
        "InvalidPart",
        "One or more of the specified parts could not be found.  The part may not have been "
        "uploaded, or the specified entity tag may not match the part's entity tag."
    );
}

/// The part that a request names.
Result<PartPtr> find_part(const Call& call, const FoundUpload& upload, const CompletedPart& named) {
    const auto number = read_part_number(named.part_number);
    if (!number) return number.error();
    auto part = call.tx.get(call.tables.parts, part_row_key(upload.row_key, *number));
    if (!part || unquoted(named.e_tag.value_or("")) != part->etag) return invalid_part();
    const Texts stated = stated_checksums(named);
    for (const auto& [algorithm, checksum] : stated) {
        const auto kept = part->checksums.find(algorithm);
        if (kept == part->checksums.end() || kept->second != checksum) return invalid_part();
    }
    const UploadRow& row = *upload.row;
    if (row.composite_checksum && !stated.contains(row.checksum_algorithm)) {
        return invalid_request(fmt::format(
            "The upload was created using a {} checksum. The complete request must include the "
            "checksum for each part. It was missing for part {} in the request.",
            lower_case(row.checksum_algorithm),
            *number
        ));
    }
    return part;
}

/// A part that is copied has all the pieces of its source, so there could be no end of them.
Result<void> check_pieces(const Parts& parts) {
    std::size_t pieces = 0;
    for (const PartPtr& part : parts) pieces += part->files.size();
    if (pieces <= kMostPieces) return {};
    return not_done(
        fmt::format("Gantry puts no object together of more than {} pieces.", kMostPieces)
    );
}

Result<Parts> find_parts(
    const Call& call, const FoundUpload& upload, const CompleteMultipartUploadRequest& input
) {
    if (!input.multipart_upload || !input.multipart_upload->parts) return malformed_xml();
    const auto& named = *input.multipart_upload->parts;
    if (named.empty() || named.size() > static_cast<std::size_t>(kMostParts)) {
        return malformed_xml();
    }
    Parts parts;
    for (const CompletedPart& one : named) {
        if (!parts.empty() && one.part_number.value_or(0) <= parts.back()->number) {
            return refused(
                ErrorKind::InvalidArgument,
                "InvalidPartOrder",
                "The list of parts was not in ascending order. The parts list must be specified in "
                "order by part number."
            );
        }
        auto part = find_part(call, upload, one);
        if (!part) return part.error();
        parts.push_back(*std::move(part));
    }
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
        if (parts[i]->bytes < kSmallestPart) {
            return refused(
                ErrorKind::InvalidArgument,
                "EntityTooSmall",
                "Your proposed upload is smaller than the minimum allowed size"
            );
        }
    }
    if (auto good = check_pieces(parts); !good) return good.error();
    return parts;
}

std::string bytes_of_hex(std::string_view hex) {
    const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
        bytes += static_cast<char>(digit(hex[i]) * 16 + digit(hex[i + 1]));
    }
    return bytes;
}

/// The MD5 of the parts' MD5s, and how many they are.
std::string etag_of(const Parts& parts) {
    std::string all;
    for (const PartPtr& part : parts) all += bytes_of_hex(part->etag);
    return fmt::format("{}-{}", md5_of(all), parts.size());
}

std::string composite_checksum(const std::string& algorithm, const Parts& parts) {
    std::string all;
    for (const PartPtr& part : parts) {
        std::string bytes;
        if (!wire::from_base64(part->checksums.at(algorithm), bytes)) return {};
        all += bytes;
    }
    return fmt::format("{}-{}", checksum_of(algorithm, all), parts.size());
}

std::string whole_checksum(const std::string& algorithm, const Parts& parts) {
    CombinedCrc sum(algorithm);
    for (const PartPtr& part : parts) sum.add(part->checksums.at(algorithm), part->bytes);
    return sum.text();
}

/// Fills in the object's checksum: the upload's, else CRC64NVME; none where parts were copied
/// without one.
void add_checksum(const UploadRow& upload, const Parts& parts, ObjectRow& object) {
    const std::string algorithm = upload.checksum_algorithm.empty() ? std::string(kDefaultChecksum)
                                                                    : upload.checksum_algorithm;
    const bool all_have = std::ranges::all_of(parts, [&](const PartPtr& part) {
        return part->checksums.contains(algorithm);
    });
    if (!all_have) return;
    object.checksum_algorithm = algorithm;
    object.composite_checksum = upload.composite_checksum;
    object.checksum = upload.composite_checksum ? composite_checksum(algorithm, parts)
                                                : whole_checksum(algorithm, parts);
    if (upload.checksum_algorithm.empty()) return;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        object.parts[i].checksum = parts[i]->checksums.at(algorithm);
    }
}

ObjectRow put_together(const UploadRow& upload, const Parts& parts) {
    ObjectRow object{.key = upload.key, .etag = etag_of(parts), .head = upload.head};
    for (const PartPtr& part : parts) {
        if (sabotaged(Sabotage::PartLeftOut) && object.parts.size() == 1) break;
        object.bytes += part->bytes;
        object.files.insert(object.files.end(), part->files.begin(), part->files.end());
        object.parts.push_back({.number = part->number, .bytes = part->bytes});
    }
    add_checksum(upload, parts, object);
    return object;
}

/// What the request says that the object is to be.
Result<void> check_claims(
    const CompleteMultipartUploadRequest& input, const UploadRow& upload, const ObjectRow& object
) {
    if (input.mpu_object_size && *input.mpu_object_size != object.bytes) {
        return invalid_request(fmt::format(
            "The provided 'x-amz-mp-object-size' header value {} does not match what was computed: "
            "{}",
            *input.mpu_object_size,
            object.bytes
        ));
    }
    const auto type =
        upload.composite_checksum ? ChecksumType::Composite : ChecksumType::FullObject;
    if (input.checksum_type && *input.checksum_type != type) {
        return invalid_request(fmt::format(
            "The upload was created using the {} checksum mode. The complete request must use the "
            "same checksum mode.",
            reflect::to_text(type)
        ));
    }
    for (const auto& [algorithm, checksum] : stated_checksums(input)) {
        if (algorithm == object.checksum_algorithm && checksum == object.checksum) continue;
        return refused(
            ErrorKind::InvalidArgument,
            "BadDigest",
            fmt::format("The {} you specified did not match the calculated checksum.", algorithm)
        );
    }
    return {};
}

}  // namespace

Result<CompleteMultipartUploadOutput> complete_multipart_upload(
    Call& call, const CompleteMultipartUploadRequest& input
) {
    const auto upload = upload_of(call, input);
    if (!upload) return upload.error();
    const UploadRow& row = *upload->row;
    const auto parts = find_parts(call, *upload, input);
    if (!parts) return parts.error();
    const auto good = check_write(call, row.bucket, row.key, {input.if_match, input.if_none_match});
    if (!good) return good.error();
    ObjectRow object = put_together(row, *parts);
    if (auto same = check_claims(input, row, object); !same) return same.error();
    const ObjectRow put = put_version(call, *upload->bucket, std::move(object));
    erase_upload(call, *upload);
    CompleteMultipartUploadOutput out{
        .location = fmt::format("{}/{}/{}", call.settings.endpoint, put.bucket, put.key),
        .bucket = put.bucket,
        .key = put.key,
        .e_tag = quoted_tag(put.etag),
        .version_id = shown_version(*upload->bucket, put),
    };
    show_checksum(out, put);
    show_encryption(out, put.head);
    return out;
}

}  // namespace gantry::s3
