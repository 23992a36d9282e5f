#include "wire/protocol/http_bindings.h"

#include <gtest/gtest.h>

#include "wire/protocol/test_rest_shapes.h"

namespace gantry::wire::shapes {
namespace {

using api::Protocol;
using Strings = std::vector<std::string>;

TEST(SplitHeader, AtCommasThatSeparate) {
    EXPECT_EQ(split_header("a, b ,c", false), (Strings{"a", "b", "c"}));
    EXPECT_EQ(split_header(R"("a,b", "c \"d\"")", false), (Strings{"a,b", "c \"d\""}));
    EXPECT_EQ(
        split_header("Tue, 09 Jan 2018 18:43:01 GMT, Wed, 10 Jan 2018 18:43:01 GMT", true),
        (Strings{"Tue, 09 Jan 2018 18:43:01 GMT", "Wed, 10 Jan 2018 18:43:01 GMT"})
    );
    EXPECT_EQ(split_header("\"open", false), Strings{"open"});
}

PutThing bound_thing() {
    return {
        .box = "a b+c",
        .thing = "d/e é",
        .colours = {{Colour::Red, Colour::DarkBlue}},
        .since = from_epoch_ms(1515523381000),
        .rest = {{{"k", {"1", "2"}}, {"l", {""}}}},
        .modified = from_epoch_ms(1515523381000),
        .names = {{"x,y", "z"}},
        .dates = {{from_epoch_ms(0), from_epoch_ms(1515523381000)}},
        .meta = {{{"Owner", "me"}}},
        .content_type = "text/x",
    };
}

const std::vector<HeaderField>& bound_headers() {
    static const std::vector<HeaderField> headers{
        {"x-modified", "Tue, 09 Jan 2018 18:43:01 GMT"},
        {"X-Names", "\"x,y\", z"},
        {"X-Dates", "Thu, 01 Jan 1970 00:00:00 GMT, Tue, 09 Jan 2018 18:43:01 GMT"},
        {"X-Meta-Owner", " me "},
        {"content-type", "text/x"},
        {"Host", "h"},
    };
    return headers;
}

constexpr std::string_view kBoundTarget =
    "/boxes/a%20b+c/d/e%20%C3%A9?colour=RED&k=1&colour=dark-blue&since=2018-01-09T18:43:01Z&k=2&l";

TEST(HttpBindings, EveryPlaceIsRead) {
    const auto read = read_rest<PutThing>(
        Protocol::RestJson, "PutThing", {"PUT", kBoundTarget, bound_headers(), ""}
    );
    ASSERT_TRUE(read.has_value()) << read.error().message;
    EXPECT_EQ(*read, bound_thing());
}

TEST(HttpBindings, S3KeepsNamesInLowerCase) {
    const auto read =
        read_rest<PutThing>(Protocol::S3, "PutThing", {"PUT", kBoundTarget, bound_headers(), ""});
    ASSERT_TRUE(read.has_value()) << read.error().message;
    EXPECT_TRUE(read->meta->contains("owner"));
}

TEST(HttpBindings, WrongTypesNameTheMember) {
    const auto refused = [](std::string_view target, std::vector<HeaderField> headers = {}) {
        const auto read =
            read_rest<PutThing>(Protocol::RestJson, "PutThing", {"PUT", target, headers, ""});
        return read ? "" : read.error().message;
    };
    EXPECT_EQ(
        refused("/boxes/a/b?since=x"),
        "Since: expected a date-time as 2018-01-09T18:43:01Z, found 'x'"
    );
    EXPECT_EQ(
        refused("/boxes/a/b?colour=RED&colour=x"), "Colours[1]: 'x' is not one of [RED, dark-blue]"
    );
    EXPECT_EQ(
        refused("/boxes/a/b", {{"X-Modified", "1"}}),
        "Modified: expected a date as Tue, 09 Jan 2018 18:43:01 GMT, found '1'"
    );
    EXPECT_EQ(refused("/boxes/%FF/b"), "Box: expected UTF-8");
}

TEST(HttpBindings, HeadersAreWritten) {
    PutThing thing = bound_thing();
    thing.meta = {{"Owner", "m\r\nInjected: e"}, {"a b:c", "d"}};
    thing.names = {{"x,y", "z", "", "q\"r"}};
    const HttpAnswer answer = write_rest(Protocol::RestJson, "PutThing", thing);
    EXPECT_EQ(header_of(answer, "X-Modified"), "Tue, 09 Jan 2018 18:43:01 GMT");
    EXPECT_EQ(header_of(answer, "X-Names"), R"("x,y", z, "", "q\"r")");
    EXPECT_EQ(
        header_of(answer, "X-Dates"), "Thu, 01 Jan 1970 00:00:00 GMT, Tue, 09 Jan 2018 18:43:01 GMT"
    );
    EXPECT_EQ(header_of(answer, "x-meta-Owner"), "m  Injected: e");
    EXPECT_EQ(header_of(answer, "x-meta-a-b-c"), "d");
    EXPECT_EQ(header_of(answer, "Content-Type"), "text/x");
    EXPECT_EQ(header_of(answer, "x-amzn-RequestId"), "id-1");
    EXPECT_EQ(answer.body, "{}");
}

TEST(HttpBindings, StatusAndPlainBodies) {
    const PutPiece piece{.status = 206, .body = Blob{std::string("\0\xFF", 2)}};
    const HttpAnswer answer = write_rest(Protocol::S3, "PutPiece", piece);
    EXPECT_EQ(answer.status, 206);
    EXPECT_EQ(answer.body, piece.body->bytes);
    EXPECT_EQ(header_of(answer, "Content-Type"), "application/octet-stream");
    EXPECT_EQ(header_of(answer, "x-amz-request-id"), "id-1");
    const auto read = read_rest<PutPiece>(
        Protocol::S3, "PutPiece", {"PUT", "/boxes/a/b?number=3", {}, answer.body}
    );
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(*read, (PutPiece{.box = "a", .thing = "b", .number = 3, .body = piece.body}));
    EXPECT_EQ(write_rest(Protocol::S3, "PutPiece", PutPiece{}).body, "");
}

}  // namespace
}  // namespace gantry::wire::shapes
