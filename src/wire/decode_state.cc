#include "wire/decode_state.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace gantry::wire {

bool DecodeState::take_memory(const reflect::TypeInfo& element) {
    if (element.bytes > memory_) return refuse("the request has too many elements");
    memory_ -= element.bytes;
    return true;
}

bool DecodeState::refuse(std::string complaint) {
    code_ = "SerializationException";
    complaint_ = std::move(complaint);
    return false;
}

bool DecodeState::wrong_type(std::string_view expected, std::string_view found) {
    return refuse(fmt::format("expected {}, found {}", expected, found));
}

bool DecodeState::below(std::string_view name) {
    put_before_path(std::string(name));
    return false;
}

bool DecodeState::below(std::size_t index) {
    put_before_path(fmt::format("[{}]", index));
    return false;
}

void DecodeState::put_before_path(std::string step) {
    const bool dot = !path_.empty() && path_.front() != '[';
    path_ = step + (dot ? "." : "") + path_;
}

bool DecodeState::read_word(
    const reflect::TypeInfo& type, std::string_view word, std::uint8_t& to
) {
    for (std::size_t i = 0; i < type.enum_names.size(); ++i) {
        if (word == type.enum_names[i]) {
            to = static_cast<std::uint8_t>(i);
            return true;
        }
    }
    unknown_enum_ = &type;
    unknown_value_ = word;
    code_ = "InvalidEnumValue";
    complaint_ = fmt::format("'{}' is not one of [{}]", word, fmt::join(type.enum_names, ", "));
    return false;
}

bool DecodeState::check_union(const reflect::TypeInfo& type, const void* object) {
    if (!type.is_union) return true;
    const auto given = std::ranges::count_if(type.fields, [object](const auto& field) {
        return field.get(object) != nullptr;
    });
    return given == 1 ||
           refuse(fmt::format("expected one member of {}, found {}", type.name, given));
}

Error DecodeState::error() const {
    const std::string_view place = path_.empty() ? "body" : std::string_view(path_);
    return Error{ErrorKind::InvalidArgument, code_, fmt::format("{}: {}", place, complaint_), {}};
}

}  // namespace gantry::wire
