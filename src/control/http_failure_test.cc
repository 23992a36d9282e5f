#include "control/http_failure.h"

#include <gtest/gtest.h>

#include "wire/error_codec.h"

namespace gantry::control {
namespace {

TEST(HttpFailure, HasANameOfAwsAndSaysWhy) {
    const auto name_of = [](int status) {
        const Error error = http_failure(status);
        EXPECT_FALSE(error.message.empty()) << status;
        return error.code;
    };
    EXPECT_EQ(name_of(400), "MalformedHttpRequestException");
    EXPECT_EQ(name_of(408), "RequestTimeoutException");
    EXPECT_EQ(name_of(413), wire::request_too_large().code);
    EXPECT_EQ(name_of(431), "MalformedHttpRequestException");
    EXPECT_EQ(name_of(500), "InternalFailure");
    EXPECT_EQ(name_of(505), "MalformedHttpRequestException");
}

}  // namespace
}  // namespace gantry::control
