#include <gtest/gtest.h>

#include "wire/protocol/test_rest_shapes.h"

namespace gantry::wire::shapes {
namespace {

using api::Protocol;

TEST(RestXml, TheBodyHasWhatIsBoundNowhereElse) {
    const PutThing thing{.box = "no", .size = 3, .part = Part{.name = "p"}};
    const HttpAnswer answer = write_rest(Protocol::RestXml, "PutThing", thing);
    EXPECT_EQ(
        answer.body,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<PutThing xmlns=\"https://samples.test/2020-01-01/\"><Size>3</Size>"
        "<Part><Name>p</Name><Count>0</Count></Part></PutThing>"
    );
    EXPECT_EQ(header_of(answer, "Content-Type"), "application/xml");
    const auto read = read_rest<PutThing>(
        Protocol::RestXml,
        "PutThing",
        {"PUT",
         "/boxes/a/b",
         {},
         "<PutThing><Box>z</Box><Size>3</Size><Part><Name>p</Name></Part></PutThing>"}
    );
    ASSERT_TRUE(read.has_value()) << read.error().message;
    EXPECT_EQ(*read, (PutThing{.box = "a", .thing = "b", .size = 3, .part = Part{.name = "p"}}));
}

TEST(RestXml, AStructureCanBeTheBody) {
    const HttpAnswer answer =
        write_rest(Protocol::S3, "PostPart", PostPart{.part = Part{.count = 2}});
    EXPECT_EQ(
        answer.body,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<ThePart xmlns=\"https://samples.test/2020-01-01/\"><Count>2</Count></ThePart>"
    );
    const auto read =
        read_rest<PostPart>(Protocol::S3, "PostPart", {"POST", "/boxes/a?parts", {}, answer.body});
    ASSERT_TRUE(read.has_value()) << read.error().message;
    EXPECT_EQ(*read, (PostPart{.box = "a", .part = Part{.count = 2}}));
}

TEST(RestXml, TheRootIsWhatTheModelCallsIt) {
    const auto told = [](const auto& read) { return read ? "" : read.error().message; };
    const auto part = [&told](std::string_view body) {
        const HttpView request{"POST", "/boxes/a?parts", {}, body};
        return told(read_rest<PostPart>(Protocol::S3, "PostPart", request));
    };
    const auto thing = [&told](std::string_view body) {
        const HttpView request{"PUT", "/boxes/a/b", {}, body};
        return told(read_rest<PutThing>(Protocol::RestXml, "PutThing", request));
    };
    EXPECT_EQ(part("<ThePart><Count>2</Count></ThePart>"), "");
    EXPECT_EQ(part("<x:ThePart xmlns:x=\"u\"><x:Count>2</x:Count></x:ThePart>"), "");
    EXPECT_EQ(
        part("<Part><Count>2</Count></Part>"), "expected the outermost element to be ThePart"
    );
    EXPECT_EQ(thing("<PutThing><Size>3</Size></PutThing>"), "");
    EXPECT_EQ(
        thing("<Thing><Size>3</Size></Thing>"), "expected the outermost element to be PutThing"
    );
}

/// S3's Grantee is written like this.
struct Typed {
    std::optional<std::string> type;
    std::optional<std::string> id;
    friend bool operator==(const Typed&, const Typed&) = default;
    static constexpr WireTraits kType{.xml_name = "xsi:type", .attribute = true};
    static constexpr WireTraits kPayload{.place = Place::Payload};
    static const reflect::TypeInfo& type_info() {
        using reflect::field;
        static const reflect::TypeInfo info = reflect::structure<Typed>(
            "Typed", {field<&Typed::type>("Type", {}, &kType), field<&Typed::id>("ID")}
        );
        return info;
    }
};

struct PutTyped {
    std::optional<Typed> typed;
    static const reflect::TypeInfo& type_info() {
        using reflect::field;
        static const reflect::TypeInfo info = reflect::structure<PutTyped>(
            "PutTyped", {field<&PutTyped::typed>("Typed", {}, &Typed::kPayload)}
        );
        return info;
    }
};

struct GetBucketLocationOutput {
    std::optional<std::string> location;
    static const reflect::TypeInfo& type_info() {
        static const reflect::TypeInfo info = reflect::structure<GetBucketLocationOutput>(
            "GetBucketLocationOutput",
            {reflect::field<&GetBucketLocationOutput::location>("LocationConstraint")}
        );
        return info;
    }
};

/// As S3's clients read it, and they read no other.
TEST(RestXml, ABucketsLocationIsTheRoot) {
    constexpr auto kOperation =
        rest_operation<GetBucketLocationOutput>("GetBucketLocation", "GET", "/");
    const api::ServiceInfo service{.protocol = Protocol::S3, .xml_namespace = "ns"};
    const auto body_of = [&](const GetBucketLocationOutput& value) {
        const auto answer = codec_of(Protocol::S3).encode(service, kOperation, &value, "id");
        return answer.body.substr(answer.body.find('\n') + 1);
    };
    EXPECT_EQ(
        body_of({.location = "eu-west-1"}),
        "<LocationConstraint xmlns=\"ns\">eu-west-1</LocationConstraint>"
    );
    EXPECT_EQ(body_of({}), "<LocationConstraint xmlns=\"ns\"/>");
}

TEST(RestXml, MembersCanBeAttributes) {
    const api::OperationInfo operation = rest_operation<PutTyped>("PutTyped", "PUT", "/");
    const api::ServiceInfo service{.protocol = Protocol::S3};
    const PutTyped value{.typed = Typed{.type = "User\n\"x\"", .id = "i"}};
    const HttpAnswer answer = codec_of(Protocol::S3).encode(service, operation, &value, "id");
    EXPECT_EQ(
        answer.body,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<Typed xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
        "xsi:type=\"User&#xA;&quot;x&quot;\"><ID>i</ID></Typed>"
    );
    PutTyped read;
    ASSERT_TRUE(codec_of(Protocol::S3)
                    .decode(service, operation, {"PUT", "/", {}, answer.body}, &read, nullptr)
                    .has_value());
    EXPECT_EQ(read.typed, value.typed);
}

}  // namespace
}  // namespace gantry::wire::shapes
