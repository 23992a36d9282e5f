#include "services/logs/filter/pattern.h"

#include <gtest/gtest.h>

namespace gantry::logs {
namespace {

bool matches(std::string_view pattern, std::string_view message) {
    const auto read = Pattern::read(pattern);
    EXPECT_TRUE(read) << pattern << ": " << (read ? "" : read.error().message);
    return read && read->matches(message);
}

std::string refused(std::string_view pattern) {
    const auto read = Pattern::read(pattern);
    if (read) return "good";
    EXPECT_EQ(read.error().code, "InvalidParameterException");
    return read.error().message;
}

struct PatternCase {
    std::string_view pattern;
    std::string_view message;
    bool expected;
};

void check(std::initializer_list<PatternCase> cases) {
    for (const PatternCase& each : cases) {
        EXPECT_EQ(matches(each.pattern, each.message), each.expected)
            << each.pattern << " on " << each.message;
    }
}

TEST(TextPatternTest, Terms) {
    check({
        {"", "anything", true},
        {"  ", "", true},
        {"ERROR", "[ERROR] A fatal exception has occurred", true},
        {"ERROR", "Exiting with ERRORCODE: -1", true},
        {"ERROR", "error", false},
        {"\"ERROR\" -\"Exiting\"", "Exiting with ERRORCODE: -1", false},
        {"ERROR - Exiting", "ERROR and on", true},
        {"ERROR Exception", "[ERROR] Caught IllegalArgumentException", true},
        {"ERROR Exception", "[ERROR] Caught", false},
        {"\"no: such \\\"x\\\"\"", "there is no: such \"x\"!", true},
        {"\"a b\"", "a  b", false},
        {"-x", "abc", true},
        {"-x", "axc", false},
    });
}

TEST(TextPatternTest, OneOfSeveral) {
    check({
        {"?ERROR ?WARN", "ERROR message", true},
        {"?ERROR ?WARN", "WARN message", true},
        {"?ERROR ?WARN", "INFO message", false},
        {"?\"a:b\" ?WARN", "a:b", true},
        {"?ERROR WARN", "WARN message", true},  // then the question mark counts for nothing
        {"?ERROR WARN", "ERROR message", false},
    });
}

TEST(TextPatternTest, RegularExpressions) {
    check({
        {"%AUTHORIZED%", "UNAUTHORIZED", true},
        {"%^AUTHORIZED%", "UNAUTHORIZED", false},
        {"%10\\.10\\.0\\.\\d+%", "from 10.10.0.17 on", true},
        {"%gr[ae]y|\\x28%", "f(x)", true},
        {"-%^\\d% GET", "GET 7", true},
        {"-%^\\d% GET", "7 GET", false},
    });
    EXPECT_EQ(refused("%a(b)%"), "Invalid filter pattern");
    EXPECT_EQ(refused("%a"), "Invalid filter pattern");
    EXPECT_EQ(refused("%[%"), "Invalid filter pattern");
    EXPECT_EQ(refused("%ä%"), "Invalid filter pattern");
}

TEST(TextPatternTest, RefusedInAwsWords) {
    EXPECT_EQ(refused("a@b"), "Invalid character(s) in term 'a@b'");
    EXPECT_EQ(refused("\"\""), "Invalid character(s) in term '\"\"'");
    EXPECT_EQ(refused("\"a"), "Invalid filter pattern");
    EXPECT_EQ(refused("ü"), "Invalid character(s) in term 'ü'");
}

constexpr std::string_view kEvent = R"({"eventType":"UpdateTrail","sourceIPAddress":"111.1.2.3",
    "arrayKey":["value","another value"],"objectList":[{"name":"a","id":1},{"name":"b","id":2}],
    "SomeObject":null,"ThisFlag":true,"latency":50.5,"a.b":{"c d":"x"},"text":"50",
    "coordinates":[[0,1,2],[4,5,6]],"pa\u0074h":"\/tmp"})";

