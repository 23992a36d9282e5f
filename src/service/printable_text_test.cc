#include "service/printable_text.h"

#include <gtest/gtest.h>

namespace gantry::service {
namespace {

TEST(PrintableText, SpeltOutIsWhatATerminalWouldObey) {
    EXPECT_EQ(printable("a\x1b[31mred\x1b]0;title\x07"), "a\\x1b[31mred\\x1b]0;title\\x07");
    EXPECT_EQ(printable(std::string_view("a\0b", 3)), "a\\x00b");
    EXPECT_EQ(printable("a\x7f\b"), "a\\x7f\\x08");
    EXPECT_EQ(printable("over\rwritten"), "over\\x0dwritten");
    EXPECT_EQ(printable("\u009b31m"), "\\u009b31m");
}

TEST(PrintableText, WhatIsTextStaysAsItIs) {
    const std::string text = "one\ttwo\nthree: \u00e4\u20ac \U0001f40b\n";
    EXPECT_EQ(printable(text), text);
    EXPECT_EQ(printable("dos\r\nlines\r\n"), "dos\nlines\n");
    EXPECT_EQ(printable("\xc2"), "\xc2");
}

}  // namespace
}  // namespace gantry::service
