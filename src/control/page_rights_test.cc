// Who may read which of Gantry's own pages.
#include "control/plane_fixture.h"
#include "wire/percent.h"

namespace gantry::control::test {
namespace {

using testing::HasSubstr;
using testing::IsSupersetOf;
using testing::StartsWith;

constexpr const char* kArn = "arn:aws:ecs:us-east-1:000000000000:cluster/default";

class PageRights : public PlaneTest {
  protected:
    PageRights() {
        start(AuthMode::Verify);
        iam("Action=CreateUser&UserName=ann");
        const std::string made = iam("Action=CreateAccessKey&UserName=ann");
        ann = {between(made, "<AccessKeyId>"), between(made, "<SecretAccessKey>"), ""};
    }

    std::string iam(const std::string& form) {
        auto request = make_request(
            "POST",
            "/",
            {{"Host", "127.0.0.1"}, {"Content-Type", "application/x-www-form-urlencoded"}},
            "Version=2010-05-08&" + form
        );
        const auto answer =
            send(signed_by(std::move(request), root, RealClock{}.now(), {"us-east-1", "iam"}));
        EXPECT_EQ(answer.status, 200) << answer.body;
        return answer.body;
    }
    static std::string between(const std::string& text, const std::string& tag) {
        const std::size_t begin = text.find(tag) + tag.size();
        return text.substr(begin, text.find('<', begin) - begin);
    }
    /// A policy of ann's, instead of what she had. @param statement JSON
    void give(const std::string& statement) {
        const std::string policy = R"({"Version":"2012-10-17","Statement":)" + statement + "}";
        iam("Action=PutUserPolicy&UserName=ann&PolicyName=p&PolicyDocument=" +
            wire::percent_encode(policy));
    }
    /// A page asked for as it wants to be, with GET or with POST.
    [[nodiscard]] net::HttpResponse ask(const std::string& path, const wire::Credentials& key) {
        auto answer = send(signed_by(page(path), key));
        if (answer.body.find("it takes POST") == std::string::npos) return answer;
        return send(signed_by(make_request("POST", path, {{"Host", "127.0.0.1"}}), key));
    }
    /// Every page that there is, by the list that Gantry itself gives, but for those that say
    /// nothing that has to be kept.
    std::vector<std::string> secret_pages() {
        const std::string list = send(signed_by(page("/_gantry/none"), root)).body;
        std::vector<std::string> pages;
        for (std::size_t at = list.find("/_gantry/"); at != std::string::npos;
             at = list.find("/_gantry/", at + 1)) {
            std::string path = list.substr(at, list.find_first_of(", .\"", at) - at);
            if (path != "/_gantry/health" && path != "/_gantry/ca") pages.push_back(path);
        }
        return pages;
    }
    int status(const std::string& target) { return send(signed_by(page(target), ann)).status; }

    wire::Credentials ann;
};

TEST_F(PageRights, APageOfOneResourceIsReadByWhoMayReadThatOne) {
    give(R"({"Effect":"Allow","Action":"gantry:*","Resource":"arn:aws:ecs:*:*:cluster/default"})");
    const std::string about = std::string("arn=") + kArn;
    EXPECT_EQ(status("/_gantry/history?" + about), 200);
    EXPECT_EQ(status("/_gantry/history?arn=arn:aws:ecs:us-east-1:000000000000:cluster/other"), 403);
    // A parameter that the page does not read names nothing.
    for (const char* name : {"arn", "task", "principal", ""}) {
        const std::string decoy = std::string(name) + "=" + kArn;
        for (const char* path : {"/_gantry/state?", "/_gantry/journal?", "/_gantry/metrics?"}) {
            EXPECT_EQ(status(path + decoy), 403) << path << decoy;
        }
    }
    EXPECT_EQ(status("/_gantry/logs?" + about), 403);
}

/// A new page is among them by itself.
TEST_F(PageRights, EveryPageTakesItsOwnRight) {
    const auto pages = secret_pages();
    EXPECT_THAT(
        pages,
        IsSupersetOf(
            {"/_gantry/metrics",
             "/_gantry/journal",
             "/_gantry/history",
             "/_gantry/state",
             "/_gantry/status",
             "/_gantry/logs",
             "/_gantry/interrupt",
             "/_gantry/iam/explain",
             "/_gantry/iam/suggest"}
        )
    );
    const std::string performs = "not authorized to perform: ";
    for (const std::string& path : pages) {
        give(R"({"Effect":"Allow","Action":"ecs:*","Resource":"*"})");
        for (const char* method : {"GET", "POST"}) {
            const auto nobodys = send(make_request(method, path, {{"Host", "127.0.0.1"}}));
            EXPECT_THAT(nobodys.body, HasSubstr("MissingAuthenticationTokenException")) << path;
        }
        const auto forged = ask(path, {ann.access_key_id, "wrong", ""});
        EXPECT_THAT(forged.body, HasSubstr("InvalidSignatureException")) << path;
        const auto denied = ask(path, ann);
        EXPECT_EQ(denied.status, 403) << path;
        const std::size_t at = denied.body.find(performs);
        ASSERT_NE(at, std::string::npos) << path << ": " << denied.body;
        const std::size_t begin = at + performs.size();
        const auto action = denied.body.substr(begin, denied.body.find(' ', begin) - begin);
        EXPECT_THAT(action, StartsWith("gantry:"));
        give(R"({"Effect":"Allow","NotAction":")" + action + R"(","Resource":"*"})");
        EXPECT_EQ(ask(path, ann).status, 403) << path << " by another right";
        give(R"({"Effect":"Allow","Action":")" + action + R"(","Resource":"*"})");
        // It may then want parameters.
        EXPECT_THAT(ask(path, ann).status, testing::AnyOf(200, 400, 404)) << path;
        EXPECT_NE(ask(path, root).status, 403) << path;
    }
}

class PageOfAnybody : public PlaneTest {};

/// Where everybody is believed, too, there must be somebody.
TEST_F(PageOfAnybody, IsThereForSomebodyOnly) {
    start(AuthMode::Any);
    for (const char* path : {"/_gantry/status", "/_gantry/state", "/_gantry/iam/explain"}) {
        EXPECT_EQ(send(page(path)).status, 401) << path;
        EXPECT_NE(send(claimed(page(path))).status, 401) << path;
    }
}

}  // namespace
}  // namespace gantry::control::test
