#include "services/logs/insights/functions.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "services/logs/filter/literal.h"
#include "wire/utf8.h"

namespace gantry::logs::insights {
namespace {

using Arguments = std::span<const Value>;

Value number(const Value& value, double (*function)(double)) {
    const auto x = value.number();
    if (!x) return {};
    const double result = function(*x);
    return std::isfinite(result) ? Value::of(result) : Value();
}

template <class Better>
Value pick(Arguments arguments, const Better& better) {
    Value best;
    for (const Value& value : arguments) {
        if (!value.number()) continue;
        if (best.is_nothing() || better(*value.number(), *best.number())) best = value;
    }
    return best;
}

std::string trimmed(std::string text, bool left, bool right, std::string_view what) {
    if (left) text.erase(0, std::min(text.find_first_not_of(what), text.size()));
    if (right) text.erase(text.find_last_not_of(what) + 1);
    return text;
}

Value trim(Arguments arguments, bool left, bool right) {
    if (arguments[0].is_nothing()) return {};
    const std::string what = arguments.size() > 1 ? arguments[1].text() : " \t\r\n";
    return Value::of(trimmed(arguments[0].text(), left, right, what));
}

template <class Change>
Value letters(const Value& value, const Change& change) {
    if (value.is_nothing()) return {};
    std::string text = value.text();
    std::ranges::transform(text, text.begin(), change);
    return Value::of(std::move(text));
}

/// The byte at which a character begins.
std::size_t byte_of(std::string_view text, std::size_t character) {
    std::size_t at = 0;
    for (; character > 0 && at < text.size(); --character) {
        at += std::max<std::size_t>(wire::utf8_length(text.substr(at)), 1);
    }
    return at;
}

Value substr(Arguments arguments) {
    const auto start = arguments[1].number();
    if (arguments[0].is_nothing() || !start || *start < 0) return {};
    const std::string text = arguments[0].text();
    const std::size_t from = byte_of(text, static_cast<std::size_t>(std::min(*start, 1e9)));
    std::string_view part = std::string_view(text).substr(from);
    if (arguments.size() > 2) {
        const auto length = arguments[2].number();
        if (!length || *length < 0) return {};
        part = part.substr(0, byte_of(part, static_cast<std::size_t>(std::min(*length, 1e9))));
    }
    return Value::of(std::string(part));
}

Value replace(Arguments arguments) {
    if (arguments[0].is_nothing()) return {};
    const std::string text = arguments[0].text();
    const std::string from = arguments[1].text();
    const std::string to = arguments[2].text();
    if (from.empty()) return Value::of(text);
    std::string out;
    std::size_t at = 0;
    for (std::size_t next = text.find(from);
         next != std::string::npos && out.size() < Value::kMaxTextBytes;
         next = text.find(from, at)) {
        out.append(text, at, next - at).append(to);
        at = next + from.size();
    }
    return Value::of(out.append(text, at));
}

Value to_step(Arguments arguments, double (*round)(double)) {
    const auto time = arguments[0].number();
    const auto step = arguments[1].number();
    if (!time || !step || *step <= 0) return {};
    const double at = round(*time / *step) * *step;
    return std::fabs(at) < 1e15 ? Value::at(static_cast<std::int64_t>(at)) : Value();
}

bool is_ipv4(std::string_view text, std::uint32_t* address = nullptr) {
    std::uint32_t value = 0;
    int parts = 0;
    while (!text.empty()) {
        const std::size_t dot = std::min(text.find('.'), text.size());
        const std::string_view part = text.substr(0, dot);
        if (part.empty() || part.size() > 3 || !std::ranges::all_of(part, is_digit)) return false;
        std::uint32_t byte = 0;
        for (const char c : part) byte = byte * 10 + static_cast<std::uint32_t>(c - '0');
        if (byte > 255 || ++parts > 4) return false;
        value = value << 8 | byte;
        if (dot == text.size()) break;
        text.remove_prefix(dot + 1);
        if (text.empty()) return false;
    }
    if (address != nullptr) *address = value;
    return parts == 4;
}

Value in_subnet(Arguments arguments) {
    const std::string address_text = arguments[0].text();
    const std::string subnet = arguments[1].text();
    const std::size_t slash = subnet.find('/');
    std::uint32_t address = 0;
    std::uint32_t network = 0;
    if (slash == std::string::npos || !is_ipv4(address_text, &address) ||
        !is_ipv4(std::string_view(subnet).substr(0, slash), &network)) {
        return Value::of(false);
    }
    const auto bits = read_number(std::string_view(subnet).substr(slash + 1));
    if (!bits || *bits < 0 || *bits > 32) return Value::of(false);
    const auto shift = 32 - static_cast<int>(*bits);
    const std::uint64_t mask = ~std::uint64_t{0} << shift;
    return Value::of((address & mask) == (network & mask));
}

Value concat(Arguments arguments) {
    std::string text;
    for (const Value& value : arguments) text += value.text();
    return Value::of(std::move(text));
}

Value coalesce(Arguments arguments) {
    for (const Value& value : arguments) {
        if (!value.is_nothing()) return value;
    }
    return {};
}

char upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}
bool is_blank(const Value& value) {
    return value.text().find_first_not_of(" \t\r\n") == std::string::npos;
}
Value to_time(const Value& value) {
    const auto ms = value.number();
    return ms && std::fabs(*ms) < 1e15 ? Value::at(static_cast<std::int64_t>(*ms)) : Value();
}

constexpr std::size_t kMany = 32;

/// Sorted by name.
constexpr Function kFunctions[] = {
    {"abs", 1, 1, [](Arguments a) { return number(a[0], std::fabs); }},
    {"bin", 2, 2, [](Arguments a) { return to_step(a, std::floor); }},
    {"ceil", 1, 1, [](Arguments a) { return number(a[0], std::ceil); }},
    {"coalesce", 1, kMany, coalesce},
    {"concat", 1, kMany, concat},
    {"dateceil", 2, 2, [](Arguments a) { return to_step(a, std::ceil); }},
    {"datefloor", 2, 2, [](Arguments a) { return to_step(a, std::floor); }},
    {"floor", 1, 1, [](Arguments a) { return number(a[0], std::floor); }},
    {"frommillis", 1, 1, [](Arguments a) { return to_time(a[0]); }},
    {"greatest", 1, kMany, [](Arguments a) { return pick(a, std::greater<>()); }},
    {"isblank", 1, 1, [](Arguments a) { return Value::of(is_blank(a[0])); }},
    {"isempty", 1, 1, [](Arguments a) { return Value::of(a[0].text().empty()); }},
    {"isipv4insubnet", 2, 2, in_subnet},
    {"ispresent", 1, 1, [](Arguments a) { return Value::of(!a[0].is_nothing()); }},
    {"isvalidipv4", 1, 1, [](Arguments a) { return Value::of(is_ipv4(a[0].text())); }},
    {"least", 1, kMany, [](Arguments a) { return pick(a, std::less<>()); }},
    {"log", 1, 1, [](Arguments a) { return number(a[0], std::log); }},
    {"ltrim", 1, 2, [](Arguments a) { return trim(a, true, false); }},
    {"replace", 3, 3, replace},
    {"rtrim", 1, 2, [](Arguments a) { return trim(a, false, true); }},
    {"sqrt", 1, 1, [](Arguments a) { return number(a[0], std::sqrt); }},
    {"strcontains", 2, 2, [](Arguments a) { return Value::of(contains(a[0].text(), a[1].text())); }
    },
    {"strlen",
     1,
     1,
     [](Arguments a) {
         return a[0].is_nothing()
                    ? Value()
                    : Value::of(static_cast<double>(wire::count_characters(a[0].text())));
     }},
    {"substr", 2, 3, substr},
    {"tolower", 1, 1, [](Arguments a) { return letters(a[0], lower); }},
    {"tomillis",
     1,
     1,
     [](Arguments a) { return a[0].number() ? Value::of(*a[0].number()) : Value(); }},
    {"toupper", 1, 1, [](Arguments a) { return letters(a[0], upper); }},
    {"trim", 1, 2, [](Arguments a) { return trim(a, true, true); }},
};

static_assert(std::ranges::is_sorted(kFunctions, {}, &Function::name));

}  // namespace

const Function* find_function(std::string_view name) {
    const auto* found = std::ranges::lower_bound(kFunctions, name, {}, &Function::name);
    return found != std::end(kFunctions) && found->name == name ? found : nullptr;
}

}  // namespace gantry::logs::insights
