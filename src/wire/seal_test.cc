#include "wire/seal.h"

#include <gtest/gtest.h>

namespace gantry::wire {
namespace {

TEST(Seal, opens_for_its_secret_and_purpose_only) {
    for (const std::string& text : {std::string(), std::string("x"), std::string(5'000, '\0')}) {
        const std::string sealed = seal("secret", "session", "1", text);
        EXPECT_EQ(unseal("secret", "session", sealed), text);
        EXPECT_FALSE(unseal("other", "session", sealed));
        EXPECT_FALSE(unseal("secret", "page", sealed));
    }
}

TEST(Seal, does_not_open_what_was_changed) {
    const std::string sealed = seal("secret", "session", "1", "who may do what");
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        std::string changed = sealed;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        EXPECT_FALSE(unseal("secret", "session", changed)) << i;
        EXPECT_FALSE(unseal("secret", "session", sealed.substr(0, i))) << i;
    }
    EXPECT_FALSE(unseal("secret", "session", sealed + "AAAA"));
    EXPECT_FALSE(unseal("secret", "session", "not base64!"));
}

TEST(Seal, shows_nothing_and_is_never_the_same) {
    const std::string one = seal("secret", "session", "1", "who may do what");
    EXPECT_NE(one, seal("secret", "session", "2", "who may do what"));
    EXPECT_EQ(one.find("who"), std::string::npos);
}

TEST(DerivedSecret, is_the_same_for_the_same_and_another_for_others) {
    const std::string one = derived_secret("secret", "access-key", "AKIA1", 40);
    EXPECT_EQ(one.size(), 40U);
    EXPECT_EQ(one, derived_secret("secret", "access-key", "AKIA1", 40));
    EXPECT_NE(one, derived_secret("secret", "access-key", "AKIA2", 40));
    EXPECT_NE(one, derived_secret("secret", "session-key", "AKIA1", 40));
    EXPECT_NE(one, derived_secret("other", "access-key", "AKIA1", 40));
}

}  // namespace
}  // namespace gantry::wire