TEST(JsonPatternTest, Comparisons) {
    check({
        {R"({ $.eventType = "UpdateTrail" })", kEvent, true},
        {R"({ $.eventType = UpdateTrail })", kEvent, true},
        {R"({$.eventType="Update*"})", kEvent, true},
        {R"({$.eventType=*Trail})", kEvent, true},
        {R"({$.eventType=*dateT*})", kEvent, true},
        {R"({$.eventType="Up*Trail"})", kEvent, false},
        {R"({$.eventType=*})", kEvent, true},
        {R"({$.eventType=%^Up.*l$%})", kEvent, true},
        {R"({$.eventType!=%^Up.*l$%})", kEvent, false},
        {R"({ $.sourceIPAddress != 123.123.* })", kEvent, true},
        {R"({ $.sourceIPAddress = 111.1.* })", kEvent, true},
        {R"({ $.arrayKey[0] = "value" })", kEvent, true},
        {R"({ $.arrayKey[*] = "another value" })", kEvent, true},
        {R"({ $.objectList[1].id = 2 })", kEvent, true},
        {R"({ $.objectList[*].id > 1 })", kEvent, true},
        {R"({ $.objectList.[0].id > 1 })", kEvent, false},
        {R"({ $.coordinates[1][2] = 6 })", kEvent, true},
        {R"({ $.['a.b'].["c d"] = x })", kEvent, true},
        {R"({ $.path = "/tmp" })", kEvent, true},
        {R"({ $.latency >= 50 })", kEvent, true},
        {R"({ $.latency < 10e3 })", kEvent, true},
        {R"({ $.latency < 10e-3 })", kEvent, false},
        {R"({ $.latency > +50 })", kEvent, true},
        {R"({ $.latency = "50.5" })", kEvent, true},
        {R"({ $.text > 49 })", kEvent, true},
        {R"({ $.ThisFlag = true })", kEvent, true},
    });
}

TEST(JsonPatternTest, WhatIsThereAndWhatIsNot) {
    check({
        {"{ $.SomeObject IS NULL }", kEvent, true},
        {"{ $.ThisFlag IS TRUE }", kEvent, true},
        {"{ $.ThisFlag is false }", kEvent, false},
        {"{ $.Other NOT EXISTS }", kEvent, true},
        {"{ $.SomeObject NOT EXISTS }", kEvent, false},
        {"{ $.Other IS NULL }", kEvent, false},
        {"{ $.Other != 1 }", kEvent, false},
        {"{ $.arrayKey != 1 }", kEvent, false},
        {"{ $.arrayKey = 1 }", kEvent, false},
        {"{ $.a NOT EXISTS }", "not JSON", false},
        {"{ $.a NOT EXISTS }", "{} trailing", false},
        {"{ $.a NOT EXISTS }", "{}", true},
        {"{ $.a NOT EXISTS }", "7", false},
    });
}

TEST(JsonPatternTest, CompoundConditions) {
    constexpr std::string_view kUsers =
        R"({"user":{"id":1,"email":"J.S@example.com"},"users":[{"id":2,"email":"J.D@example.com"}],
            "actions":["GET","PUT","DELETE"],"coordinates":[[0,1,2]]})";
    check({
        {R"({ ($.user.id = 1) && ($.users[0].email = "J.D@example.com") })", kUsers, true},
        {R"({ ($.user.id = 2 && $.users[0].email = "no") || $.actions[2] = "GET" })", kUsers, false
        },
        {R"({ $.user.email = "J.S@example.com" || $.coordinates[0][1] = no && $.actions[2] = no })",
         kUsers,
         true},
        {R"({($.user.email = "J.S@example.com" || $.coordinates[0][1] = no) && $.actions[2] = no})",
         kUsers,
         false},
    });
}

