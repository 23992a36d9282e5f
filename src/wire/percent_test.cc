#include "wire/percent.h"

#include <gtest/gtest.h>

namespace gantry::wire {
namespace {

TEST(Percent, EncodesAllButTheUnreserved) {
    EXPECT_EQ(percent_encode("aZ09-_.~"), "aZ09-_.~");
    EXPECT_EQ(percent_encode("a b/:\xC3\xA9%+"), "a%20b%2F%3A%C3%A9%25%2B");
}

TEST(Percent, DecodesCodesAndPlus) {
    EXPECT_EQ(decode_query_part("a%20b+c%2fd"), "a b c/d");
    EXPECT_EQ(decode_query_part("50%"), "50%");
    EXPECT_EQ(decode_query_part("%4"), "%4");
    EXPECT_EQ(decode_query_part("%zz%41"), "%zzA");
    EXPECT_EQ(decode_query_part(""), "");
}

TEST(Percent, WhatWasEncodedComesBack) {
    std::string all;
    for (int c = 0; c < 256; ++c) all += static_cast<char>(c);
    EXPECT_EQ(decode_query_part(percent_encode(all)), all);
}

}  // namespace
}  // namespace gantry::wire
