#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "wire/decode_state.h"
#include "wire/protocol/cbor_codec.h"
#include "wire/protocol/cbor_reader.h"
#include "wire/protocol/text_scalar.h"
#include "wire/time_text.h"

namespace gantry::wire {
namespace {

using reflect::FieldInfo;
using reflect::Kind;
using reflect::TypeInfo;
using Cbor = CborReader::Kind;

class CborDecoder {
  public:
    explicit CborDecoder(std::string_view text) : reader_(text), state_(kRequestMemory) {}

    bool decode(const TypeInfo& type, void* to, int depth);
    bool finish() { return reader_.at_end(); }
    [[nodiscard]] Error error() const;
    [[nodiscard]] UnknownEnumValue unknown_enum_value() const {
        return state_.unknown_enum_value();
    }

  private:
    template <class Integer>
    bool decode_integer(Integer& to, std::string_view expected);
    bool decode_double(double& to);
    bool decode_time(SysTime& to);
    bool decode_boolean(bool& to);
    bool decode_text(std::string& to);
    bool decode_bytes(Cbor kind, std::string& to);
    bool decode_enum(const TypeInfo& type, std::uint8_t& to);
    bool decode_list(const TypeInfo& type, void* to, int depth);
    bool decode_map(const TypeInfo& type, void* to, int depth);
    bool decode_structure(const TypeInfo& type, void* to, int depth);
    bool decode_member(const TypeInfo& type, std::string_view name, void* object, int depth);
    bool decode_element(const TypeInfo& type, void* to, int depth);
    bool skip(int depth);
    bool wrong(std::string_view expected);

    /// Calls `each` for every element of a list or map that starts at hand.
    template <class Each>
    bool walk(Each each);

