#include <gtest/gtest.h>

#include "wire/protocol/test_rest_shapes.h"

namespace gantry::wire::shapes {
namespace {

using api::Protocol;

TEST(RestJson, TheBodyHasWhatIsBoundNowhereElse) {
    const PutThing thing{.box = "no", .size = 3, .part = Part{.name = "p"}};
    const HttpAnswer answer = write_rest(Protocol::RestJson, "PutThing", thing);
    EXPECT_EQ(answer.body, R"({"Size":3,"Part":{"Name":"p","Count":0}})");
    EXPECT_EQ(header_of(answer, "Content-Type"), "application/json");
    const auto read = read_rest<PutThing>(
        Protocol::RestJson,
        "PutThing",
        {"PUT", "/boxes/a/b", {}, R"({"Size":3,"Box":"z","Modified":[],"Part":{"Name":"p"}})"}
    );
    ASSERT_TRUE(read.has_value()) << read.error().message;
    EXPECT_EQ(*read, (PutThing{.box = "a", .thing = "b", .size = 3, .part = Part{.name = "p"}}));
}

TEST(RestJson, AStructureCanBeTheBody) {
    const HttpAnswer answer =
        write_rest(Protocol::RestJson, "PostPart", PostPart{.part = Part{.count = 2}});
    EXPECT_EQ(answer.status, 201);
    EXPECT_EQ(answer.body, R"({"Count":2})");
    const auto read = read_rest<PostPart>(
        Protocol::RestJson, "PostPart", {"POST", "/boxes/a?parts", {}, answer.body}
    );
    ASSERT_TRUE(read.has_value()) << read.error().message;
    EXPECT_EQ(*read, (PostPart{.box = "a", .part = Part{.count = 2}}));
    EXPECT_EQ(write_rest(Protocol::RestJson, "PostPart", PostPart{}).body, "");
}

TEST(RestJson, ErrorsNameThemselvesInAHeader) {
    const Error gone{ErrorKind::NotFound, "NoSuchSampleException", "no", {}};
    const HttpAnswer answer =
        codec_of(Protocol::RestJson)
            .encode_error(rest_service(Protocol::RestJson), &kRestOperations[0], gone, "id-1");
    EXPECT_EQ(answer.status, 404);
    EXPECT_EQ(header_of(answer, "x-amzn-ErrorType"), "NoSuchSampleException");
}

}  // namespace
}  // namespace gantry::wire::shapes
