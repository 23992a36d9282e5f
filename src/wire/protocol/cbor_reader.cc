#include "wire/protocol/cbor_reader.h"

#include <cbor.h>

namespace gantry::wire {
namespace {

using Item = CborReader::Item;
using Kind = CborReader::Kind;

void set_number(void* item, Kind kind, std::uint64_t number) {
    *static_cast<Item*>(item) = {.kind = kind, .number = number};
}

void set_text(void* item, Kind kind, const unsigned char* bytes, std::size_t length) {
    *static_cast<Item*>(item
    ) = {.kind = kind, .text = {reinterpret_cast<const char*>(bytes), length}};
}

void set_indefinite(void* item, Kind kind) {
    *static_cast<Item*>(item) = {.kind = kind, .indefinite = true};
}

void set_real(void* item, double real) {
    *static_cast<Item*>(item) = {.kind = Kind::Float, .real = real};
}

template <Kind K>
constexpr auto kNumber = [](void* item, auto number) { set_number(item, K, number); };
template <Kind K>
constexpr auto kText =
    [](void* item, cbor_data bytes, auto length) { set_text(item, K, bytes, length); };
template <Kind K>
constexpr auto kIndefinite = [](void* item) { set_indefinite(item, K); };
template <Kind K>
constexpr auto kPlain = [](void* item) { set_number(item, K, 0); };

constexpr cbor_callbacks kCallbacks{
    .uint8 = kNumber<Kind::Unsigned>,
    .uint16 = kNumber<Kind::Unsigned>,
    .uint32 = kNumber<Kind::Unsigned>,
    .uint64 = kNumber<Kind::Unsigned>,
    .negint64 = kNumber<Kind::Negative>,
    .negint32 = kNumber<Kind::Negative>,
    .negint16 = kNumber<Kind::Negative>,
    .negint8 = kNumber<Kind::Negative>,
    .byte_string_start = kIndefinite<Kind::Bytes>,
    .byte_string = kText<Kind::Bytes>,
    .string = kText<Kind::Text>,
    .string_start = kIndefinite<Kind::Text>,
    .indef_array_start = kIndefinite<Kind::List>,
    .array_start = kNumber<Kind::List>,
    .indef_map_start = kIndefinite<Kind::Map>,
    .map_start = kNumber<Kind::Map>,
    .tag = kNumber<Kind::Tag>,
    .float2 = [](void* item, float real) { set_real(item, static_cast<double>(real)); },
    .float4 = [](void* item, float real) { set_real(item, static_cast<double>(real)); },
    .float8 = [](void* item, double real) { set_real(item, real); },
    .undefined = kPlain<Kind::Null>,
    .null = kPlain<Kind::Null>,
    .boolean = [](void* item,
                  bool flag) { *static_cast<Item*>(item) = {.kind = Kind::Boolean, .flag = flag}; },
    .indef_break = kPlain<Kind::Break>,
};

}  // namespace

void CborReader::take() {
    position_ = next_;
    item_ = {};
    at_end_ = position_ == text_.size();
    if (at_end_) return;
    const std::string_view rest = text_.substr(position_);
    const cbor_decoder_result result = cbor_stream_decode(
        reinterpret_cast<cbor_data>(rest.data()), rest.size(), &kCallbacks, &item_
    );
    if (result.status != CBOR_DECODER_FINISHED) {
        item_ = {};
        return;
    }
    next_ = position_ + result.read;
}

std::string_view describe(const Item& item) {
    switch (item.kind) {
        case Kind::Unsigned:
        case Kind::Negative: return "an integer";
        case Kind::Bytes: return "bytes";
        case Kind::Text: return "text";
        case Kind::List: return "a list";
        case Kind::Map: return "a map";
        case Kind::Tag: return "a tag";
        case Kind::Float: return "a number";
        case Kind::Boolean: return "a boolean";
        case Kind::Null: return "null";
        case Kind::Break: return "a break";
        case Kind::Fault: break;
    }
    return "no CBOR";
}

}  // namespace gantry::wire
