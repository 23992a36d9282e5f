#include "services/iam/policy/condition.h"

#include <algorithm>

#include "services/iam/policy/wildcards.h"
#include "wire/digest.h"

namespace gantry::iam::policy {
namespace {

using Family = Operator::Family;
using Order = Operator::Order;
using Quantifier = Operator::Quantifier;

struct NamedOperator {
    std::string_view name;
    Family family;
    Order order = Order::Equal;
    bool negated = false;
};

constexpr NamedOperator kOperators[] = {
    {"StringEquals", Family::Text},
    {"StringNotEquals", Family::Text, Order::Equal, true},
    {"StringEqualsIgnoreCase", Family::AnyCase},
    {"StringNotEqualsIgnoreCase", Family::AnyCase, Order::Equal, true},
    {"StringLike", Family::Like},
    {"StringNotLike", Family::Like, Order::Equal, true},
    {"NumericEquals", Family::Number},
    {"NumericNotEquals", Family::Number, Order::Equal, true},
    {"NumericLessThan", Family::Number, Order::Less},
    {"NumericLessThanEquals", Family::Number, Order::LessOrEqual},
    {"NumericGreaterThan", Family::Number, Order::Greater},
    {"NumericGreaterThanEquals", Family::Number, Order::GreaterOrEqual},
    {"DateEquals", Family::Date},
    {"DateNotEquals", Family::Date, Order::Equal, true},
    {"DateLessThan", Family::Date, Order::Less},
    {"DateLessThanEquals", Family::Date, Order::LessOrEqual},
    {"DateGreaterThan", Family::Date, Order::Greater},
    {"DateGreaterThanEquals", Family::Date, Order::GreaterOrEqual},
    {"Bool", Family::Truth},
    {"BinaryEquals", Family::Binary},
    {"IpAddress", Family::Ip},
    {"NotIpAddress", Family::Ip, Order::Equal, true},
    {"ArnEquals", Family::Arn},
    {"ArnLike", Family::Arn},
    {"ArnNotEquals", Family::Arn, Order::Equal, true},
    {"ArnNotLike", Family::Arn, Order::Equal, true},
    {"Null", Family::Null},
};

bool take_prefix(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

bool take_suffix(std::string_view& text, std::string_view suffix) {
    if (!text.ends_with(suffix)) return false;
    text.remove_suffix(suffix.size());
    return true;
}

/// The parts of an ARN; the last has all colons that are left. Nothing when there are fewer.
/// With `variables`, a colon within one separates nothing.
std::optional<std::array<std::string_view, 6>> split_arn(std::string_view text, bool variables) {
    std::array<std::string_view, 6> parts;
    std::size_t part = 0;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size() && part < 5; ++at) {
        if (variables && text.substr(at).starts_with("${")) {
            const std::size_t end = text.find('}', at);
            if (end != std::string_view::npos) at = end;
        } else if (text[at] == ':') {
            parts[part++] = text.substr(begin, at - begin);
            begin = at + 1;
        }
    }
    if (part < 5) return std::nullopt;
    parts[5] = text.substr(begin);
    return parts;
}

std::optional<Operand> read_arn_operand(std::string_view text, bool variables) {
    ArnPattern pattern;
    pattern.any = text == "*";
    if (pattern.any) return pattern;
    const auto parts = split_arn(text, variables);
    if (!parts) return std::nullopt;
    for (std::size_t i = 0; i < parts->size(); ++i) {
        pattern.parts[i] = Pattern((*parts)[i], {.wildcards = true, .variables = variables});
    }
    return pattern;
}

template <class Number>
bool in_order(Order order, Number value, Number limit) {
    switch (order) {
        case Order::Equal: return value == limit;
        case Order::Less: return value < limit;
        case Order::LessOrEqual: return value <= limit;
        case Order::Greater: return value > limit;
        case Order::GreaterOrEqual: return value >= limit;
    }
    return false;
}

template <class T>
std::optional<Operand> as_operand(std::optional<T> value) {
    if (!value) return std::nullopt;
    return Operand(*std::move(value));
}

std::optional<std::string> read_binary(std::string_view text) {
    std::string bytes;
    if (!wire::from_base64(text, bytes)) return std::nullopt;
    return bytes;
}

/// Compares one value of the request with one of the policy.
class Comparison {
  public:
    Comparison(
        const Operator& how, std::string_view value, const Context& context, MissingKeys* missing
    )
        : how_(how), value_(value), context_(context), missing_(missing) {}

