#include "wire/event_stream.h"

#include <algorithm>
#include <cstdint>

#include "base/assert.h"
#include "wire/checksum.h"
#include "wire/json_codec.h"

namespace gantry::wire {
namespace {

constexpr std::size_t kPreludeBytes = 12;
constexpr std::size_t kSumBytes = 4;
constexpr char kStringHeader = 7;

void append_number(std::string& out, std::size_t number, int bytes) {
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
        out += static_cast<char>(number >> shift & 0xffU);
    }
}

std::string crc_of(std::string_view bytes) {
    Checksum sum(ChecksumKind::Crc32);
    sum.update(bytes);
    return sum.finish();
}

}  // namespace

std::string event_message(
    const std::vector<std::pair<std::string_view, std::string_view>>& headers,
    std::string_view payload
) {
    std::string fields;
    for (const auto& [name, value] : headers) {
        append_number(fields, name.size(), 1);
        fields += name;
        fields += kStringHeader;
        append_number(fields, value.size(), 2);
        fields += value;
    }
    std::string message;
    append_number(message, kPreludeBytes + fields.size() + payload.size() + kSumBytes, 4);
    append_number(message, fields.size(), 4);
    message += crc_of(message);
    message += fields;
    message += payload;
    message += crc_of(message);
    return message;
}

std::string first_event(std::string_view members) {
    return event_message(
        {{":message-type", "event"},
         {":event-type", "initial-response"},
         {":content-type", "application/json"}},
        members
    );
}

std::string json_event(const reflect::TypeInfo& type, const void* event) {
    const auto given = std::ranges::find_if(type.fields, [event](const reflect::FieldInfo& field) {
        return field.get(event) != nullptr;
    });
    GANTRY_ASSERT(given != type.fields.end());
    const bool failed = given->name.ends_with("Exception");
    return event_message(
        {{":message-type", failed ? "exception" : "event"},
         {failed ? ":exception-type" : ":event-type", given->name},
         {":content-type", "application/json"}},
        encode_json(given->type(), given->get(event))
    );
}

}  // namespace gantry::wire
