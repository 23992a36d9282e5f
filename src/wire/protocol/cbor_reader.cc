#include "wire/protocol/cbor_reader.h"

#include <cbor.h>

namespace gantry::wire {
namespace {

using CborItem = CborReader::Item;
using CborKind = CborReader::Kind;

void set_number(void* item, CborKind kind, std::uint64_t number) {
    *static_cast<CborItem*>(item) = {.kind = kind, .number = number};
}

void set_text(void* item, CborKind kind, const unsigned char* bytes, std::size_t length) {
    *static_cast<CborItem*>(item
    ) = {.kind = kind, .text = {reinterpret_cast<const char*>(bytes), length}};
}

void set_indefinite(void* item, CborKind kind) {
    *static_cast<CborItem*>(item) = {.kind = kind, .indefinite = true};
}

void set_real(void* item, double real) {
    *static_cast<CborItem*>(item) = {.kind = CborKind::Float, .real = real};
}

template <CborKind K>
constexpr auto kNumber = [](void* item, auto number) { set_number(item, K, number); };
template <CborKind K>
constexpr auto kText =
    [](void* item, cbor_data bytes, auto length) { set_text(item, K, bytes, length); };
template <CborKind K>
constexpr auto kIndefinite = [](void* item) { set_indefinite(item, K); };
template <CborKind K>
constexpr auto kPlain = [](void* item) { set_number(item, K, 0); };

constexpr cbor_callbacks kCallbacks{
    .uint8 = kNumber<CborKind::Unsigned>,
    .uint16 = kNumber<CborKind::Unsigned>,
    .uint32 = kNumber<CborKind::Unsigned>,
    .uint64 = kNumber<CborKind::Unsigned>,
    .negint64 = kNumber<CborKind::Negative>,
    .negint32 = kNumber<CborKind::Negative>,
    .negint16 = kNumber<CborKind::Negative>,
    .negint8 = kNumber<CborKind::Negative>,
    .byte_string_start = kIndefinite<CborKind::Bytes>,
    .byte_string = kText<CborKind::Bytes>,
    .string = kText<CborKind::Text>,
    .string_start = kIndefinite<CborKind::Text>,
    .indef_array_start = kIndefinite<CborKind::List>,
    .array_start = kNumber<CborKind::List>,
    .indef_map_start = kIndefinite<CborKind::Map>,
    .map_start = kNumber<CborKind::Map>,
    .tag = kNumber<CborKind::Tag>,
    .float2 = [](void* item, float real) { set_real(item, static_cast<double>(real)); },
    .float4 = [](void* item, float real) { set_real(item, static_cast<double>(real)); },
    .float8 = [](void* item, double real) { set_real(item, real); },
    .undefined = kPlain<CborKind::Null>,
    .null = kPlain<CborKind::Null>,
    .boolean = [](void* item, bool flag
               ) { *static_cast<CborItem*>(item) = {.kind = CborKind::Boolean, .flag = flag}; },
    .indef_break = kPlain<CborKind::Break>,
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

std::string_view describe(const CborItem& item) {
    switch (item.kind) {
        case CborKind::Unsigned:
        case CborKind::Negative: return "an integer";
        case CborKind::Bytes: return "bytes";
        case CborKind::Text: return "text";
        case CborKind::List: return "a list";
        case CborKind::Map: return "a map";
        case CborKind::Tag: return "a tag";
        case CborKind::Float: return "a number";
        case CborKind::Boolean: return "a boolean";
        case CborKind::Null: return "null";
        case CborKind::Break: return "a break";
        case CborKind::Fault: break;
    }
    return "no CBOR";
}

}  // namespace gantry::wire
