#include "wire/protocol/form_decode.h"

#include <charconv>

#include "wire/decode_state.h"
#include "wire/protocol/text_scalar.h"

namespace gantry::wire {
namespace {

using reflect::FieldInfo;
using reflect::Kind;
using reflect::TimeFormat;
using reflect::TypeInfo;

/// Where a value stands: in one field, in the fields below a name, or (absent) in none.
struct Spot {
    const std::string_view* value;
    FormLevel inside;

    [[nodiscard]] bool absent() const { return value == nullptr && inside.empty(); }
};

Spot spot(const FormLevel& level, std::string_view name) {
    return {level.value(name), level.below(name)};
}

Spot spot(const FormLevel& level, std::uint32_t number) {
    char name[10];
    const auto end = std::to_chars(std::begin(name), std::end(name), number).ptr;
    return spot(level, std::string_view(name, static_cast<std::size_t>(end - name)));
}

std::string_view or_else(std::string_view name, std::string_view otherwise) {
    return name.empty() ? otherwise : name;
}

class FormDecoder {
  public:
    explicit FormDecoder(FormDialect dialect) : dialect_(dialect), state_(kRequestMemory) {}

    bool decode_structure(const TypeInfo& type, const FormLevel& level, void* object, int depth);
    [[nodiscard]] const DecodeState& state() const { return state_; }

  private:
    struct Value {
        const TypeInfo& type;
        ValueTraits traits;
        bool flattened;
    };

    bool decode(const Value& value, const Spot& spot, void* to, int depth);
    bool decode_list(const Value& value, const FormLevel& level, void* to, int depth);
    bool decode_map(const Value& value, const FormLevel& level, void* to, int depth);
    bool decode_entry(const Value& value, const FormLevel& entry, void* to, int depth);
    /// Lasts until the next call.
    std::string_view name_of(const FieldInfo& field);

    FormDialect dialect_;
    DecodeState state_;
    std::string capital_;  // the name last asked for, with a capital letter
};

std::string_view FormDecoder::name_of(const FieldInfo& field) {
    const bool has_traits = field.wire != nullptr;
    const bool ec2 = dialect_ == FormDialect::Ec2;
    if (ec2 && has_traits && !field.wire->ec2_name.empty()) return field.wire->ec2_name;
    const std::string_view name = or_else(has_traits ? field.wire->xml_name : "", field.name);
    if (!ec2 || name[0] < 'a' || name[0] > 'z') return name;
    capital_ = name;
    capital_[0] = static_cast<char>(name[0] - 'a' + 'A');
    return capital_;
}

bool FormDecoder::decode_structure(
    const TypeInfo& type, const FormLevel& level, void* object, int depth
) {
    for (const FieldInfo& field : type.fields) {
        const Spot at = spot(level, name_of(field));
        if (at.absent()) continue;
        const Value value{
            field.type(), traits_of(field), field.wire != nullptr && field.wire->flattened
        };
        if (!decode(value, at, field.emplace(object), depth)) return state_.below(field.name);
    }
    return state_.check_union(type, object);
}

bool FormDecoder::decode(const Value& value, const Spot& spot, void* to, int depth) {
    if (depth == static_cast<int>(kMaxNesting)) return state_.too_deep();
    if (is_text_scalar(value.type) && spot.value != nullptr) {
        const TimeFormat format = time_format(value.traits.time, TimeFormat::DateTime);
        return decode_text(state_, value.type, format, *spot.value, to);
    }
    if (is_text_scalar(value.type)) return state_.wrong_type("one value", "several");
    if (spot.value != nullptr && !spot.value->empty()) {
        return state_.wrong_type("a list or structure", "one value");
    }
    switch (value.type.kind) {
        case Kind::List: return decode_list(value, spot.inside, to, depth);
        case Kind::Map: return decode_map(value, spot.inside, to, depth);
        case Kind::Structure: return decode_structure(value.type, spot.inside, to, depth + 1);
        default: return state_.refuse("a document cannot be written in a form");
    }
}

bool FormDecoder::decode_list(const Value& value, const FormLevel& level, void* to, int depth) {
    const auto* element = value.traits.element;
    const bool flat = value.flattened || dialect_ == FormDialect::Ec2;
    const std::string_view name = or_else(element != nullptr ? element->name : "", "member");
    const FormLevel items = flat ? level : level.below(name);
    const Value inside{value.type.element(), traits_inside(value.traits), false};
    value.type.clear(to);
    std::size_t index = 0;
    for (const std::uint32_t number : items.numbers()) {
        if (!state_.take_memory(inside.type)) return false;
        if (!decode(inside, spot(items, number), value.type.append(to), depth + 1)) {
            return state_.below(index);
        }
        ++index;
    }
    return true;
}

bool FormDecoder::decode_map(const Value& value, const FormLevel& level, void* to, int depth) {
    const FormLevel entries = value.flattened ? level : level.below("entry");
    value.type.clear(to);
    for (const std::uint32_t number : entries.numbers()) {
        if (!state_.take_memory(value.type.element())) return false;
        if (!decode_entry(value, spot(entries, number).inside, to, depth)) return false;
    }
    return true;
}

bool FormDecoder::decode_entry(const Value& value, const FormLevel& entry, void* to, int depth) {
    const auto* element = value.traits.element;
    const std::string_view* key =
        entry.value(or_else(element != nullptr ? element->key_name : "", "key"));
    if (key == nullptr || !is_utf8(*key)) return state_.refuse("expected a key");
    const Spot at = spot(entry, or_else(element != nullptr ? element->name : "", "value"));
    if (at.absent()) return state_.refuse("expected a value"), state_.below(*key);
    const Value inside{value.type.element(), traits_inside(value.traits), false};
    void* made = value.type.insert(to, std::string(*key));
    reset_value(inside.type, made);
    return decode(inside, at, made, depth + 1) || state_.below(*key);
}

}  // namespace

Result<void> decode_form(
    FormDialect dialect,
    const Form& form,
    const TypeInfo& type,
    void* object,
    UnknownEnumValue* unknown
) {
    FormDecoder decoder(dialect);
    if (decoder.decode_structure(type, FormLevel(form), object, 0)) return {};
    if (unknown != nullptr) *unknown = decoder.state().unknown_enum_value();
    return decoder.state().error();
}

}  // namespace gantry::wire
