// Conditions, one operator and one key at a time. Cases after the IAM User Guide, "IAM JSON policy
// elements: Condition operators" and "Set operators for multivalued context keys".
#include "services/iam/policy/policy_test_support.h"

namespace gantry::iam::policy {
namespace {

/// A condition on the key "k", what the request knows of it, and whether the condition holds.
struct ConditionCase {
    std::string how;
    std::string values;  ///< JSON
    std::optional<std::vector<std::string>> known;
    bool expected = true;
};

using Known = std::vector<std::string>;
constexpr auto kUnknown = std::nullopt;

void check_condition(const ConditionCase& given) {
    Case one{.name = given.how + " " + given.values, .identity = {}};
    one.identity = {allow("s3:*", "*", when(given.how, "k", given.values))};
    if (given.known) {
        one.name += " against " + fmt::format("{}", fmt::join(*given.known, ","));
        one.context["k"] = *given.known;
    }
    one.expected = given.expected ? Outcome::Allowed : kNothingAllows;
    check_case(one);
}

void check_all(const std::vector<ConditionCase>& cases) {
    for (const ConditionCase& given : cases) check_condition(given);
}

TEST(ConditionCasesTest, Texts) {
    check_all({
        {"StringEquals", R"("red")", Known{"red"}, true},
        {"StringEquals", R"("red")", Known{"Red"}, false},
        {"StringEquals", R"("r*")", Known{"red"}, false},
        {"StringEquals", R"("r*")", Known{"r*"}, true},
        {"StringEquals", R"(["red","blue"])", Known{"blue"}, true},
        {"StringEquals", R"(["red","blue"])", Known{"green"}, false},
        {"StringEquals", R"([])", Known{"red"}, false},
        {"StringEquals", R"("red")", kUnknown, false},
        {"StringNotEquals", R"("red")", Known{"blue"}, true},
        {"StringNotEquals", R"("red")", Known{"red"}, false},
        {"StringNotEquals", R"(["red","blue"])", Known{"blue"}, false},
        {"StringNotEquals", R"("red")", kUnknown, true},
        {"StringEqualsIgnoreCase", R"("Red")", Known{"rED"}, true},
        {"StringEqualsIgnoreCase", R"("Red")", Known{"reddish"}, false},
        {"StringNotEqualsIgnoreCase", R"("Red")", Known{"rED"}, false},
        {"StringNotEqualsIgnoreCase", R"("Red")", Known{"blue"}, true},
        {"StringLike", R"("r*d")", Known{"rounded"}, true},
        {"StringLike", R"("r*d")", Known{"round"}, true},
        {"StringLike", R"("r?d")", Known{"rod"}, true},
        {"StringLike", R"("r?d")", Known{"rood"}, false},
        {"StringLike", R"("r*d")", Known{"ROUND"}, false},
        {"StringLike", R"("")", Known{""}, true},
        {"StringLike", R"("*")", kUnknown, false},
        {"StringNotLike", R"("r*")", Known{"red"}, false},
        {"StringNotLike", R"("r*")", Known{"blue"}, true},
        {"StringNotLike", R"("r*")", kUnknown, true},
        {"StringEquals", R"(5)", Known{"5"}, true},
        {"StringEquals", R"(true)", Known{"true"}, true},
    });
}

TEST(ConditionCasesTest, Numbers) {
    check_all({
        {"NumericEquals", R"("10")", Known{"10.0"}, true},
        {"NumericEquals", R"(10)", Known{"10"}, true},
        {"NumericEquals", R"("10")", Known{"11"}, false},
        {"NumericEquals", R"("10")", Known{"ten"}, false},
        {"NumericNotEquals", R"("10")", Known{"11"}, true},
        {"NumericNotEquals", R"("10")", Known{"10"}, false},
        {"NumericLessThan", R"("10")", Known{"9"}, true},
        {"NumericLessThan", R"("10")", Known{"10"}, false},
        {"NumericLessThan", R"("10")", Known{"-3.5"}, true},
        {"NumericLessThanEquals", R"("10")", Known{"10"}, true},
        {"NumericLessThanEquals", R"("10")", Known{"10.01"}, false},
        {"NumericGreaterThan", R"("10")", Known{"10"}, false},
        {"NumericGreaterThan", R"("10")", Known{"1e3"}, true},
        {"NumericGreaterThanEquals", R"("10")", Known{"10"}, true},
        {"NumericGreaterThanEquals", R"("10")", Known{"9"}, false},
        {"NumericLessThanEqualsIfExists", R"("10")", kUnknown, true},
        {"NumericLessThanEquals", R"("10")", kUnknown, false},
    });
}

TEST(ConditionCasesTest, Dates) {
    check_all({
        {"DateEquals", R"("2026-03-01T12:00:00Z")", Known{"2026-03-01T13:00:00+01:00"}, true},
        {"DateEquals", R"("2026-03-01")", Known{"2026-03-01T00:00:00Z"}, true},
        {"DateEquals", R"("2026-03-01T12:00:00Z")", Known{"1772366400"}, true},
        {"DateEquals", R"("1772366400")", Known{"2026-03-01T12:00:00.000Z"}, true},
        {"DateNotEquals", R"("2026-03-01")", Known{"2026-03-02"}, true},
        {"DateNotEquals", R"("2026-03-01")", Known{"2026-03-01"}, false},
        {"DateLessThan", R"("2026-03-01T12:00:00Z")", Known{"2026-03-01T11:59:59.999Z"}, true},
        {"DateLessThan", R"("2026-03-01T12:00:00Z")", Known{"2026-03-01T12:00:00Z"}, false},
        {"DateLessThanEquals", R"("2026-03-01T12:00:00Z")", Known{"2026-03-01T12:00:00Z"}, true},
        {"DateGreaterThan", R"("2025")", Known{"2026-01-01"}, true},
        {"DateGreaterThan", R"("2026-03-01T12:00:00Z")", Known{"2026-03-01T12:00:00Z"}, false},
        {"DateGreaterThanEquals", R"("2026-03")", Known{"2026-03-01T00:00Z"}, true},
        {"DateGreaterThanEquals", R"("2026-03")", Known{"yesterday"}, false},
    });
}

TEST(ConditionCasesTest, TruthAndBytes) {
    check_all({
        {"Bool", R"("true")", Known{"true"}, true},
        {"Bool", R"(true)", Known{"TRUE"}, true},
        {"Bool", R"("false")", Known{"true"}, false},
        {"Bool", R"("true")", kUnknown, false},
        {"Bool", R"("true")", Known{"yes"}, false},
        {"BoolIfExists", R"("false")", kUnknown, true},
        {"BoolIfExists", R"("false")", Known{"true"}, false},
        {"BinaryEquals", R"("aGVsbG8=")", Known{"aGVsbG8="}, true},
        {"BinaryEquals", R"("aGVsbG8=")", Known{"aGVsbG9v"}, false},
        {"BinaryEquals", R"("aGVsbG8=")", Known{"hello"}, false},
    });
}

TEST(ConditionCasesTest, Addresses) {
    check_all({
        {"IpAddress", R"("203.0.113.0/24")", Known{"203.0.113.7"}, true},
        {"IpAddress", R"("203.0.113.0/24")", Known{"203.0.114.7"}, false},
        {"IpAddress", R"("203.0.113.7")", Known{"203.0.113.7"}, true},
        {"IpAddress", R"("203.0.113.7")", Known{"203.0.113.8"}, false},
        {"IpAddress", R"("10.0.0.0/9")", Known{"10.127.255.255"}, true},
        {"IpAddress", R"("10.0.0.0/9")", Known{"10.128.0.0"}, false},
        {"IpAddress", R"("0.0.0.0/0")", Known{"198.51.100.1"}, true},
        {"IpAddress", R"("0.0.0.0/0")", Known{"2001:db8::1"}, false},
        {"IpAddress", R"("2001:db8::/32")", Known{"2001:db8:1::1"}, true},
        {"IpAddress", R"("2001:db8::/32")", Known{"2001:db9::1"}, false},
        {"IpAddress", R"("2001:DB8:1234:5678::/64")", Known{"2001:db8:1234:5678:0::1"}, true},
        {"IpAddress", R"(["10.0.0.0/8","203.0.113.0/24"])", Known{"203.0.113.7"}, true},
        {"IpAddress", R"("10.0.0.0/8")", Known{"no address"}, false},
        {"IpAddress", R"("10.0.0.0/8")", kUnknown, false},
        {"NotIpAddress", R"("203.0.113.0/24")", Known{"203.0.113.7"}, false},
        {"NotIpAddress", R"("203.0.113.0/24")", Known{"198.51.100.1"}, true},
        {"NotIpAddress", R"(["10.0.0.0/8","203.0.113.0/24"])", Known{"203.0.113.7"}, false},
        {"NotIpAddress", R"("203.0.113.0/24")", kUnknown, true},
    });
}

TEST(ConditionCasesTest, Arns) {
    const Known topic{"arn:aws:sns:us-east-1:111122223333:topic/a:b"};
    check_all({
        {"ArnEquals", R"("arn:aws:sns:us-east-1:111122223333:topic/a:b")", topic, true},
        {"ArnEquals", R"("arn:aws:sns:*:111122223333:topic/*")", topic, true},
        {"ArnLike", R"("arn:aws:sns:*:*:*")", topic, true},
        {"ArnLike", R"("arn:aws:sns:us-*-?:*:topic/a*")", topic, true},
        {"ArnLike", R"("arn:aws:*:topic/a:b:c:d")", topic, false},
        {"ArnLike", R"("arn:aws:sqs:*:*:*")", topic, false},
        {"ArnLike", R"("*")", topic, true},
        {"ArnLike", R"("arn:aws:sns:*:*:*")", Known{"topic"}, false},
        {"ArnLike", R"("arn:aws:sns:*:*:*")", kUnknown, false},
        {"ArnNotEquals", R"("arn:aws:sns:*:*:*")", topic, false},
        {"ArnNotLike", R"("arn:aws:sqs:*:*:*")", topic, true},
        {"ArnNotLike", R"("arn:aws:sqs:*:*:*")", kUnknown, true},
        {"ArnLikeIfExists", R"("arn:aws:sqs:*:*:*")", kUnknown, true},
    });
}

TEST(ConditionCasesTest, KeysThatAreNotThere) {
    check_all({
        {"Null", R"("true")", kUnknown, true},
        {"Null", R"("true")", Known{"x"}, false},
        {"Null", R"("false")", Known{"x"}, true},
        {"Null", R"(false)", kUnknown, false},
        {"Null", R"("true")", Known{}, true},
        {"StringEqualsIfExists", R"("red")", kUnknown, true},
        {"StringEqualsIfExists", R"("red")", Known{"blue"}, false},
        {"StringEqualsIfExists", R"("red")", Known{"red"}, true},
        {"StringNotEqualsIfExists", R"("red")", kUnknown, true},
        {"StringLikeIfExists", R"("r*")", Known{"blue"}, false},
        {"IpAddressIfExists", R"("10.0.0.0/8")", kUnknown, true},
        {"DateLessThanIfExists", R"("2020-01-01")", kUnknown, true},
    });
}

TEST(ConditionCasesTest, KeysWithSeveralValues) {
    check_all({
        {"ForAllValues:StringEquals", R"(["a","b","c"])", Known{"a", "b"}, true},
        {"ForAllValues:StringEquals", R"(["a","b"])", Known{"a", "x"}, false},
        {"ForAllValues:StringEquals", R"(["a","b"])", kUnknown, true},
        {"ForAllValues:StringEquals", R"(["a","b"])", Known{}, true},
        {"ForAllValues:StringLike", R"("a*")", Known{"ab", "ac"}, true},
        {"ForAllValues:StringNotEquals", R"(["a","b"])", Known{"x", "y"}, true},
        {"ForAllValues:StringNotEquals", R"(["a","b"])", Known{"x", "a"}, false},
        {"ForAnyValue:StringEquals", R"(["a","b"])", Known{"x", "b"}, true},
        {"ForAnyValue:StringEquals", R"(["a","b"])", Known{"x", "y"}, false},
        {"ForAnyValue:StringEquals", R"(["a","b"])", kUnknown, false},
        {"ForAnyValue:StringEqualsIfExists", R"(["a","b"])", kUnknown, true},
        {"ForAnyValue:StringNotEquals", R"(["a","b"])", Known{"a", "x"}, true},
        {"ForAnyValue:StringNotEquals", R"(["a","b"])", Known{"a", "b"}, false},
        {"ForAnyValue:StringNotEquals", R"(["a","b"])", kUnknown, false},
        {"ForAnyValue:ArnLike",
         R"("arn:aws:iam::*:role/*")",
         Known{"x", "arn:aws:iam::1:role/a"},
         true},
        {"ForAnyValue:NumericGreaterThan", R"("3")", Known{"1", "4"}, true},
        {"ForAllValues:NumericGreaterThan", R"("3")", Known{"1", "4"}, false},
        {"ForAnyValue:IpAddress", R"("10.0.0.0/8")", Known{"1.1.1.1", "10.1.1.1"}, true},
        {"ForAllValues:Bool", R"("true")", Known{"true", "true"}, true},
        {"StringEquals", R"("a")", Known{"x", "a"}, true},
        {"StringNotEquals", R"("a")", Known{"x", "a"}, false},
    });
}

TEST(ConditionCasesTest, AllOperatorsAndAllKeysHaveToHold) {
    const auto both = [](std::string_view condition) {
        return allow("s3:*", "*", fmt::format(R"("Condition":{{{}}})", condition));
    };
    const std::string two_keys = both(R"("StringEquals":{"a":"1","b":["2","3"]})");
    const std::string two_operators =
        both(R"("StringLike":{"a":"1*"},"Bool":{"aws:SecureTransport":"true"})");
    using Context = std::map<std::string, std::vector<std::string>>;
    const auto check = [](std::string name, const std::string& policy, Context known, bool holds) {
        check_case(
            {.name = std::move(name),
             .identity = {policy},
             .context = std::move(known),
             .expected = holds ? Outcome::Allowed : kNothingAllows}
        );
    };
    check("two keys", two_keys, {{"a", {"1"}}, {"b", {"3"}}}, true);
    check("one of two keys", two_keys, {{"a", {"1"}}, {"b", {"4"}}}, false);
    check("one of two keys is there", two_keys, {{"a", {"1"}}}, false);
    check("keys in other letters", two_keys, {{"A", {"1"}}, {"B", {"2"}}}, true);
    check("two operators", two_operators, {{"a", {"17"}}, {"aws:securetransport", {"true"}}}, true);
    check("one of two operators", two_operators, {{"a", {"17"}}}, false);
    check("no conditions", both(""), {}, true);
}

TEST(ConditionCasesTest, VariablesStandInTextsAndArns) {
    const auto check = [](std::string_view how, std::string_view value, bool holds) {
        check_case(
            {.name = fmt::format("{} {}", how, value),
             .identity = {allow("s3:*", "*", when(how, "k", value))},
             .context = {{"k", {"arn:aws:iam::1:user/alice"}}, {"aws:username", {"alice"}}},
             .expected = holds ? Outcome::Allowed : kNothingAllows}
        );
    };
    check("StringEquals", R"("arn:aws:iam::1:user/${aws:username}")", true);
    check("StringEqualsIgnoreCase", R"("ARN:aws:iam::1:user/${aws:username}")", true);
    check("StringLike", R"("*/${aws:username}")", true);
    check("StringNotLike", R"("*/${aws:username}")", false);
    check("ArnEquals", R"("arn:aws:iam::*:user/${aws:username}")", true);
    check("ArnEquals", R"("arn:aws:iam::*:user/${aws:userid}")", false);
    check("ArnEquals", R"("arn:aws:iam::*:user/${aws:userid, 'alice'}")", true);
    check("StringEquals", R"(["${aws:userid}","arn:aws:iam::1:user/alice"])", true);
}

}  // namespace
}  // namespace gantry::iam::policy
