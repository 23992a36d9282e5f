#include "wire/json_reader.h"

#include <gtest/gtest.h>

namespace gantry::wire {
namespace {

JsonNumber number(std::string_view text) {
    JsonReader reader(text, 8);
    JsonNumber value;
    EXPECT_TRUE(reader.read_number(value) && reader.finish()) << text;
    return value;
}

// Skipping walks the whole grammar.
bool accepts(std::string_view text) {
    JsonReader reader(text, 8);
    std::string_view raw;
    return reader.skip(raw) && reader.finish();
}

TEST(JsonReader, tells_whole_numbers_from_others) {
    EXPECT_TRUE(number("-0").is_whole);
    EXPECT_TRUE(number("5.0e1").is_whole);
    EXPECT_EQ(number("5.0e1").whole, 50);
    EXPECT_EQ(number("-9223372036854775808").whole, INT64_MIN);
    EXPECT_FALSE(number("9223372036854775808").is_whole);
    EXPECT_FALSE(number("0.5").is_whole);
}

TEST(JsonReader, rounds_as_the_standard_wants) {
    EXPECT_EQ(number("218846.89989792582").real, 218846.89989792582);
    EXPECT_EQ(number("5e-324").real, 5e-324);
    EXPECT_EQ(number("1e-400").real, 0.0);
    EXPECT_FALSE(accepts("1e400"));
}

TEST(JsonReader, takes_what_rfc_8259_allows) {
    for (const std::string_view text :
         {"null",
          " [ ] ",
          "{ }",
          "[1,\t-2.5E+3 ,\"\\u00e9\\/\"]\r\n",
          R"({"a":{"b":[[],{}]},"":0})",
          R"("\ud83d\udc33")",
          "\"\x7F\""}) {
        EXPECT_TRUE(accepts(text)) << text;
    }
}

TEST(JsonReader, refuses_what_it_does_not) {
    for (const std::string_view text :
         {"",
          "[1,]",
          "[,1]",
          "[1 2]",
          "[1",
          "]",
          "{\"a\"}",
          "{\"a\":}",
          "{\"a\":1,}",
          "{,}",
          "{1:2}",
          "{\"a\":1 \"b\":2}",
          "1.",
          ".5",
          "1e",
          "--1",
          "-",
          "00",
          "0x1",
          "NaN",
          "tru",
          "\"\\x\"",
          "\"\\u12\"",
          "\"\\u12g4\"",
          "\"\\u+123\"",
          "\"\\ud83d\"",
          "\"\\udc33\"",
          "\"\\ud83d\\u0041\"",
          "\"",
          "\"\\",
          "\"\\\"",
          "\"\t\"",
          "\"\xC0\x80\"",
          "\xEF\xBB\xBF{}",
          "[[[[[[[[[]]]]]]]]]",
          "null null"}) {
        EXPECT_FALSE(accepts(text)) << text;
    }
}

TEST(JsonReader, gives_the_source_text_of_what_it_skips) {
    JsonReader reader(R"( {"a" : [1.50, "\n"]} )", 8);
    std::string_view raw;
    ASSERT_TRUE(reader.skip(raw));
    EXPECT_EQ(raw, R"({"a" : [1.50, "\n"]})");
}

TEST(JsonReader, unescapes_keys) {
    JsonReader reader(R"({"plain":1,"a\u0062":2})", 8);
    std::string_view key;
    std::string_view raw;
    ASSERT_TRUE(reader.enter_object());
    ASSERT_EQ(reader.next_key(key), JsonReader::Next::Item);
    EXPECT_EQ(key, "plain");
    ASSERT_TRUE(reader.skip(raw));
    ASSERT_EQ(reader.next_key(key), JsonReader::Next::Item);
    EXPECT_EQ(key, "ab");
    ASSERT_TRUE(reader.skip(raw));
    EXPECT_EQ(reader.next_key(key), JsonReader::Next::End);
}

}  // namespace
}  // namespace gantry::wire
