#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace gantry::wire {

/// The fields of a form (application/x-www-form-urlencoded) or a query string, sorted by name.
/// Those of one name keep their order. Takes no more memory than the text, and 32 bytes a field.
class Form {
  public:
    struct Field {
        std::string_view name;
        std::string_view value;
    };
    static constexpr std::size_t kMaxFields = 100'000;

    /// Errors: "SerializationException" for more fields than that. Names and values may be any
    /// bytes.
    static Result<Form> parse(std::string_view text);

    [[nodiscard]] std::span<const Field> fields() const { return fields_; }
    /// All of one name.
    [[nodiscard]] std::span<const Field> find(std::string_view name) const;

  private:
    std::vector<char> text_;  // decoded; keeps its place when the form is moved
    std::vector<Field> fields_;
};

/// The first field of that name, without reading the others.
std::optional<std::string> find_form_field(std::string_view text, std::string_view name);

/// Those fields of a form whose names begin with a prefix ("Tags.member.2."), as a level of the
/// tree that names with full stops stand for. Lives as long as the form.
class FormLevel {
  public:
    explicit FormLevel(const Form& form) : fields_(form.fields()) {}

    [[nodiscard]] bool empty() const { return fields_.empty(); }
    /// The value of the field that is named `name` here, or null.
    [[nodiscard]] const std::string_view* value(std::string_view name) const;
    /// The fields that are named `name` and a full stop and more.
    [[nodiscard]] FormLevel below(std::string_view name) const;
    /// The numbers that stand next in names here, in order, each once.
    [[nodiscard]] std::vector<std::uint32_t> numbers() const;

  private:
    FormLevel(std::span<const Form::Field> fields, std::size_t prefix)
        : fields_(fields), prefix_(prefix) {}

    std::span<const Form::Field> fields_;
    std::size_t prefix_ = 0;  // length
};

}  // namespace gantry::wire
