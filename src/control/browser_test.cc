// What a browser on the machine sends when a page of somebody else's asks it to.
#include "control/plane_fixture.h"

namespace gantry::control::test {
namespace {

using testing::HasSubstr;

class Browser : public PlaneTest {
  protected:
    void SetUp() override { start(AuthMode::Any); }

    [[nodiscard]] std::string clusters() const { return send(claimed(call("ListClusters"))).body; }
    /// A call of `operation` with these fields beside the usual ones.
    [[nodiscard]] net::HttpResponse send_call(Fields fields, const std::string& operation) const {
        fields.emplace_back("Content-Type", "application/x-amz-json-1.1");
        fields.emplace_back("X-Amz-Target", kTarget + operation);
        fields.emplace_back("Authorization", kAnySignature);
        return send(make_request("POST", "/", fields, R"({"clusterName":"owned"})"));
    }
};

TEST_F(Browser, APreflightGetsNoLeave) {
    const auto answer = send(make_request(
        "OPTIONS",
        "/",
        {{"Host", "localhost:4566"},
         {"Origin", "https://evil.example"},
         {"Access-Control-Request-Method", "POST"},
         {"Access-Control-Request-Headers", "authorization,x-amz-target"},
         {"Sec-Fetch-Mode", "cors"},
         {"Sec-Fetch-Site", "cross-site"}}
    ));
    EXPECT_EQ(answer.status, 403);
    EXPECT_EQ(answer.headers.find("Access-Control-Allow-Origin"), nullptr);
    EXPECT_THAT(answer.body, HasSubstr("AccessDeniedException"));
    EXPECT_THAT(answer.body, HasSubstr("Origin: https://evil.example"));
}

TEST_F(Browser, AFormThatNeedsNoLeaveIsRefused) {
    const Fields simple{
        {"Host", "localhost:4566"},
        {"Content-Type", "text/plain"},
        {"Origin", "https://evil.example"},
        {"Sec-Fetch-Mode", "no-cors"},
        {"Sec-Fetch-Site", "cross-site"}
    };
    EXPECT_EQ(send(make_request("POST", "/", simple, R"({"clusterName":"owned"})")).status, 403);
    // Credentials of a kind that a form can send do not help.
    const std::string presigned =
        "/?Action=CreateCluster&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20260101T000000Z"
        "&X-Amz-Credential=000000000000%2F20260101%2Fus-east-1%2Fecs%2Faws4_request"
        "&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature=0";
    EXPECT_EQ(send(make_request("POST", presigned, simple, "x")).status, 403);
    const Fields old_browser{{"Host", "localhost:4566"}, {"Content-Type", "text/plain"}};
    EXPECT_THAT(
        send(make_request("POST", presigned, old_browser, "x")).body,
        HasSubstr("MissingAuthenticationTokenException")
    );
}

TEST_F(Browser, AReboundNameIsRefusedWithAllThatAPageCanAdd) {
    const auto answer = send_call(
        {{"Host", "evil.example:4566"},
         {"Origin", "http://evil.example:4566"},
         {"Sec-Fetch-Site", "same-origin"}},
        "CreateCluster"
    );
    EXPECT_EQ(answer.status, 403);
    EXPECT_THAT(answer.body, HasSubstr("AccessDeniedException"));
    EXPECT_THAT(answer.body, HasSubstr("--host-name"));
    for (const char* read : {"/_gantry/state", "/_gantry/journal", "/_gantry/health"}) {
        const Fields same_origin_get{
            {"Host", "evil.example:4566"},
            {"Sec-Fetch-Site", "same-origin"},
            {"Authorization", kAnySignature}
        };
        EXPECT_EQ(send(make_request("GET", read, same_origin_get)).status, 403) << read;
    }
    EXPECT_THAT(clusters(), testing::Not(HasSubstr("owned")));
}

TEST_F(Browser, APageOfAnotherLocalServerIsForeignToo) {
    const auto answer = send_call(
        {{"Host", "localhost:4566"},
         {"Origin", "http://localhost:3000"},
         {"Sec-Fetch-Site", "same-site"}},
        "CreateCluster"
    );
    EXPECT_EQ(answer.status, 403);
    EXPECT_THAT(clusters(), testing::Not(HasSubstr("owned")));
}

TEST_F(Browser, AnImageOfAPageIsRefused) {
    for (const char* read : {"/_gantry/state", "/_gantry/health", "/"}) {
        const auto answer = send(make_request(
            "GET",
            read,
            {{"Host", "127.0.0.1:4566"},
             {"Sec-Fetch-Dest", "image"},
             {"Sec-Fetch-Mode", "no-cors"},
             {"Sec-Fetch-Site", "cross-site"},
             {"Authorization", "Basic YTpi"}}
        ));
        EXPECT_EQ(answer.status, 403) << read;
    }
}

TEST_F(Browser, AWebsocketOfAPageIsRefused) {
    const auto answer = send(claimed(
        upgrade("/ws?containerInstanceArn=x&clusterArn=y", {{"Origin", "https://evil.example"}})
    ));
    EXPECT_EQ(answer.status, 403);
    EXPECT_EQ(send(upgrade("/ws?containerInstanceArn=x&clusterArn=y")).status, 400);
    EXPECT_EQ(send(claimed(make_request("GET", "/ws", {{"Host", "evil.example"}}))).status, 403);
}

TEST_F(Browser, SomeCredentialIsDemandedOfEveryCallAndPage) {
    EXPECT_THAT(
        send(call("CreateCluster", R"({"clusterName":"owned"})")).body,
        HasSubstr("MissingAuthenticationTokenException")
    );
    for (const char* read :
         {"/_gantry/state",
          "/_gantry/journal",
          "/_gantry/history?arn=x",
          "/_gantry/logs?task=x",
          "/_gantry/other"}) {
        const auto answer = send(page(read));
        EXPECT_EQ(answer.status, 401) << read;
        EXPECT_NE(answer.headers.find("WWW-Authenticate"), nullptr) << read;
        EXPECT_THAT(answer.body, HasSubstr("Any credentials will do here")) << read;
    }
    EXPECT_EQ(send(page("/_gantry/health")).status, 200);
    EXPECT_EQ(send(claimed(page("/_gantry/state"))).status, 200);
    net::HttpRequest by_password = page("/_gantry/state");
    by_password.headers.add("Authorization", "Basic YW55OmFueQ==");
    EXPECT_EQ(send(by_password).status, 200);
    EXPECT_THAT(clusters(), testing::Not(HasSubstr("owned")));
    net::HttpRequest call_by_password = call("CreateCluster", R"({"clusterName":"owned"})");
    call_by_password.headers.add("Authorization", "Basic YW55OmFueQ==");
    EXPECT_THAT(send(call_by_password).body, HasSubstr("IncompleteSignatureException"));
}

TEST_F(Browser, APasswordForPagesOpensNoAgentsSocket) {
    const std::string query = "?containerInstanceArn=x&clusterArn=y";
    for (const char* path : {"/_gantry/state", "/_gantry/health"}) {
        EXPECT_EQ(send(upgrade(path + query, {{"Authorization", "Basic YTpi"}})).status, 404)
            << path;
    }
    EXPECT_EQ(send(upgrade("/ws" + query, {{"Authorization", "Basic YTpi"}})).status, 400);
}

TEST(BrowserByName, AConfiguredNameIsAnsweredTo) {
    class Named final : public PlaneTest {
      public:
        void TestBody() override {
            options.host_names = {"gantry.example"};
            start(AuthMode::Any);
            const auto asked = [this](const std::string& host) {
                return send(make_request("GET", "/_gantry/health", {{"Host", host}})).status;
            };
            EXPECT_EQ(asked("gantry.example:4566"), 200);
            EXPECT_EQ(asked("other.example:4566"), 403);
        }
    } named;
    named.TestBody();
}

}  // namespace
}  // namespace gantry::control::test
