#include <cbor.h>

#include <array>

#include "base/assert.h"
#include "wire/protocol/cbor_codec.h"
#include "wire/utf8.h"

namespace gantry::wire {
namespace {

using reflect::FieldInfo;
using reflect::Kind;
using reflect::TypeInfo;

/// Appends what one of libcbor's functions writes; none writes more than a head and eight bytes.
template <class Encode>
void append_head(std::string& out, Encode encode) {
    std::array<unsigned char, 16> buffer;
    const std::size_t length = encode(buffer.data(), buffer.size());
    out.append(reinterpret_cast<const char*>(buffer.data()), length);
}

void append_cbor_integer(std::string& out, std::int64_t number) {
    append_head(out, [number](unsigned char* to, std::size_t size) {
        if (number >= 0) return cbor_encode_uint(static_cast<std::uint64_t>(number), to, size);
        return cbor_encode_negint(static_cast<std::uint64_t>(-(number + 1)), to, size);
    });
}

void append_cbor_double(std::string& out, double number) {
    append_head(out, [number](unsigned char* to, std::size_t size) {
        return cbor_encode_double(number, to, size);
    });
}

void append_cbor_bytes(std::string& out, std::string_view bytes) {
    append_head(out, [&bytes](unsigned char* to, std::size_t size) {
        return cbor_encode_bytestring_start(bytes.size(), to, size);
    });
    out += bytes;
}

void append_cbor_time(std::string& out, SysTime time) {
    append_head(out, [](unsigned char* to, std::size_t size) {
        return cbor_encode_tag(1, to, size);
    });
    const std::int64_t ms = epoch_ms(time);
    if (ms % 1000 == 0) return append_cbor_integer(out, ms / 1000);
    append_cbor_double(out, static_cast<double>(ms) / 1000);
}

void append_cbor_list(std::string& out, const TypeInfo& type, const void* list) {
    const std::size_t count = type.size(list);
    append_head(out, [count](unsigned char* to, std::size_t size) {
        return cbor_encode_array_start(count, to, size);
    });
    for (std::size_t i = 0; i < count; ++i) append_cbor(out, type.element(), type.at(list, i));
}

void append_cbor_structure(std::string& out, const TypeInfo& type, const void* object) {
    std::size_t count = 0;
    for (const FieldInfo& field : type.fields) count += field.get(object) != nullptr ? 1 : 0;
    append_cbor_map(out, count);
    for (const FieldInfo& field : type.fields) {
        const void* value = field.get(object);
        if (value == nullptr) continue;
        append_cbor_text(out, field.name);
        append_cbor(out, field.type(), value);
    }
}

std::string_view cbor_word(const TypeInfo& type, const void* value) {
    const std::size_t index = *static_cast<const std::uint8_t*>(value);
    GANTRY_ASSERT(index < type.enum_names.size());
    return type.enum_names[index];
}

/// Text must be UTF-8, whatever a string holds.
std::string as_utf8(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::size_t length = utf8_length(text);
        out += length == 0 ? "\xEF\xBF\xBD" : text.substr(0, length);
        text.remove_prefix(length == 0 ? 1 : length);
    }
    return out;
}

}  // namespace

void append_cbor_text(std::string& out, std::string_view text) {
    const std::string valid = as_utf8(text);
    append_head(out, [&valid](unsigned char* to, std::size_t size) {
        return cbor_encode_string_start(valid.size(), to, size);
    });
    out += valid;
}

void append_cbor_map(std::string& out, std::size_t pairs) {
    append_head(out, [pairs](unsigned char* to, std::size_t size) {
        return cbor_encode_map_start(pairs, to, size);
    });
}

void append_cbor(std::string& out, const TypeInfo& type, const void* value) {
    switch (type.kind) {
        case Kind::Boolean:
            append_head(out, [value](unsigned char* to, std::size_t size) {
                return cbor_encode_bool(*static_cast<const bool*>(value), to, size);
            });
            return;
        case Kind::Integer:
            append_cbor_integer(out, *static_cast<const std::int32_t*>(value));
            return;
        case Kind::Long: append_cbor_integer(out, *static_cast<const std::int64_t*>(value)); return;
        case Kind::Double: append_cbor_double(out, *static_cast<const double*>(value)); return;
        case Kind::String: append_cbor_text(out, type.text(const_cast<void*>(value))); return;
        case Kind::Timestamp: append_cbor_time(out, *static_cast<const SysTime*>(value)); return;
        case Kind::Enum: append_cbor_text(out, cbor_word(type, value)); return;
        case Kind::Blob:
            append_cbor_bytes(out, static_cast<const reflect::Blob*>(value)->bytes);
            return;
        case Kind::RawJson:  // CBOR services have no documents; one is its text
            append_cbor_text(out, static_cast<const reflect::RawJson*>(value)->text);
            return;
        case Kind::List: append_cbor_list(out, type, value); return;
        case Kind::Map:
            append_cbor_map(out, type.size(value));
            type.each(value, [&](const std::string& key, const void* item) {
                append_cbor_text(out, key);
                append_cbor(out, type.element(), item);
            });
            return;
        case Kind::Structure: append_cbor_structure(out, type, value); return;
    }
}

}  // namespace gantry::wire
