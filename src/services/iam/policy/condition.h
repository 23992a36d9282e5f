#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "services/iam/policy/context.h"
#include "services/iam/policy/pattern.h"
#include "services/iam/policy/values.h"

namespace gantry::iam::policy {

enum class Effect : std::uint8_t { Allow, Deny };

/// How a condition compares: "ForAnyValue:StringNotLikeIfExists" taken apart.
struct Operator {
    enum class Family : std::uint8_t {
        Text,
        AnyCase,
        Like,
        Arn,
        Number,
        Date,
        Truth,
        Binary,
        Ip,
        Null
    };
    enum class Order : std::uint8_t { Equal, Less, LessOrEqual, Greater, GreaterOrEqual };
    enum class Quantifier : std::uint8_t { None, AnyValue, AllValues };

    Family family = Family::Text;
    Order order = Order::Equal;
    bool negated = false;
    bool if_exists = false;
    Quantifier quantifier = Quantifier::None;

    /// @return nothing when there is no such operator. Names are as AWS writes them.
    static std::optional<Operator> read(std::string_view name);
};

/// A value of a condition that names ARNs: its six parts are compared one by one, so that a `*`
/// does not reach over a colon but in the last. "*" alone is any ARN.
struct ArnPattern {
    std::array<Pattern, 6> parts;
    bool any = false;
};

using Operand = std::variant<Pattern, ArnPattern, double, std::int64_t, bool, IpRange, std::string>;

/// One key of a condition block. All conditions of a statement must hold.
struct Condition {
    Operator how;
    std::string key;
    std::string lower_key;
    std::vector<Operand> operands;  ///< one of them must match
};

/// The value of a condition, made ready for its operator.
/// @return nothing when it is no value of that family: no number, no date, no address.
std::optional<Operand> read_operand(Operator::Family family, std::string_view text, bool variables);

/// Whether a condition holds for a request.
///
/// A key that is not there makes it fail; but negated operators, `…IfExists`, `ForAllValues` and
/// `Null: true` hold. Without ForAnyValue and ForAllValues, a key with several values matches where
/// one of them does, and a negated operator holds where none of them does.
///
/// A variable without a value never lets an Allow apply: what it stands in matches nothing, and
/// behind a negated operator the condition holds only for a Deny.
/// @param missing  may be null.
bool holds(const Condition& condition, Effect effect, const Context& context, MissingKeys* missing);

}  // namespace gantry::iam::policy