TEST(JsonPatternTest, Refused) {
    for (const std::string_view pattern : {
             "{}",
             "{ $.a }",
             "{ $ = 1 }",
             "{ a = 1 }",
             "{ $.a = }",
             "{ $.a > x }",
             "{ $.a = 1 && }",
             "{ ($.a = 1 }",
             "{ $.a IS 5 }",
             "{ $.a[x] = 1 }",
             "{ $.a = %x% && $.b = %y% && $.c = %z% }",
         }) {
        EXPECT_EQ(refused(pattern), "Invalid filter pattern") << pattern;
    }
    EXPECT_EQ(refused("{ $.a = x/y }"), "Invalid character(s) in term 'x/y'");
    EXPECT_EQ(refused("{$.a="), "If a filter pattern starts with '{' it must end with '}'");
    EXPECT_EQ(refused("[a"), "If a filter pattern starts with '[' it must end with ']'");
    EXPECT_EQ(refused("{" + std::string(300, '(')), refused("{"));
    EXPECT_EQ(refused("{" + std::string(300, '(') + "}"), "Invalid filter pattern");
}

constexpr std::string_view kLine =
    R"(127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534)";

TEST(DelimitedPatternTest, Fields) {
    check({
        {"[ip, id, user, timestamp, request, status_code, bytes]", kLine, true},
        {"[ip, id, user, timestamp, request, status_code]", kLine, false},
        {"[ip, id, user, timestamp, request, status_code, bytes, more]", kLine, false},
        {"[..., status_code, bytes]", kLine, true},
        {"[ip, user, ...]", kLine, true},
        {"[ip, ..., bytes > 1000]", kLine, true},
        {"[ip, ..., bytes > 2000]", kLine, false},
        {"[a, b, c, d, request=*html*, status=4*, bytes]", kLine, true},
        {"[..., status = 4* && status != 404, bytes]", kLine, false},
        {"[..., status = 5* || status = 404, bytes]", kLine, true},
        {"[..., (status = 5* || status = 404) && status > 403, bytes]", kLine, true},
        {"[..., status_code=404,]", kLine, true},
        {"[...]", "", true},
        {"[w1=ERROR, w2]", "ERROR message", true},
        {"[w1=!ERROR&&w1=!WARN, w2]", "INFO message", true},
        {"[w1=!ERROR&&w1=!WARN, w2]", "WARN message", false},
        {"[w1=%^E%, w2]", "ERROR message", true},
        {"[w1=\"E*\",w2]", "ERROR message", true},
        {"[a, b]", "one   two", true},
        {"[a, b]", "\"one two", true},  // a quote that nothing ends is a character
    });
}

TEST(DelimitedPatternTest, ExtractedFields) {
    const auto pattern = Pattern::read("[..., request=*.html*, status_code=4*,]");
    const std::map<std::string, std::string> expected = {
        {"$1", "127.0.0.1"},
        {"$2", "-"},
        {"$3", "frank"},
        {"$4", "10/Oct/2000:13:25:15 -0700"},
        {"$request", "GET /index.html HTTP/1.0"},
        {"$status_code", "404"},
        {"$7", "1534"},
    };
    ASSERT_TRUE(pattern);
    EXPECT_EQ(pattern->extract(kLine), expected);
    EXPECT_TRUE(pattern->extract("a b").empty());
    const std::map<std::string, std::string> selected = {
        {"$.eventType", "UpdateTrail"}, {"$.latency", "50.5"}
    };
    EXPECT_EQ(Pattern::read("{$.eventType=* && $.latency > 1}")->extract(kEvent), selected);
    EXPECT_TRUE(Pattern::read("Trail")->extract(kEvent).empty());
}

TEST(DelimitedPatternTest, Refused) {
    for (const std::string_view pattern : {
             "[a, ..., b, ...]",
             "[a = 4* && b > 1000]",
             "[a b]",
             "[a=]",
             "[a, b] c",
             "[a && a=1]",
         }) {
        EXPECT_NE(refused(pattern), "good") << pattern;
    }
}

}  // namespace
}  // namespace gantry::logs
