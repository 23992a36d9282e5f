// Why callers of other services were denied, and what they called, as IAM's pages tell it.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "service/test_world.h"
#include "services/all.h"
#include "services/iam/service.h"
#include "wire/json_codec.h"

namespace gantry {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kAnn = "arn:aws:iam::123456789012:user/ann";

std::string json_text(std::string_view text) {
    std::string out;
    wire::append_json_string(out, text);
    return out;
}

class Explanations : public testing::Test {
  protected:
    Explanations() { must("iam", "CreateUser", R"({"UserName":"ann"})"); }

    std::string must(
        const std::string& service, const std::string& operation, const std::string& body
    ) {
        const auto answer = world_.run_json(root_, service, operation, body);
        EXPECT_TRUE(answer) << operation << ": " << (answer ? "" : answer.error().message);
        return answer ? *answer : "";
    }
    /// "ok", or the error's code.
    std::string ann(
        const std::string& service, const std::string& operation, const std::string& body
    ) {
        const auto answer = world_.run_json(ann_, service, operation, body);
        return answer ? "ok" : answer.error().code;
    }
    void let_ann(const std::string& action) {
        const std::string policy =
            document(R"("Effect":"Allow","Resource":"*","Action":)" + json_text(action));
        must(
            "iam",
            "PutUserPolicy",
            R"({"UserName":"ann","PolicyName":"p","PolicyDocument":)" + json_text(policy) + "}"
        );
    }
    static std::string document(const std::string& statement) {
        return R"({"Version":"2012-10-17","Statement":{)" + statement + "}}";
    }
    void put_bucket_policy(const std::string& policy) {
        must("s3", "PutBucketPolicy", R"({"Bucket":"photos","Policy":)" + json_text(policy) + "}");
    }

    net::HttpResponse page(const std::string& name, const std::string& more) {
        const std::string path = "/_gantry/iam/" + name;
        for (const service::Page& page : iam().pages()) {
            if (page.path != path) continue;
            net::HttpRequest request;
            request.target = fmt::format("{}?principal={}{}", path, kAnn, more);
            return page.make(request);
        }
        return {};
    }
    std::string explained(const std::string& more = "&format=text") {
        return page("explain", more).body;
    }
    iam::Instance& iam() { return world_.registry().get<iam::Instance>(); }

