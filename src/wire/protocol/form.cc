#include "wire/protocol/form.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "wire/decode_state.h"
#include "wire/percent.h"

namespace gantry::wire {
namespace {

/// Takes the next field, as it is sent, off the front of `text`; false at the end.
bool next_field(std::string_view& text, std::string_view& name, std::string_view& value) {
    while (text.starts_with('&')) text.remove_prefix(1);
    if (text.empty()) return false;
    const std::string_view item = text.substr(0, text.find('&'));
    text.remove_prefix(item.size());
    const std::size_t equals = item.find('=');
    name = item.substr(0, equals);
    value = equals == std::string_view::npos ? std::string_view{} : item.substr(equals + 1);
    return true;
}

/// Decodes to the end of `buffer`, which has the room.
std::string_view decode_to(std::vector<char>& buffer, std::string_view encoded) {
    const std::size_t start = buffer.size();
    const std::string decoded = decode_query_part(encoded);
    buffer.insert(buffer.end(), decoded.begin(), decoded.end());
    return {buffer.data() + start, decoded.size()};
}

}  // namespace

Result<Form> Form::parse(std::string_view text) {
    Form form;
    form.text_.reserve(text.size());
    std::string_view name;
    std::string_view value;
    while (next_field(text, name, value)) {
        if (form.fields_.size() == kMaxFields) {
            return serialization_error(fmt::format("more than {} fields", kMaxFields));
        }
        Field field;
        field.name = decode_to(form.text_, name);
        field.value = decode_to(form.text_, value);
        form.fields_.push_back(field);
    }
    std::ranges::sort(form.fields_, [](const Field& a, const Field& b) {
        return a.name != b.name ? a.name < b.name : a.value.data() < b.value.data();
    });
    return form;
}

std::span<const Form::Field> Form::find(std::string_view name) const {
    const auto found = std::ranges::equal_range(fields_, name, {}, &Field::name);
    return {found.begin(), found.end()};
}

std::optional<std::string> find_form_field(std::string_view text, std::string_view name) {
    std::string_view candidate;
    std::string_view value;
    while (next_field(text, candidate, value)) {
        if (candidate == name) return decode_query_part(value);
    }
    return std::nullopt;
}

const std::string_view* FormLevel::value(std::string_view name) const {
    const auto rest = [this](const Form::Field& field) { return field.name.substr(prefix_); };
    const auto found = std::ranges::lower_bound(fields_, name, {}, rest);
    if (found == fields_.end() || rest(*found) != name) return nullptr;
    return &found->value;
}

FormLevel FormLevel::below(std::string_view name) const {
    // A full stop sorts before all else that could follow the name, but for a few signs.
    const auto side = [this, name](const Form::Field& field) {
        const std::string_view rest = field.name.substr(prefix_);
        if (const int order = rest.substr(0, name.size()).compare(name); order != 0) return order;
        if (rest.size() == name.size()) return -1;
        const auto next = static_cast<unsigned char>(rest[name.size()]);
        return next < '.' ? -1 : next > '.' ? 1 : 0;
    };
    const auto found = std::ranges::equal_range(fields_, 0, {}, side);
    return {{found.begin(), found.end()}, prefix_ + name.size() + 1};
}

std::vector<std::uint32_t> FormLevel::numbers() const {
    std::vector<std::uint32_t> numbers;
    for (const Form::Field& field : fields_) {
        const std::string_view rest = field.name.substr(prefix_);
        const std::string_view step = rest.substr(0, rest.find('.'));
        std::uint32_t number = 0;
        const char* end = step.data() + step.size();
        const auto [stopped, error] = std::from_chars(step.data(), end, number);
        // "01" is no name that below() would find again.
        const bool plain = !step.starts_with('0') || step == "0";
        if (step.empty() || !plain || error != std::errc{} || stopped != end) continue;
        if (numbers.empty() || numbers.back() != number) numbers.push_back(number);
    }
    std::ranges::sort(numbers);
    const auto repeated = std::ranges::unique(numbers);
    numbers.erase(repeated.begin(), repeated.end());
    return numbers;
}

}  // namespace gantry::wire
