// Calls without a signature over real sockets: the few that are meant to be, and all others.
#include "control/plane_fixture.h"
#include "service/unsigned_call.h"

namespace gantry::control::test {
namespace {

using testing::HasSubstr;

constexpr const char* kAssumeForm =
    "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleSessionName=job"
    "&RoleArn=arn%3Aaws%3Aiam%3A%3A000000000000%3Arole%2Fci&WebIdentityToken=no.to.ken";
constexpr const char* kWhoForm = "Action=GetCallerIdentity&Version=2011-06-15";
constexpr const char* kFormType = "application/x-www-form-urlencoded; charset=utf-8";

class UnsignedCalls : public PlaneTest, public testing::WithParamInterface<AuthMode> {
  protected:
    void SetUp() override { start(GetParam()); }

    /// Posts a form, and says what comes: the status and the code of the error.
    [[nodiscard]] std::string post(
        const std::string& body, const Fields& more = {{"User-Agent", "Boto3/1.28.9"}}
    ) const {
        Fields fields{{"Host", "127.0.0.1"}, {"Content-Type", kFormType}};
        fields.insert(fields.end(), more.begin(), more.end());
        return told(send(make_request("POST", "/", fields, body)));
    }
    static std::string told(const net::HttpResponse& answer) {
        const std::size_t start = answer.body.find("<Code>");
        const std::size_t end = answer.body.find("</Code>");
        const bool xml = start != std::string::npos && end != std::string::npos;
        const std::string code = xml ? answer.body.substr(start + 6, end - start - 6) : answer.body;
        return std::to_string(answer.status) + " " + code;
    }
};

INSTANTIATE_TEST_SUITE_P(
    Auth,
    UnsignedCalls,
    testing::Values(AuthMode::Any, AuthMode::Verify),
    [](const auto& tried) { return tried.param == AuthMode::Any ? "Any" : "Verify"; }
);

TEST_P(UnsignedCalls, AreJudgedByWhatTheyBring) {
    // Let in, and refused by the operation itself: its token is none.
    EXPECT_EQ(post(kAssumeForm), "400 InvalidIdentityToken");
    const auto asked = send(make_request(
        "GET",
        std::string("/?") + kAssumeForm,
        {{"Host", "127.0.0.1"}, {"User-Agent", "curl/7.88.1"}}
    ));
    EXPECT_EQ(told(asked), "400 InvalidIdentityToken");
}

TEST_P(UnsignedCalls, AreNoWayToOtherOperations) {
    EXPECT_EQ(post(kWhoForm), "403 MissingAuthenticationToken");
    EXPECT_EQ(post("Action=ListUsers&Version=2010-05-08"), "403 MissingAuthenticationToken");
    EXPECT_EQ(post("Action=Nothing&Version=2011-06-15"), "403 MissingAuthenticationToken");
    EXPECT_THAT(send(call("ListClusters")).body, HasSubstr("MissingAuthenticationTokenException"));
    net::HttpRequest form_of_ecs = call("ListClusters", kAssumeForm);
    EXPECT_THAT(send(form_of_ecs).body, HasSubstr("MissingAuthenticationTokenException"));
}

TEST_P(UnsignedCalls, AreNotTakenFromBrowsers) {
    const std::string firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:60.0) Gecko/20100101";
    EXPECT_THAT(post(kAssumeForm, {{"User-Agent", firefox}}), HasSubstr("AccessDenied"));
    EXPECT_THAT(post(kAssumeForm, {}), HasSubstr("AccessDenied"));
    EXPECT_THAT(
        post(kAssumeForm, {{"User-Agent", "x"}, {"Origin", "https://evil.example"}}),
        HasSubstr("AccessDenied")
    );
    EXPECT_THAT(
        post(kAssumeForm, {{"User-Agent", "x"}, {"Sec-Fetch-Site", "cross-site"}}),
        HasSubstr("AccessDenied")
    );
    const auto plain = send(make_request(
        "POST",
        "/",
        {{"Host", "127.0.0.1"}, {"Content-Type", "text/plain"}, {"User-Agent", "x"}},
        kAssumeForm
    ));
    EXPECT_THAT(plain.body, HasSubstr("MissingAuthenticationToken")) << "is no form";
}

TEST_P(UnsignedCalls, HaveSmallBodiesOfAKnownLength) {
    const Fields head{
        {"Host", "127.0.0.1"},
        {"Content-Type", kFormType},
        {"User-Agent", "x"},
    };
    Fields long_body = head;
    long_body.emplace_back("Content-Length", std::to_string(service::kMaxUnsignedBytes + 1));
    EXPECT_EQ(send(make_request("POST", "/", long_body)).status, 413) << "before it is sent";
    Fields chunked = head;
    chunked.emplace_back("Transfer-Encoding", "chunked");
    EXPECT_EQ(send(make_request("POST", "/", chunked)).status, 413);
    EXPECT_EQ(told(send(make_request("POST", "/", chunked))), "413 RequestEntityTooLarge");
}

TEST_P(UnsignedCalls, OfS3AreRefusedInItsWords) {
    const Fields fields{{"Host", "127.0.0.1"}, {"User-Agent", "aws-cli/2.15.0"}};
    for (const auto& request : {
             make_request("GET", "/", fields),
             make_request("GET", "/bucket?list-type=2", fields),
             make_request("PUT", "/bucket/key", fields, "bytes"),
             make_request("POST", "/bucket?delete", fields, "<Delete/>"),
         }) {
        const auto answer = send(request);
        EXPECT_EQ(told(answer), "403 AccessDenied") << request.method << " " << request.target;
        EXPECT_THAT(answer.body, HasSubstr("<Message>Access Denied"));
        EXPECT_EQ(*answer.headers.find("Content-Type"), "application/xml");
    }
}

TEST_P(UnsignedCalls, WithASignatureAreJudgedByItToo) {
    const std::string wrong =
        "AWS4-HMAC-SHA256 Credential=AKIAOTHER/20260101/us-east-1/sts/aws4_request, "
        "SignedHeaders=host, Signature=0";
    const std::string answer = post(kAssumeForm, {{"User-Agent", "x"}, {"Authorization", wrong}});
    if (GetParam() == AuthMode::Any) {
        EXPECT_EQ(answer, "400 InvalidIdentityToken");
    } else {
        EXPECT_THAT(answer, testing::Not(HasSubstr("InvalidIdentityToken")));
    }
}

}  // namespace
}  // namespace gantry::control::test
