#pragma once

#include <string>
#include <string_view>

#include "base/reflect.h"
#include "base/result.h"

/// JSON for every described type: AWS JSON 1.0/1.1 bodies, the agent protocol, Docker's API, and
/// our own rows. One interpreter walks the type's description; there is no code per shape.
namespace gantry::wire {

/// Appends the JSON of the value of type `type` at `value`. Absent members are left out, plain
/// members always written; timestamps are epoch seconds with a millisecond fraction, doubles take
/// the shortest text that reads back the same. The output is valid JSON in valid UTF-8 whatever the
/// strings hold: bytes that are not UTF-8 become U+FFFD.
void append_json(std::string& out, const reflect::TypeInfo& type, const void* value);
std::string encode_json(const reflect::TypeInfo& type, const void* value);

/// Reads JSON into an existing value, as Go's Unmarshal would: structures and maps are merged,
/// scalars, lists and the values of map keys are replaced, null makes a member absent (or zero,
/// where it cannot be absent). Unknown members are ignored; whole numbers may be written 5.0.
///
/// Errors: all InvalidArgument. Code "SerializationException" for text that is not JSON, is nested
/// deeper than 64, or has the wrong type somewhere; "InvalidEnumValue" (ours; the dispatcher gives
/// it an AWS name) for an unknown enum value. The message names the member and what was expected.
/// After an error the value is partly filled and good for nothing.
Result<void> decode_json_into(std::string_view text, const reflect::TypeInfo& type, void* value);

template <class T>
void append_json(std::string& out, const T& value) {
    append_json(out, reflect::type_of<T>(), &value);
}

template <class T>
std::string encode_json(const T& value) {
    return encode_json(reflect::type_of<T>(), &value);
}

template <class T>
Result<void> decode_json_into(std::string_view text, T& value) {
    return decode_json_into(text, reflect::type_of<T>(), &value);
}

template <class T>
Result<T> decode_json(std::string_view text) {
    T value{};
    if (auto done = decode_json_into(text, value); !done) return done.error();
    return value;
}

/// Where a body has an enum value that the model does not know. For callers with a text of their
/// own.
struct UnknownEnumValue {
    std::string path;                         ///< e.g. "include[0]"
    const reflect::TypeInfo* type = nullptr;  ///< the enum; null: that is not what was wrong
    std::string value;                        ///< as it was given
};

/// The body of an API request: like decode_json_into, but no body at all means {}, and one whose
/// lists and maps hold a null or would take too much memory is refused (SerializationException).
/// @param unknown filled in along with the error "InvalidEnumValue"; may be null
Result<void> decode_request_into(
    std::string_view body,
    const reflect::TypeInfo& input,
    void* value,
    UnknownEnumValue* unknown = nullptr
);

/// Appends `text` as a JSON string with its quotes.
void append_json_string(std::string& out, std::string_view text);

/// Sets any described value back to what a new one holds.
void reset_value(const reflect::TypeInfo& type, void* value);

}  // namespace gantry::wire
