#include "agent/resources/env_file.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace gantry::agent {
namespace {

Environment read(std::string_view text) {
    Environment environment;
    const auto done = read_env_file(text, environment);
    EXPECT_TRUE(done) << (done ? "" : done.error().message);
    return environment;
}

TEST(EnvFile, LinesAreTakenAsTheyStand) {
    EXPECT_EQ(
        read(
            "# a comment\nA=1\n\nno equals\n=no name\nB=\"quoted\" $A\nC=x=y\nD=\n E = e \r\nF=last"
        ),
        (Environment{
            {"A", "1"},
            {"B", "\"quoted\" $A"},
            {"C", "x=y"},
            {" E ", " e "},
            {"F", "last"},
        })
    );
    EXPECT_TRUE(read("").empty());
    EXPECT_TRUE(read("\n\r\n#").empty());
    EXPECT_EQ(read(" #A=1"), (Environment{{" #A", "1"}}));
}

TEST(EnvFile, WhatIsThereAlreadyStays) {
    Environment environment = read("A=first\nA=second\nB=1");
    ASSERT_TRUE(read_env_file("A=other\nC=3\nD=", environment));
    EXPECT_EQ(environment, (Environment{{"A", "second"}, {"B", "1"}, {"C", "3"}}));
}

TEST(EnvFile, WhatNoContainerCanBeGivenIsRefused) {
    Environment environment;
    EXPECT_EQ(read_env_file("A=\xff", environment).error().message, "the file is not UTF-8 text");
    EXPECT_EQ(
        read_env_file(std::string_view("A=\0", 3), environment).error().message,
        "the file holds a NUL character"
    );
    EXPECT_TRUE(environment.empty());
}

/// What is read, written as lines again, reads the same; no name is empty, and none begins a
/// comment or spans a line.
TEST(EnvFile, WhatIsReadReadsTheSameAgain) {
    constexpr std::string_view kCharacters = "AB=#\n\r \"$";
    Random random(7);
    for (int round = 0; round < 2000; ++round) {
        std::string text;
        for (std::int64_t left = random.between(0, 30); left > 0; --left) {
            text += kCharacters[static_cast<std::size_t>(
                random.between(0, static_cast<std::int64_t>(kCharacters.size()) - 1)
            )];
        }
        const Environment once = read(text);
        std::string again;
        for (const auto& [name, value] : once) {
            EXPECT_FALSE(name.empty() || name.starts_with('#'));
            EXPECT_EQ((name + value).find('\n'), std::string::npos);
            EXPECT_EQ(name.find('='), std::string::npos);
            again += name + "=" + value + "\r\n";
        }
        EXPECT_EQ(read(again), once) << text;
    }
}

}  // namespace
}  // namespace gantry::agent
