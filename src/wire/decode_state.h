#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/reflect.h"
#include "base/result.h"
#include "wire/json_codec.h"

namespace gantry::wire {

/// Deeper than this no reader follows.
inline constexpr std::size_t kMaxNesting = 64;

/// What the elements of a request's lists and maps may take in memory. Three bytes of text make one
/// empty structure of a kilobyte and more, long before the model's bounds are looked at.
inline constexpr std::size_t kRequestMemory = 32U << 20U;

/// What the model says of one value beyond its type.
struct ValueTraits {
    reflect::TimeFormat time = reflect::TimeFormat::ByProtocol;
    const reflect::ElementInfo* element = nullptr;  ///< of the values inside
};

inline ValueTraits traits_of(const reflect::FieldInfo& field) {
    return {
        field.wire == nullptr ? reflect::TimeFormat::ByProtocol : field.wire->time, field.element
    };
}

/// Of the values in a list or map.
inline ValueTraits traits_inside(const ValueTraits& container) {
    if (container.element == nullptr) return {};
    return {container.element->time, container.element->inside};
}

/// What every reader of described values keeps beside its text: the memory that is left and, after
/// a fault, what is wrong and where. A reader's functions return false from the fault outward: the
/// leaf notes what is wrong (these do, and return false), and each level adds its step to the path.
class DecodeState {
  public:
    explicit DecodeState(std::size_t memory) : memory_(memory) {}

    /// Counts one more value in a list or map.
    bool take_memory(const reflect::TypeInfo& element);
    bool refuse(std::string complaint);
    bool wrong_type(std::string_view expected, std::string_view found);
    bool too_deep() { return refuse("nested too deeply"); }
    bool below(std::string_view name);
    bool below(std::size_t index);

    /// The enum's value whose word this is.
    bool read_word(const reflect::TypeInfo& type, std::string_view word, std::uint8_t& to);
    /// Of a union exactly one member is given.
    bool check_union(const reflect::TypeInfo& type, const void* object);

    /// Whether the fault was one of those above.
    [[nodiscard]] bool refused() const { return !code_.empty(); }
    [[nodiscard]] Error error() const;
    [[nodiscard]] UnknownEnumValue unknown_enum_value() const {
        return {path_, unknown_enum_, unknown_value_};
    }

  private:
    void put_before_path(std::string step);

    std::size_t memory_;  // left
    std::string code_;
    std::string complaint_;  // without the place
    std::string path_;
    const reflect::TypeInfo* unknown_enum_ = nullptr;
    std::string unknown_value_;
};

/// For text that cannot be read at all.
inline Error serialization_error(std::string message) {
    return Error{ErrorKind::InvalidArgument, "SerializationException", std::move(message), {}};
}

}  // namespace gantry::wire
