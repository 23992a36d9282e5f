#include "services/logs/filter/json_selector.h"

#include <charconv>

#include "services/logs/filter/literal.h"
#include "wire/json_reader.h"

namespace gantry::logs {
namespace {

constexpr std::size_t kMaxDepth = 64;

bool is_of_name(char c) {
    return is_alnum(c) || c == '_' || c == '-' || c == '@' || c == '$';
}

using Step = Selector::Step;

/// What stands in brackets, of which the first is taken.
Result<Step> take_bracketed(Scanner& scanner) {
    Step step;
    scanner.skip_space();
    if (scanner.peek() == '\'' || scanner.peek() == '"') {
        if (!scanner.take_quoted(scanner.peek(), step.key)) return invalid_pattern();
    } else if (scanner.take("*")) {
        step.kind = Step::Kind::AnyIndex;
    } else {
        step.kind = Step::Kind::Index;
        const std::string_view digits = scanner.take_while(is_digit);
        const auto [end, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), step.index);
        if (error != std::errc{}) return invalid_pattern();
    }
    if (!scanner.take_sign("]")) return invalid_pattern();
    return step;
}

Result<Step> take_dotted(Scanner& scanner) {
    if (scanner.take("[")) return take_bracketed(scanner);
    if (scanner.take("*")) return Step{.kind = Step::Kind::AnyKey};
    const std::string_view name = scanner.take_while(is_of_name);
    if (name.empty()) return invalid_pattern();
    return Step{.key = std::string(name)};
}

/// Walks a document once for all selectors.
class Walk {
  public:
    Walk(std::string_view json, std::span<const Selector> selectors, Selected& found)
        : reader_(json, kMaxDepth), selectors_(selectors), found_(found) {}

    bool run() {
        const auto first = reader_.peek();
        using Token = wire::JsonReader::Token;
        if (first != Token::Object && first != Token::List) return false;
        std::vector<Active> active;
        for (std::size_t i = 0; i < selectors_.size(); ++i) active.push_back({i, 0});
        return value(active) && reader_.finish();
    }

  private:
    /// A selector that led here with its first `depth` steps.
    struct Active {
        std::size_t selector;
        std::size_t depth;
    };

    [[nodiscard]] const Step* step_of(const Active& active) const {
        const auto& steps = selectors_[active.selector].steps;
        return active.depth < steps.size() ? &steps[active.depth] : nullptr;
    }

    bool value(const std::vector<Active>& active) {
        std::string_view raw;
        if (active.empty()) return reader_.skip(raw);
        switch (reader_.peek()) {
            case wire::JsonReader::Token::Object:
                note(active, {JsonValue::Kind::Container, {}, 0});
                return object(active);
            case wire::JsonReader::Token::List:
                note(active, {JsonValue::Kind::Container, {}, 0});
                return list(active);
            default: return scalar(active);
        }
    }

    bool scalar(const std::vector<Active>& active) {
        JsonValue value;
        if (!read_scalar(reader_, value)) return false;
        note(active, value);
        return true;
    }

    void note(const std::vector<Active>& active, const JsonValue& value) {
        for (const Active& each : active) {
            if (step_of(each) == nullptr) found_[each.selector].push_back(value);
        }
    }

    bool object(const std::vector<Active>& active) {
        if (!reader_.enter_object()) return false;
        std::string_view key;
        for (;;) {
            const auto next = reader_.next_key(key);
            if (next != wire::JsonReader::Next::Item) return next == wire::JsonReader::Next::End;
            std::vector<Active> inner;
            for (const Active& each : active) {
                const Step* step = step_of(each);
                if (step == nullptr) continue;
                const bool leads_on = step->kind == Step::Kind::AnyKey ||
                                      (step->kind == Step::Kind::Key && step->key == key);
                if (leads_on) inner.push_back({each.selector, each.depth + 1});
            }
            if (!value(inner)) return false;
        }
    }

    bool list(const std::vector<Active>& active) {
        if (!reader_.enter_list()) return false;
        for (std::size_t i = 0;; ++i) {
            const auto next = reader_.next_element();
            if (next != wire::JsonReader::Next::Item) return next == wire::JsonReader::Next::End;
            std::vector<Active> inner;
            for (const Active& each : active) {
                const Step* step = step_of(each);
                if (step == nullptr) continue;
                const bool leads_on = step->kind == Step::Kind::AnyIndex ||
                                      (step->kind == Step::Kind::Index && step->index == i);
                if (leads_on) inner.push_back({each.selector, each.depth + 1});
            }
            if (!value(inner)) return false;
        }
    }

    wire::JsonReader reader_;
    std::span<const Selector> selectors_;
    Selected& found_;
};

}  // namespace

bool read_scalar(wire::JsonReader& reader, JsonValue& value) {
    using Token = wire::JsonReader::Token;
    switch (reader.peek()) {
        case Token::Null: value = {JsonValue::Kind::Null, "null", 0}; return reader.read_null();
        case Token::Boolean: {
            bool is_true = false;
            if (!reader.read_boolean(is_true)) return false;
            value.kind = is_true ? JsonValue::Kind::True : JsonValue::Kind::False;
            value.text = is_true ? "true" : "false";
            return true;
        }
        case Token::Number: {
            wire::JsonNumber number;
            if (!reader.read_number(number)) return false;
            value = {JsonValue::Kind::Number, std::string(number.text), number.real};
            return true;
        }
        default: value.kind = JsonValue::Kind::String; return reader.read_string(value.text);
    }
}

Result<Selector> Selector::take(Scanner& scanner) {
    scanner.skip_space();
    const std::size_t start = scanner.position();
    const std::string_view text = scanner.rest();
    if (!scanner.take("$")) return invalid_pattern();
    Selector selector;
    while (scanner.peek() == '.' || scanner.peek() == '[') {
        auto step = scanner.next() == '.' ? take_dotted(scanner) : take_bracketed(scanner);
        if (!step) return step.error();
        selector.steps.push_back(*std::move(step));
    }
    if (selector.steps.empty()) return invalid_pattern();
    selector.text = text.substr(0, scanner.position() - start);
    return selector;
}

bool select_values(std::string_view json, std::span<const Selector> selectors, Selected& found) {
    found.assign(selectors.size(), {});
    return Walk(json, selectors, found).run();
}

}  // namespace gantry::logs
