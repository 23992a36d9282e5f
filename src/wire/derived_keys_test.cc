#include "wire/derived_keys.h"

#include <gtest/gtest.h>

#include "wire/sigv4.h"

namespace gantry::wire {
namespace {

// The example of the General Reference, "Examples of how to derive a signing key".
TEST(DerivedKeys, AreDerivedAsAwsDoes) {
    EXPECT_EQ(
        to_hex(derive_signing_key(
            "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "20150830", "us-east-1", "iam"
        )),
        "c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9"
    );
}

TEST(DerivedKeys, AreOfOneDayRegionAndService) {
    DerivedKeys keys;
    keys.put("20150830", "us-east-1", "iam", sha256("1"));
    EXPECT_EQ(keys.find("20150830", "us-east-1", "iam"), sha256("1"));
    EXPECT_FALSE(keys.find("20150831", "us-east-1", "iam"));
    EXPECT_FALSE(keys.find("20150830", "us-east-2", "iam"));
    EXPECT_FALSE(keys.find("20150830", "us-east-1", "sts"));
}

TEST(DerivedKeys, AreNotKeptForEver) {
    DerivedKeys keys;
    for (std::size_t i = 0; i <= DerivedKeys::kMost; ++i) {
        keys.put("20150830", std::to_string(i), "iam", sha256(""));
    }
    EXPECT_FALSE(keys.find("20150830", "0", "iam"));
    EXPECT_TRUE(keys.find("20150830", "1", "iam"));
    EXPECT_TRUE(keys.find("20150830", std::to_string(DerivedKeys::kMost), "iam"));
}

/// A request of one Region, judged with keys that are kept.
class DerivedKeysTest : public testing::Test {
  protected:
    bool is_accepted(const std::string& secret) {
        const SigningScope scope{"us-east-1", "iam"};
        const SysTime now = from_epoch_ms(1'440'938'160'000);
        std::vector<HeaderField> headers{{"Host", "iam.localhost"}};
        const HttpView request{"POST", "/", headers, "{}"};
        const auto added = sign_request(request, {"AKIA", secret, ""}, scope, now);
        headers.insert(headers.end(), added.begin(), added.end());
        const auto find = [this](std::string_view, std::string_view) {
            return std::optional<SigningKey>({"right", {}, kept_});
        };
        return verify_signature({"POST", "/", headers, "{}"}, scope, find, now).has_value();
    }

    std::shared_ptr<DerivedKeys> kept_ = std::make_shared<DerivedKeys>();
};

TEST_F(DerivedKeysTest, AreKeptOfRequestsThatWereRight) {
    EXPECT_FALSE(is_accepted("wrong"));
    EXPECT_FALSE(kept_->find("20150830", "us-east-1", "iam"));
    EXPECT_TRUE(is_accepted("right"));
    EXPECT_EQ(
        kept_->find("20150830", "us-east-1", "iam"),
        derive_signing_key("right", "20150830", "us-east-1", "iam")
    );
    EXPECT_TRUE(is_accepted("right"));
    EXPECT_FALSE(is_accepted("wrong"));
}

}  // namespace
}  // namespace gantry::wire
