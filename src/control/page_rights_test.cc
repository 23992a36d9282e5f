// Who may read which of Gantry's own pages.
#include "control/plane_fixture.h"

namespace gantry::control::test {
namespace {

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
    int status(const std::string& target) { return send(signed_by(page(target), ann)).status; }

    wire::Credentials ann;
};

TEST_F(PageRights, APageOfOneResourceIsReadByWhoMayReadThatOne) {
    iam("Action=PutUserPolicy&UserName=ann&PolicyName=p&PolicyDocument="
        "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%7B%22Effect%22%3A%22Allow%22%2C"
        "%22Action%22%3A%22gantry%3A%2A%22%2C%22Resource%22%3A%22arn%3Aaws%3Aecs%3A%2A%3A%2A%"
        "3Acluster"
        "%2Fdefault%22%7D%7D");
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

}  // namespace
}  // namespace gantry::control::test
