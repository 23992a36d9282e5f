#include "services/ecs/exec/shell_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gantry::ecs::exec {
namespace {

using testing::ElementsAre;

TEST(ShellWordsTest, SplitsAtBlanksOutsideOfQuotes) {
    EXPECT_THAT(*split_words("/bin/sh"), ElementsAre("/bin/sh"));
    EXPECT_THAT(*split_words("  ls\t-l  /tmp\n"), ElementsAre("ls", "-l", "/tmp"));
    EXPECT_THAT(*split_words("sh -c 'echo \"a b\"'"), ElementsAre("sh", "-c", "echo \"a b\""));
    EXPECT_THAT(*split_words(R"(a "b \" c"d\ e '' "")"), ElementsAre("a", "b \" cd e", "", ""));
}

TEST(ShellWordsTest, CommentsBeginWords) {
    EXPECT_THAT(*split_words("ls # all\n-l a#b"), ElementsAre("ls", "-l", "a#b"));
}

TEST(ShellWordsTest, WhatHasNoEndIsRefused) {
    EXPECT_FALSE(split_words("echo 'a"));
    EXPECT_FALSE(split_words("echo \"a"));
    EXPECT_FALSE(split_words("echo \\"));
    EXPECT_FALSE(split_words("   "));
    EXPECT_FALSE(split_words("# nothing"));
}

}  // namespace
}  // namespace gantry::ecs::exec