    Match operator()(const Pattern& pattern) const {
        if (how_.family != Family::AnyCase) return pattern.matches(value_, context_, missing_);
        return pattern.matches(lower_case(value_), context_, missing_);
    }
    Match operator()(const ArnPattern& pattern) const {
        const auto parts = split_arn(value_, false);
        if (!parts || (*parts)[0] != "arn") return Match::No;
        if (pattern.any) return Match::Yes;
        for (std::size_t i = 0; i < parts->size(); ++i) {
            const Match match = pattern.parts[i].matches((*parts)[i], context_, missing_);
            if (match != Match::Yes) return match;
        }
        return Match::Yes;
    }
    Match operator()(double limit) const { return ordered(read_number(value_), limit); }
    Match operator()(std::int64_t limit) const { return ordered(read_date(value_), limit); }
    Match operator()(bool wanted) const { return truth(read_truth(value_) == wanted); }
    Match operator()(const IpRange& range) const {
        const auto address = IpRange::read(value_);
        return truth(address && range.contains(*address));
    }
    Match operator()(const std::string& bytes) const { return truth(read_binary(value_) == bytes); }

  private:
    static Match truth(bool yes) { return yes ? Match::Yes : Match::No; }
    template <class Number>
    Match ordered(std::optional<Number> value, Number limit) const {
        return truth(value && in_order(how_.order, *value, limit));
    }

    const Operator& how_;
    std::string_view value_;
    const Context& context_;
    MissingKeys* missing_;
};

Match match_operands(const Condition& condition, const Comparison& comparison) {
    Match best = Match::No;
    for (const Operand& operand : condition.operands) {
        const Match match = std::visit(comparison, operand);
        if (match == Match::Yes) return match;
        if (match == Match::Unresolved) best = match;
    }
    return best;
}

/// Whether one value of the request is as the condition wants it.
bool suits(const Condition& condition, Effect effect, Match match) {
    if (!condition.how.negated) return match == Match::Yes;
    return match == Match::No || (match == Match::Unresolved && effect == Effect::Deny);
}

bool holds_without_key(const Condition& condition) {
    if (condition.how.if_exists) return true;
    switch (condition.how.quantifier) {
        case Quantifier::AllValues: return true;
        case Quantifier::AnyValue: return false;
        case Quantifier::None: break;
    }
    return condition.how.negated;
}

/// Null: true asks that the key is not there.
bool null_holds(const Condition& condition, bool is_there) {
    return std::ranges::any_of(condition.operands, [is_there](const Operand& operand) {
        return std::get<bool>(operand) != is_there;
    });
}

}  // namespace

std::optional<Operator> Operator::read(std::string_view name) {
    Operator how;
    if (take_prefix(name, "ForAnyValue:")) {
        how.quantifier = Quantifier::AnyValue;
    } else if (take_prefix(name, "ForAllValues:")) {
        how.quantifier = Quantifier::AllValues;
    }
    how.if_exists = take_suffix(name, "IfExists");
    const auto* found = std::ranges::find(kOperators, name, &NamedOperator::name);
    if (found == std::end(kOperators)) return std::nullopt;
    if (found->family == Family::Null && how.if_exists) return std::nullopt;
    how.family = found->family;
    how.order = found->order;
    how.negated = found->negated;
    return how;
}

std::optional<Operand> read_operand(Family family, std::string_view text, bool variables) {
    switch (family) {
        case Family::Text: return Pattern(text, {.wildcards = false, .variables = variables});
        case Family::AnyCase:
            return Pattern(text, {.wildcards = false, .variables = variables, .ignore_case = true});
        case Family::Like: return Pattern(text, {.wildcards = true, .variables = variables});
        case Family::Arn: return read_arn_operand(text, variables);
        case Family::Number: return as_operand(read_number(text));
        case Family::Date: return as_operand(read_date(text));
        case Family::Truth:
        case Family::Null: return as_operand(read_truth(text));
        case Family::Binary: return as_operand(read_binary(text));
        case Family::Ip: return as_operand(IpRange::read(text));
    }
    return std::nullopt;
}

bool holds(
    const Condition& condition, Effect effect, const Context& context, MissingKeys* missing
) {
    const std::vector<std::string>* values = context.find(condition.lower_key);
    if (values == nullptr && missing != nullptr) missing->insert(condition.key);
    if (condition.how.family == Family::Null) return null_holds(condition, values != nullptr);
    if (values == nullptr) return holds_without_key(condition);
    const auto one = [&](const std::string& value) {
        const Comparison comparison(condition.how, value, context, missing);
        return suits(condition, effect, match_operands(condition, comparison));
    };
    // Without a quantifier, a negated operator asks it of every value.
    const bool every = condition.how.quantifier == Quantifier::AllValues ||
                       (condition.how.quantifier == Quantifier::None && condition.how.negated);
    return every ? std::ranges::all_of(*values, one) : std::ranges::any_of(*values, one);
}

}  // namespace gantry::iam::policy