    service::TestWorld world_{all_services()};
    const aws::Scope scope_{"123456789012", "us-east-1"};
    const aws::Caller root_{scope_, aws::root_arn(scope_), "", {}};
    const aws::Caller ann_{scope_, kAnn, "", {}};
};

TEST_F(Explanations, ADenyOfABucketsPolicyIsNotSaidToBeAllowed) {
    let_ann("s3:*");
    must("s3", "CreateBucket", R"({"Bucket":"photos"})");
    put_bucket_policy(
        document(R"("Sid":"Shut","Effect":"Deny","Principal":"*","Action":"s3:GetObject",)"
                 R"("Resource":"arn:aws:s3:::photos/*")")
    );
    EXPECT_EQ(
        ann("s3", "GetObject", R"({"Bucket":"photos","Key":"cat"})"), "AccessDeniedException"
    );
    const std::string text = explained();
    EXPECT_THAT(text, HasSubstr("Denied: s3:GetObject"));
    EXPECT_THAT(text, HasSubstr("  identity-based policies   allow it\n"));
    EXPECT_THAT(text, HasSubstr("  the resource's own policy denies it, as it was then\n"));
    EXPECT_THAT(text, HasSubstr("denied by\n  resource policy, statement 1 (Sid Shut)\n"));
    EXPECT_THAT(text, Not(HasSubstr("trust policy")));
    const std::string json = explained("");
    EXPECT_THAT(json, HasSubstr(R"("outcome":"explicitDeny")"));
    EXPECT_THAT(json, HasSubstr(R"("resourcePolicyKnown":true)"));
    EXPECT_THAT(json, HasSubstr(R"("type":"resource","asked":true,"outcome":"explicitDeny")"));
}

TEST_F(Explanations, AKeysPolicyThatDoesNotAllowItIsWhatIsMissing) {
    let_ann("kms:*");
    const std::string made = must("kms", "CreateKey", "{}");
    const std::string arn = made.substr(made.find("arn:aws:kms"), 75);
    const std::string key = json_text(arn);
    must(
        "kms",
        "PutKeyPolicy",
        R"({"KeyId":)" + key + R"(,"Policy":)" +
            json_text(document(R"("Effect":"Allow","Action":"kms:Put*","Resource":"*",)"
                               R"("Principal":{"AWS":"123456789012"})")) +
            "}"
    );
    EXPECT_EQ(ann("kms", "DescribeKey", R"({"KeyId":)" + key + "}"), "AccessDeniedException");
    const std::string text = explained();
    EXPECT_THAT(text, HasSubstr("  the resource's own policy does not allow it, as it was then\n"));
    EXPECT_THAT(text, HasSubstr("What is missing, in the resource's own policy:\n"));
    EXPECT_THAT(text, HasSubstr(fmt::format(R"("Principal": {{"AWS": "{}"}})", kAnn)));
    EXPECT_THAT(text, HasSubstr(R"("Resource": )" + key));
    EXPECT_THAT(text, Not(HasSubstr("identity-based policy of"))) << "those allow it";
}

TEST_F(Explanations, WhatIsGivenByHandIsSaidNotToHaveBeenAskedOfTheResource) {
    let_ann("s3:*");
    const std::string of_object = "&action=s3:GetObject&resource=arn:aws:s3:::photos/cat";
    EXPECT_THAT(explained(of_object), HasSubstr(R"("resourcePolicyKnown":false)"));
    EXPECT_THAT(
        explained(of_object + "&format=text"),
        HasSubstr("  the resource's own policy not asked: it is known of calls that were denied\n")
    );
    const std::string of_all = explained("&action=s3:ListAllMyBuckets&format=text");
    EXPECT_THAT(of_all, HasSubstr("  the resource's own policy none\n"));
    const std::string trust =
        "&action=sts:AssumeRole&resource=arn:aws:iam::123456789012:role/none&format=text";
    EXPECT_THAT(explained(trust), HasSubstr("  the role's trust policy   none\n"));
}

TEST_F(Explanations, AGrantMeansAnObjectByItsNameAlone) {
    must("s3", "CreateBucket", R"({"Bucket":"photos"})");
    const std::string odd = R"({"Bucket":"photos","Key":"odd*n$m?"})";
    EXPECT_EQ(ann("s3", "GetObjectTagging", odd), "AccessDeniedException");
    EXPECT_THAT(explained(), HasSubstr("\"arn:aws:s3:::photos/odd${*}n${$}m${?}\""));
    const auto suggested = page("suggest", "&refused=true&format=text");
    EXPECT_THAT(suggested.body, HasSubstr("\"arn:aws:s3:::photos/odd${*}n${$}m${?}\""));
    must(
        "iam",
        "PutUserPolicy",
        R"({"UserName":"ann","PolicyName":"p","PolicyDocument":)" + json_text(suggested.body) + "}"
    );
    EXPECT_EQ(ann("s3", "GetObjectTagging", odd), "NoSuchKey");
    EXPECT_EQ(
        ann("s3", "GetObjectTagging", R"({"Bucket":"photos","Key":"odd-n$m?"})"),
        "AccessDeniedException"
    );
}

TEST_F(Explanations, APolicyThatLacksCallsSaysSoBesideItsText) {
    const auto call = [&](int number) {
        const service::Access what{.action = fmt::format("a:B{}", number)};
        (void)iam().gate().authorize(ann_, what, world_.loop.now());
    };
    for (std::size_t i = 0; i < iam::CallLog::kMaxActions; ++i) call(static_cast<int>(i));
    const std::string suggest = "&refused=true&format=text";
    EXPECT_EQ(page("suggest", suggest).headers.find("X-Gantry-Note"), nullptr);
    EXPECT_THAT(page("suggest", "&refused=true").body, HasSubstr(R"("complete":true)"));
    call(-1);
    const auto suggested = page("suggest", suggest);
    ASSERT_NE(suggested.headers.find("X-Gantry-Note"), nullptr);
    EXPECT_THAT(*suggested.headers.find("X-Gantry-Note"), HasSubstr("does not allow all"));
    EXPECT_THAT(page("suggest", "&refused=true").body, HasSubstr(R"("complete":false)"));
}

}  // namespace
}  // namespace gantry
