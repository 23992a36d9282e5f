#include "cmd/logs/log_printer.h"

#include <gtest/gtest.h>

namespace gantry::cmd {
namespace {

std::string printed(std::string_view text, bool is_terminal = false) {
    std::string out;
    LogPrinter printer(is_terminal, [&](std::string_view bytes) { out += bytes; });
    printer.print("a/app", text);
    return out;
}

TEST(LogPrinterTest, EveryLineOfAnEventHasItsLabel) {
    EXPECT_EQ(printed("hello\n"), "a/app | hello\n");
    EXPECT_EQ(printed("one\nother/app | two\n\n"), "a/app | one\na/app | other/app | two\n");
    EXPECT_EQ(printed(""), "a/app | \n");
    EXPECT_EQ(printed("a\n\nb"), "a/app | a\na/app | \na/app | b\n");
}

TEST(LogPrinterTest, BytesStayAsTheyAreInAFile) {
    const std::string_view text("a\0b\x1b[2J\r", 8);
    EXPECT_EQ(printed(text), "a/app | " + std::string(text) + "\n");
}

TEST(LogPrinterTest, ATerminalGetsNoControlCharacters) {
    EXPECT_EQ(for_terminal(std::string_view("a\0b", 3)), "a\uFFFDb");
    EXPECT_EQ(for_terminal("\x1b]0;title\x07"), "\uFFFD]0;title\uFFFD");
    EXPECT_EQ(for_terminal("forged\rline\r"), "forged\uFFFDline");
    EXPECT_EQ(for_terminal("\tz\x7f\u009b2J"), "\tz\uFFFD\uFFFD2J");
    EXPECT_EQ(for_terminal("größer \u2713 \u00a0"), "größer \u2713 \u00a0");
    EXPECT_EQ(printed("a\x1b", true), "\x1b[31ma/app\x1b[0m | a\uFFFD\n");
}

}  // namespace
}  // namespace gantry::cmd