    CborReader reader_;
    DecodeState state_;
};

bool CborDecoder::wrong(std::string_view expected) {
    if (reader_.item().kind == Cbor::Fault) return false;
    return state_.wrong_type(expected, describe(reader_.item()));
}

bool CborDecoder::decode(const TypeInfo& type, void* to, int depth) {
    if (depth == static_cast<int>(kMaxNesting)) return state_.too_deep();
    switch (type.kind) {
        case Kind::Boolean: return decode_boolean(*static_cast<bool*>(to));
        case Kind::Integer:
            return decode_integer(*static_cast<std::int32_t*>(to), "a 32-bit integer");
        case Kind::Long: return decode_integer(*static_cast<std::int64_t*>(to), "a 64-bit integer");
        case Kind::Double: return decode_double(*static_cast<double*>(to));
        case Kind::String: return decode_text(type.text(to));
        case Kind::Timestamp: return decode_time(*static_cast<SysTime*>(to));
        case Kind::Enum: return decode_enum(type, *static_cast<std::uint8_t*>(to));
        case Kind::Blob: return decode_bytes(Cbor::Bytes, static_cast<reflect::Blob*>(to)->bytes);
        case Kind::RawJson: return state_.refuse("a document cannot be written in CBOR");
        case Kind::List: return decode_list(type, to, depth);
        case Kind::Map: return decode_map(type, to, depth);
        case Kind::Structure: return decode_structure(type, to, depth);
    }
    return false;
}

bool CborDecoder::decode_boolean(bool& to) {
    if (reader_.item().kind != Cbor::Boolean) return wrong("a boolean");
    to = reader_.item().flag;
    reader_.take();
    return true;
}

/// The whole number that an item is, if it is one of 64 bits.
std::optional<std::int64_t> whole_number(const CborReader::Item& item) {
    constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    constexpr double kBound = 9223372036854775808.0;
    if (item.kind == Cbor::Float) {
        const bool whole =
            item.real >= -kBound && item.real < kBound && std::trunc(item.real) == item.real;
        return whole ? std::optional(static_cast<std::int64_t>(item.real)) : std::nullopt;
    }
    if (item.number > kMost) return std::nullopt;
    const auto number = static_cast<std::int64_t>(item.number);
    if (item.kind == Cbor::Unsigned) return number;
    if (item.kind == Cbor::Negative) return -1 - number;
    return std::nullopt;
}

template <class Integer>
bool CborDecoder::decode_integer(Integer& to, std::string_view expected) {
    const auto number = whole_number(reader_.item());
    if (!number) return wrong(expected);
    if (*number < std::numeric_limits<Integer>::min() ||
        *number > std::numeric_limits<Integer>::max()) {
        return state_.wrong_type(expected, fmt::to_string(*number));
    }
    to = static_cast<Integer>(*number);
    reader_.take();
    return true;
}

bool CborDecoder::decode_double(double& to) {
    const CborReader::Item& item = reader_.item();
    switch (item.kind) {
        case Cbor::Float: to = item.real; break;
        case Cbor::Unsigned: to = static_cast<double>(item.number); break;
        case Cbor::Negative: to = -1.0 - static_cast<double>(item.number); break;
        default: return wrong("a number");
    }
    reader_.take();
    return true;
}

bool CborDecoder::decode_time(SysTime& to) {
    constexpr std::string_view kExpected = "a time (tag 1)";
    if (reader_.item().kind != Cbor::Tag || reader_.item().number != 1) return wrong(kExpected);
    reader_.take();
    double seconds = 0;
    if (!decode_double(seconds)) return false;
    return from_epoch_seconds(seconds, to) || state_.wrong_type(kExpected, fmt::to_string(seconds));
}

bool CborDecoder::decode_text(std::string& to) {
    if (!decode_bytes(Cbor::Text, to)) return false;
    return is_utf8(to) || state_.refuse("expected UTF-8");
}

bool CborDecoder::decode_bytes(Cbor kind, std::string& to) {
    const std::string_view expected = kind == Cbor::Text ? "text" : "bytes";
    if (reader_.item().kind != kind) return wrong(expected);
    to = reader_.item().text;
    const bool parts = reader_.item().indefinite;
    reader_.take();
    while (parts && reader_.item().kind != Cbor::Break) {
        if (reader_.item().kind != kind || reader_.item().indefinite) return wrong(expected);
        to += reader_.item().text;
        reader_.take();
    }
    if (parts) reader_.take();
    return true;
}

bool CborDecoder::decode_enum(const TypeInfo& type, std::uint8_t& to) {
    std::string word;
    return decode_text(word) && state_.read_word(type, word, to);
}

template <class Each>
bool CborDecoder::walk(Each each) {
    const bool indefinite = reader_.item().indefinite;
    const std::uint64_t count = reader_.item().number;
    reader_.take();
    for (std::uint64_t i = 0; indefinite || i < count; ++i) {
        if (indefinite && reader_.item().kind == Cbor::Break) {
            reader_.take();
            return true;
        }
        if (!each(static_cast<std::size_t>(i))) return false;
    }
    return true;
}

bool CborDecoder::decode_list(const TypeInfo& type, void* to, int depth) {
    if (reader_.item().kind != Cbor::List) return wrong("a list");
    const TypeInfo& element = type.element();
    type.clear(to);
    return walk([&](std::size_t i) {
        if (!state_.take_memory(element)) return false;
        return decode_element(element, type.append(to), depth + 1) || state_.below(i);
    });
}

bool CborDecoder::decode_map(const TypeInfo& type, void* to, int depth) {
    if (reader_.item().kind != Cbor::Map) return wrong("a map");
    const TypeInfo& element = type.element();
    type.clear(to);
    return walk([&](std::size_t /*i*/) {
        std::string key;
        if (!state_.take_memory(element) || !decode_text(key)) return false;
        void* value = type.insert(to, key);
        reset_value(element, value);
        return decode_element(element, value, depth + 1) || state_.below(key);
    });
}

bool CborDecoder::decode_element(const TypeInfo& type, void* to, int depth) {
    return reader_.item().kind == Cbor::Null ? wrong("a value") : decode(type, to, depth);
}

bool CborDecoder::decode_structure(const TypeInfo& type, void* to, int depth) {
    if (reader_.item().kind != Cbor::Map) return wrong("a map");
    const bool done = walk([&](std::size_t /*i*/) {
        std::string name;
        return decode_text(name) && decode_member(type, name, to, depth + 1);
    });
    return done && state_.check_union(type, to);
}

bool CborDecoder::decode_member(
    const TypeInfo& type, std::string_view name, void* object, int depth
) {
    const auto field = std::ranges::find(type.fields, name, &FieldInfo::name);
    if (field == type.fields.end()) return skip(depth);
    if (reader_.item().kind == Cbor::Null) {
        field->reset(object);
        reader_.take();
        return true;
    }
    return decode(field->type(), field->emplace(object), depth) || state_.below(field->name);
}

bool CborDecoder::skip(int depth) {
    if (depth == static_cast<int>(kMaxNesting)) return state_.too_deep();
    const auto inside = [&](std::size_t /*i*/) { return skip(depth + 1); };
    std::string ignored;
    switch (reader_.item().kind) {
        case Cbor::Bytes:
        case Cbor::Text: return decode_bytes(reader_.item().kind, ignored);
        case Cbor::List: return walk(inside);
        case Cbor::Map:
            return walk([&](std::size_t i) {
                const bool key = inside(i);
                return key && inside(i);
            });
        case Cbor::Tag: reader_.take(); return skip(depth + 1);
        case Cbor::Break:
        case Cbor::Fault: return false;
        default: reader_.take(); return true;
    }
}

Error CborDecoder::error() const {
    if (state_.refused()) return state_.error();
    return serialization_error(fmt::format("malformed CBOR at byte {}", reader_.position()));
}

}  // namespace

Result<void> decode_cbor(
    std::string_view body, const TypeInfo& type, void* value, UnknownEnumValue* unknown
) {
    if (body.empty()) return {};
    CborDecoder decoder(body);
    if (decoder.decode(type, value, 0) && decoder.finish()) return {};
    if (unknown != nullptr) *unknown = decoder.unknown_enum_value();
    return decoder.error();
}

}  // namespace gantry::wire
