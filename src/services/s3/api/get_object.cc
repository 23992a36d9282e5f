#include <algorithm>

#include "services/s3/api/checksums.h"
#include "services/s3/api/conditions.h"
#include "services/s3/api/objects.h"
#include "services/s3/api/ranges.h"
#include "services/s3/api/show_object.h"
#include "services/s3/model/errors.h"
#include "services/s3/model/find.h"
#include "wire/time_text.h"

namespace gantry::s3 {
namespace {

using api::s3::GetObjectOutput;
using api::s3::GetObjectRequest;
using api::s3::HeadObjectOutput;
using api::s3::HeadObjectRequest;

/// Which bytes are read.
struct Selection {
    std::optional<ByteRange> range;  ///< nothing: all
    const ObjectPart* part = nullptr;
};

Result<Selection> select_part(const ObjectRow& object, std::int32_t number) {
    Error wrong = refused(
        ErrorKind::InvalidArgument,
        "InvalidPartNumber",
        "The requested partnumber is not satisfiable"
    );
    if (number < 1)
        return invalid_argument("Part number must be an integer between 1 and 10000, inclusive");
    if (object.parts.empty()) {
        if (number != 1) return wrong;
        if (object.bytes == 0) return Selection{};
        return Selection{.range = ByteRange{0, object.bytes}};
    }
    // As S3 counts them: what an upload leaves out is closed up.
    if (static_cast<std::size_t>(number) > object.parts.size()) return wrong;
    Selection selected{.range = ByteRange{}};
    for (const ObjectPart& part : object.parts) {
        selected.part = &part;
        selected.range->bytes = part.bytes;
        if (--number == 0) break;
        selected.range->first += part.bytes;
    }
    return selected;
}

template <class Input>
Result<Selection> select(const ObjectRow& object, const Input& input) {
    if (input.part_number) {
        if (input.range) {
            return invalid_request("Cannot specify both Range header and partNumber query parameter"
            );
        }
        return select_part(object, *input.part_number);
    }
    auto range = read_range(input.range, object.bytes);
    if (!range) return range.error();
    return Selection{.range = *range};
}

template <class Output, class Input>
void override_headers(Output& out, const Input& input) {
    if (input.response_cache_control) out.cache_control = input.response_cache_control;
    if (input.response_content_disposition) {
        out.content_disposition = input.response_content_disposition;
    }
    if (input.response_content_encoding) out.content_encoding = input.response_content_encoding;
    if (input.response_content_language) out.content_language = input.response_content_language;
    if (input.response_content_type) out.content_type = input.response_content_type;
    if (input.response_expires) {
        out.expires.emplace();
        wire::append_time(*out.expires, reflect::TimeFormat::HttpDate, *input.response_expires);
    }
}

template <class Output>
void show_selected_checksum(Output& out, const ObjectRow& object, const Selection& selected) {
    if (selected.part != nullptr) {
        const auto& part = *selected.part;
        if (!part.checksum.empty()) {
            *checksum_member(out, object.checksum_algorithm) = part.checksum;
        }
        return;
    }
    const bool all = !selected.range || selected.range->bytes == object.bytes;
    if (all) show_checksum(out, object);
}

/// All that both operations answer.
template <class Output, class Input>
Result<Output> read(Call& call, const Input& input, ObjectPtr& object, Selection& selected) {
    const auto bucket = bucket_of(call, input);
    if (!bucket) return bucket.error();
    const auto found = find_object(call, **bucket, input.key, input.version_id);
    if (!found) return found.error();
    object = *found;
    const auto good = check_read(
        *object,
        {input.if_match, input.if_none_match, input.if_modified_since, input.if_unmodified_since},
        Reader::Client
    );
    if (!good) return good.error();
    const auto wanted = select(*object, input);
    if (!wanted) return wanted.error();
    selected = *wanted;
    Output out;
    show_object(out, **bucket, *object);
    out.content_length = selected.range ? selected.range->bytes : object->bytes;
    // A part without bytes is no range.
    if (selected.range && selected.range->bytes > 0) {
        out.content_range = content_range(*selected.range, object->bytes);
    }
    if (input.part_number && !object->parts.empty()) {
        out.parts_count = static_cast<std::int32_t>(object->parts.size());
    }
    if (input.checksum_mode) show_selected_checksum(out, *object, selected);
    override_headers(out, input);
    return out;
}

}  // namespace

Result<GetObjectOutput> get_object(Call& call, const GetObjectRequest& input) {
    ObjectPtr object;
    Selection selected;
    auto out = read<GetObjectOutput>(call, input, object, selected);
    if (!out) return out;
    out->body.emplace().parts =
        cut(object->files, selected.range.value_or(ByteRange{0, object->bytes}));
    return out;
}

Result<HeadObjectOutput> head_object(Call& call, const HeadObjectRequest& input) {
    ObjectPtr object;
    Selection selected;
    return read<HeadObjectOutput>(call, input, object, selected);
}

}  // namespace gantry::s3
