#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wire/protocol/test_shapes.h"

namespace gantry::wire::shapes {
namespace {

using api::Protocol;
using testing::HasSubstr;

Result<Sample> from_ec2(std::string_view body) {
    return read_sample(Protocol::Ec2Query, {.method = "POST", .target = "/", .body = body});
}

TEST(Ec2Query, ListsAreAlwaysFlatAndNamesCapital) {
    const auto read = from_ec2(
        "Action=GetSample&ATextForEc2=a&Words.1=x&Words.2=y&Items.1.Name=i&Items.1.Parts.1.Count=2"
        "&Choice.Text=t&AtDate=Tue,+09+Jan+2018+18:43:01+GMT&Flat.1=f&Times.1.1=1"
    );
    ASSERT_TRUE(read.has_value()) << error_message(read);
    const Sample expected{
        .text = "a",
        .at_date = from_epoch_ms(1515523381000),
        .choice = Choice{.text = "t"},
        .words = {{"x", "y"}},
        .items = {{Part{.name = "i", .parts = {{Part{.count = 2}}}}}},
        .flat = {{"f"}},
        .times = {{{from_epoch_ms(1000)}}},
    };
    EXPECT_EQ(*read, expected);
}

TEST(Ec2Query, WrongTypesNameTheMember) {
    EXPECT_EQ(
        error_message(from_ec2("Items.3.Count=x")),
        "SerializationException: Items[0].Count: expected a 32-bit integer, found 'x'"
    );
}

TEST(Ec2Query, AnswersHaveNoWrapper) {
    const Sample sample{.text = "a", .items = {{Part{.name = "i"}}}};
    const HttpAnswer answer =
        codec_of(Protocol::Ec2Query)
            .encode(service_of(Protocol::Ec2Query), kOperations[1], &sample, "id-1");
    EXPECT_THAT(
        answer.body,
        HasSubstr("<GetSampleResponse xmlns=\"https://samples.test/2020-01-01/\">"
                  "<requestId>id-1</requestId><aText>a</aText><Items><item><Name>i</Name>"
                  "<Count>0</Count></item></Items></GetSampleResponse>\n")
    );
}

TEST(Ec2Query, AnswersWithoutMembersSayTrue) {
    const HttpAnswer answer =
        codec_of(Protocol::Ec2Query)
            .encode(service_of(Protocol::Ec2Query), kOperations[0], nullptr, "id-1");
    EXPECT_THAT(
        answer.body, HasSubstr("<requestId>id-1</requestId><return>true</return></DropSampleRe")
    );
}

TEST(Ec2Query, DenialsAndDryRunsHaveTheirOwnWords) {
    const auto refuse = [](ErrorKind kind, std::string code) {
        return codec_of(Protocol::Ec2Query)
            .encode_error(
                service_of(Protocol::Ec2Query),
                &kOperations[0],
                {kind, std::move(code), "why", {}},
                "id-1"
            );
    };
    const HttpAnswer denied = refuse(ErrorKind::Denied, "AccessDeniedException");
    EXPECT_EQ(denied.status, 403);
    EXPECT_THAT(
        denied.body,
        HasSubstr("<Code>UnauthorizedOperation</Code><Message>You are not authorized to perform "
                  "this operation. why</Message>")
    );
    const HttpAnswer dry = refuse(ErrorKind::InvalidArgument, "DryRunOperation");
    EXPECT_EQ(dry.status, 412);
    EXPECT_THAT(dry.body, HasSubstr("<Code>DryRunOperation</Code><Message>why</Message>"));
}

}  // namespace
}  // namespace gantry::wire::shapes
