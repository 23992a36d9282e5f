#include "control/access_key.h"

#include <gtest/gtest.h>

namespace gantry::control {
namespace {

TEST(AccessKey, IsAnIdAndASecret) {
    const auto key = parse_access_key("GNTRabc:a+/b:c=", "root.key", "123456789012");
    ASSERT_TRUE(key.has_value());
    EXPECT_EQ(key->id, "GNTRabc");
    EXPECT_EQ(key->secret, "a+/b:c=");
    EXPECT_EQ(key->account, "123456789012");
}

TEST(AccessKey, AnEmptySecretIsRefused) {
    const auto key = parse_access_key("GNTRabc:", "/data/root.key", "");
    ASSERT_FALSE(key.has_value());
    EXPECT_EQ(key.error().message, "/data/root.key holds an empty secret");
}

TEST(AccessKey, WhatCannotBeSignedWithIsRefused) {
    for (const char* text :
         {"",
          ":",
          ":secret",
          "id",
          "id:sec ret",
          "id:secret\r",
          "i/d:secret",
          "i d:secret",
          "id:\tsecret",
          "id:one\nid:two"}) {
        EXPECT_FALSE(parse_access_key(text, "root.key", "").has_value()) << text;
    }
}

}  // namespace
}  // namespace gantry::control
