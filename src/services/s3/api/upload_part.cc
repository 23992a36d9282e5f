#include <fmt/format.h>

#include <charconv>

#include "services/s3/api/checksums.h"
#include "services/s3/api/copy_source.h"
#include "services/s3/api/find_upload.h"
#include "services/s3/api/objects.h"
#include "services/s3/api/ranges.h"
#include "services/s3/api/show_object.h"
#include "services/s3/api/uploads.h"
#include "services/s3/model/errors.h"
#include "services/s3/model/keys.h"
#include "services/s3/model/names.h"

namespace gantry::s3 {
namespace {

using api::s3::UploadPartCopyOutput;
using api::s3::UploadPartCopyRequest;
using api::s3::UploadPartOutput;
using api::s3::UploadPartRequest;

void put_part(Call& call, const FoundUpload& upload, PartRow row) {
    row.modified = std::chrono::floor<std::chrono::seconds>(call.now);
    const std::string key = part_row_key(upload.row_key, row.number);
    call.tx.put(call.tables.parts, key, std::move(row));
}

Result<void> check_algorithm(const UploadRow& upload, const Received& body) {
    const std::string& wanted = upload.checksum_algorithm;
    if (wanted.empty() || body.checksums.contains(wanted)) return {};
    return invalid_request(fmt::format(
        "Checksum Type mismatch occurred, expected checksum Type: {}, actual checksum Type: {}",
        lower_case(wanted),
        body.algorithm == kDefaultChecksum ? "null" : lower_case(body.algorithm)
    ));
}

/// "bytes=0-4", and nothing else.
Result<ByteRange> read_source_range(const std::optional<std::string>& header, std::int64_t bytes) {
    if (!header) return ByteRange{0, bytes};
    Error wrong = invalid_argument(
        "The x-amz-copy-source-range value must be of the form bytes=first-last where first and "
        "last are the zero-based offsets of the first and last bytes to copy"
    );
    std::string_view text = *header;
    constexpr std::string_view kUnit = "bytes=";
    if (!text.starts_with(kUnit)) return wrong;
    text.remove_prefix(kUnit.size());
    ByteRange range;
    std::int64_t last = 0;
    const char* const end = text.data() + text.size();
    const auto first = std::from_chars(text.data(), end, range.first);
    if (first.ec != std::errc{} || first.ptr == end || *first.ptr != '-') return wrong;
    const auto second = std::from_chars(first.ptr + 1, end, last);
    if (second.ec != std::errc{} || second.ptr != end || range.first < 0 || last < range.first) {
        return wrong;
    }
    if (last >= bytes) {
        return invalid_argument(
            fmt::format("Range specified is not valid for source object of size: {}", bytes)
        );
    }
    range.bytes = last - range.first + 1;
    return range;
}

/// A part made of some bytes of an object.
Result<PartRow> copied_part(
    const UploadRow& upload, const ObjectRow& source, const ByteRange& range, std::int32_t number
) {
    PartRow row{.number = number, .bytes = range.bytes, .files = cut(source.files, range)};
    const bool whole = range.bytes == source.bytes;
    const bool plain = whole && source.parts.empty() && source.etag.find('-') == std::string::npos;
    // What is not read is not hashed either: a tag of its own, always the same for the same bytes.
    row.etag = plain ? source.etag
                     : md5_of(fmt::format("{} {}+{}", source.etag, range.first, range.bytes));
    if (whole && !source.composite_checksum && !source.checksum.empty()) {
        row.checksums.emplace(source.checksum_algorithm, source.checksum);
    }
    if (!upload.checksum_algorithm.empty() && !row.checksums.contains(upload.checksum_algorithm)) {
        return not_done("Gantry computes no checksum of a part that is copied.");
    }
    return row;
}

}  // namespace

Result<UploadPartOutput> upload_part(Call& call, const UploadPartRequest& input) {
    const auto upload = upload_of(call, input);
    if (!upload) return upload.error();
    const auto number = read_part_number(input.part_number);
    if (!number) return number.error();
    auto body = receive(input);
    if (!body) return body.error();
    if (auto good = check_algorithm(*upload->row, *body); !good) return good.error();
    UploadPartOutput out{.e_tag = quoted_tag(body->md5)};
    const std::string& wanted = upload->row->checksum_algorithm;
    const std::string& shown = wanted.empty() ? body->algorithm : wanted;
    if (!shown.empty()) *checksum_member(out, shown) = body->checksums.at(shown);
    show_encryption(out, upload->row->head);
    put_part(
        call,
        *upload,
        PartRow{
            .number = *number,
            .etag = body->md5,
            .bytes = body->bytes,
            .files = std::move(body->files),
            .checksums = std::move(body->checksums),
        }
    );
    return out;
}

Result<UploadPartCopyOutput> upload_part_copy(Call& call, const UploadPartCopyRequest& input) {
    const auto upload = upload_of(call, input);
    if (!upload) return upload.error();
    const auto number = read_part_number(input.part_number);
    if (!number) return number.error();
    const auto named = read_copy_source(input.copy_source.value_or(""));
    if (!named) return named.error();
    const auto source =
        find_source(call, *named, input.expected_source_bucket_owner, source_conditions(input));
    if (!source) return source.error();
    const ObjectRow& object = *source->object;
    const auto range = read_source_range(input.copy_source_range, object.bytes);
    if (!range) return range.error();
    if (range->bytes > kMostCopiedBytes) {
        return invalid_request(
            "The specified copy source is larger than the maximum allowable size for a copy "
            "source: 5368709120"
        );
    }
    auto part = copied_part(*upload->row, object, *range, *number);
    if (!part) return part.error();
    UploadPartCopyOutput out{.copy_source_version_id = shown_version(*source->bucket, object)};
    auto& result = out.copy_part_result.emplace();
    result.e_tag = quoted_tag(part->etag);
    result.last_modified = std::chrono::floor<std::chrono::seconds>(call.now);
    show_checksums(result, part->checksums);
    show_encryption(out, upload->row->head);
    put_part(call, *upload, *std::move(part));
    return out;
}

}  // namespace gantry::s3
