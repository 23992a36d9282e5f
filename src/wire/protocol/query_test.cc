#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wire/protocol/test_shapes.h"

namespace gantry::wire::shapes {
namespace {

using api::Protocol;
using testing::HasSubstr;

Result<Sample> from_query(std::string_view body, UnknownEnumValue* unknown = nullptr) {
    return read_sample(
        Protocol::AwsQuery, {.method = "POST", .target = "/", .body = body}, unknown
    );
}

constexpr std::string_view kFullForm =
    "Action=GetSample&Version=2020-01-01&aText=a+%3Cb%3E+%26+%22c%22+%C3%A9&Small=-5"
    "&Large=9000000000000000000&Real=0.1&Flag=true&At=2018-01-09T18%3A43%3A01Z"
    "&AtEpoch=1515523381.123&atDate=Tue,+09+Jan+2018+18:43:01+GMT&Colour=dark-blue&Blob=AP8%3D"
    "&Part.Name=p&Part.Count=1&Part.Parts.member.1.Count=2&Choice.text=t"
    "&Words.member.1=one&Words.member.2=&Words.member.3=three"
    "&Items.item.2.Count=7&Items.item.1.Name=i&Flat.1=x&Flat.2=y"
    "&Times.member.1.member.1=1&Times.member.2.member.1=2&Times.member.2.member.2=3"
    "&ByName.entry.1.key=k&ByName.entry.1.value.Count=3"
    "&ByName.entry.2.key=l&ByName.entry.2.value.Name=n"
    "&Tags.1.K=a&Tags.1.V=1&Tags.2.K=b&Tags.2.V=";

TEST(Query, ReadsEveryKindOfMember) {
    const auto read = from_query(kFullForm);
    ASSERT_TRUE(read.has_value()) << error_message(read);
    EXPECT_EQ(*read, full_sample());
}

TEST(Query, ReadsTheQueryOfAGet) {
    const HttpView request{.method = "GET", .target = "/?Action=GetSample&Small=3"};
    const api::ServiceInfo service = service_of(Protocol::AwsQuery);
    EXPECT_EQ(codec_of(Protocol::AwsQuery).find_operation(service, request), &kOperations[1]);
    EXPECT_EQ(read_sample(Protocol::AwsQuery, request)->small, 3);
}

TEST(Query, FindsTheOperationByItsAction) {
    const api::ServiceInfo service = service_of(Protocol::AwsQuery);
    const auto find = [&](std::string_view body) {
        return codec_of(Protocol::AwsQuery)
            .find_operation(service, {.method = "POST", .target = "/", .body = body});
    };
    EXPECT_EQ(find("Version=2020-01-01&Action=DropSample"), &kOperations[0]);
    EXPECT_EQ(find("Action=Other"), nullptr);
    EXPECT_EQ(find("Small=1"), nullptr);
    EXPECT_EQ(find(""), nullptr);
}

TEST(Query, WhatIsAskedForCanBeTold) {
    const auto asked = [](Protocol protocol, const HttpView& request) {
        return asked_operation(protocol, request);
    };
    const std::vector<HeaderField> target{{"X-Amz-Target", "Samples_1.MakeTea"}};
    EXPECT_EQ(asked(Protocol::AwsQuery, {.method = "POST", .body = "Action=MakeTea"}), "MakeTea");
    EXPECT_EQ(
        asked(Protocol::Ec2Query, {.method = "GET", .target = "/?Action=MakeTea"}), "MakeTea"
    );
    EXPECT_EQ(asked(Protocol::AwsQuery, {.method = "POST", .body = "Version=1"}), "");
    EXPECT_EQ(asked(Protocol::AwsJson11, {.method = "POST", .headers = target}), "MakeTea");
    EXPECT_EQ(asked(Protocol::RestJson, {.method = "PUT", .target = "/tea/1?x=y"}), "PUT /tea/1");
    const std::string body = "Action=" + std::string(1000, 'a');
    EXPECT_EQ(asked(Protocol::AwsQuery, {.method = "POST", .body = body}).size(), 128U);
}

TEST(Query, EmptyAndAbsentAreTwoThings) {
    EXPECT_EQ(*from_query(""), Sample{});
    const auto read = from_query("Words=&ByName=&Tags=&Part=&aText=&Unknown=1&Unknown.x.1=2");
    ASSERT_TRUE(read.has_value()) << error_message(read);
    EXPECT_EQ(read->words, std::vector<std::string>{});
    EXPECT_EQ(read->by_name, (std::map<std::string, Part>{}));
    EXPECT_EQ(read->tags, (std::map<std::string, std::string>{}));
    EXPECT_EQ(read->part, Part{});
    EXPECT_EQ(read->text, "");
    EXPECT_FALSE(read->items.has_value());
}

TEST(Query, NumbersThatAreNone) {
    EXPECT_TRUE(std::isnan(*from_query("Real=NaN")->real));
    EXPECT_EQ(from_query("Real=-Infinity")->real, -std::numeric_limits<double>::infinity());
    EXPECT_FALSE(from_query("Real=inf").has_value());
}

TEST(Query, WrongTypesNameTheMember) {
    const auto refused = [](std::string_view body) { return error_message(from_query(body)); };
    EXPECT_EQ(
        refused("Small=x"), "SerializationException: Small: expected a 32-bit integer, found 'x'"
    );
    EXPECT_EQ(
        refused("Items.item.1.Count=&Items.item.2.Count=7"),
        "SerializationException: Items[0].Count: expected a 32-bit integer, found ''"
    );
    EXPECT_EQ(
        refused("ByName.entry.1.key=k&ByName.entry.1.value.Count=1.5"),
        "SerializationException: ByName.k.Count: expected a 32-bit integer, found '1.5'"
    );
    EXPECT_EQ(
        refused("ByName.entry.1.value.Count=1"), "SerializationException: ByName: expected a key"
    );
    EXPECT_EQ(refused("Tags.1.K=a"), "SerializationException: Tags.a: expected a value");
    EXPECT_EQ(
        refused("Words=a"),
        "SerializationException: Words: expected a list or structure, found one value"
    );
    EXPECT_EQ(
        refused("Small.1=a"), "SerializationException: Small: expected one value, found several"
    );
    EXPECT_EQ(refused("aText=%FF"), "SerializationException: Text: expected UTF-8");
    EXPECT_EQ(
        refused("Choice.text=a&Choice.part.Count=1"),
        "SerializationException: Choice: expected one member of Choice, found 2"
    );
    EXPECT_THAT(refused("At=yesterday"), HasSubstr("At: expected a date-time"));
    EXPECT_THAT(refused("Large=9223372036854775808"), HasSubstr("Large: expected a 64-bit"));
}

TEST(Query, UnknownWordsAreTold) {
    UnknownEnumValue unknown;
    const auto read = from_query("Colour=red", &unknown);
    EXPECT_EQ(
        error_message(read), "InvalidEnumValue: Colour: 'red' is not one of [RED, dark-blue]"
    );
    EXPECT_EQ(unknown.path, "Colour");
    EXPECT_EQ(unknown.type, &reflect::type_of<Colour>());
}

TEST(Query, NestingEnds) {
    std::string name = "Part";
    for (int i = 0; i < 40; ++i) name += ".Parts.member.1";
    EXPECT_THAT(error_message(from_query(name + ".Count=1")), HasSubstr("nested too deeply"));
}

TEST(Query, AnswersAreWrappedTwice) {
    const api::ServiceInfo service = service_of(Protocol::AwsQuery);
    const Sample sample = full_sample();
    const HttpAnswer answer =
        codec_of(Protocol::AwsQuery).encode(service, kOperations[1], &sample, "id-1");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(header_of(answer, "Content-Type"), "text/xml");
    EXPECT_EQ(header_of(answer, "x-amzn-RequestId"), "id-1");
    EXPECT_EQ(
        answer.body,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<GetSampleResponse xmlns=\"https://samples.test/2020-01-01/\"><GetSampleResult>"
        "<aText>a &lt;b&gt; &amp; &quot;c&quot; é</aText><Small>-5</Small>"
        "<Large>9000000000000000000</Large><Real>0.1</Real><Flag>true</Flag>"
        "<At>2018-01-09T18:43:01Z</At><AtEpoch>1515523381.123</AtEpoch>"
        "<atDate>Tue, 09 Jan 2018 18:43:01 GMT</atDate><Colour>dark-blue</Colour>"
        "<Blob>AP8=</Blob><Part><Name>p</Name><Count>1</Count><Parts><member><Count>2</Count>"
        "</member></Parts></Part><Choice><text>t</text></Choice>"
        "<Words><member>one</member><member></member><member>three</member></Words>"
        "<Items><item><Name>i</Name><Count>0</Count></item><item><Count>7</Count></item></Items>"
        "<Flat>x</Flat><Flat>y</Flat><Times><member><member>1</member></member><member>"
        "<member>2</member><member>3</member></member></Times>"
        "<ByName><entry><key>k</key><value><Count>3</Count></value></entry><entry><key>l</key>"
        "<value><Name>n</Name><Count>0</Count></value></entry></ByName>"
        "<Tags><K>a</K><V>1</V></Tags><Tags><K>b</K><V></V></Tags>"
        "</GetSampleResult><ResponseMetadata><RequestId>id-1</RequestId></ResponseMetadata>"
        "</GetSampleResponse>\n"
    );
}

TEST(Query, EmptyListsAreEmptyElementsAndAbsentOnesNone) {
    const api::ServiceInfo service = service_of(Protocol::AwsQuery);
    const Sample sample{
        .words = std::vector<std::string>{},
        .flat = std::vector<std::string>{},
        .by_name = std::map<std::string, Part>{},
    };
    EXPECT_THAT(
        codec_of(Protocol::AwsQuery).encode(service, kOperations[1], &sample, "i").body,
        HasSubstr("<GetSampleResult><Words></Words><ByName></ByName></GetSampleResult>")
    );
    const Nothing nothing;
    EXPECT_THAT(
        codec_of(Protocol::AwsQuery).encode(service, kOperations[0], &nothing, "i").body,
        HasSubstr("<DropSampleResult></DropSampleResult><ResponseMetadata>")
    );
}

TEST(Query, ErrorsHaveTheModelsCodeAndStatus) {
    const api::ServiceInfo service = service_of(Protocol::AwsQuery);
    const Error gone{ErrorKind::NotFound, "NoSuchSampleException", "no <sample>\x1b", {}};
    const HttpAnswer answer =
        codec_of(Protocol::AwsQuery).encode_error(service, &kOperations[1], gone, "id-1");
    EXPECT_EQ(answer.status, 404);
    EXPECT_EQ(
        answer.body,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<ErrorResponse xmlns=\"https://samples.test/2020-01-01/\"><Error><Type>Sender</Type>"
        "<Code>NoSuchSample</Code><Message>no &lt;sample&gt;</Message></Error>"
        "<RequestId>id-1</RequestId></ErrorResponse>\n"
    );
    const Error ours{ErrorKind::Internal, "OutOfOrderFault", "", {}};
    EXPECT_THAT(
        codec_of(Protocol::AwsQuery).encode_error(service, &kOperations[1], ours, "i").body,
        HasSubstr("<Type>Receiver</Type><Code>OutOfOrder</Code>")
    );
}

}  // namespace
}  // namespace gantry::wire::shapes
