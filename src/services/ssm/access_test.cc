// What policies see of each operation: resources, conditions, and further rights.
#include <set>

#include "service/test_access.h"
#include "services/ssm/test_support.h"

namespace gantry::ssm {
namespace {

const service::AccessText kText{.left_out = {"arn:aws:ssm:us-east-1:123456789012:"}};

class AccessOfSsm : public SsmTest {
  protected:
    std::string about(std::string_view operation, std::string_view body) {
        const std::string request = "11111111-2222-4333-8444-555555555555";
        service::Call call{
            .caller = caller_,
            .request_id = request,
            .now = world_.loop.now(),
            .ids = world_.ids,
            .settings = world_.settings,
            .services = world_.registry(),
        };
        seen_.insert(std::string(operation));
        EXPECT_NE(service::find_operation(service(), operation)->describe, nullptr) << operation;
        const auto& own = world_.registry().get<Instance>();
        return kText.of(service::described(service(), own, call, operation, body));
    }

    std::set<std::string> seen_;
};

struct Case {
    std::string_view operation;
    std::string_view input;
    std::string_view expected;
};

constexpr Case kCases[] = {
    {"AddTagsToResource",
     R"({"ResourceType":"Parameter","ResourceId":"/n","Tags":[{"Key":"k","Value":"v"}]})",
     "parameter/n aws:RequestTag/k=v aws:TagKeys=k"},
    {"AddTagsToResource", R"({"ResourceType":"Document","ResourceId":"d","Tags":[]})", "document/d"
    },
    {"CreateActivation",
     R"({"IamRole":"service-role/Edge","Tags":[{"Key":"k","Value":"v"}]})",
     "* aws:RequestTag/k=v aws:TagKeys=k; also iam:PassRole "
     "arn:aws:iam::123456789012:role/service-role/Edge iam:PassedToService=ssm.amazonaws.com"},
    {"DeleteActivation", R"({"ActivationId":"x"})", "*"},
    {"DeleteParameter", R"({"Name":"/n"})", "parameter/n"},
    {"DeleteParameters", R"({"Names":["/n","w"]})", "parameter/n parameter/w"},
    {"DeregisterManagedInstance",
     R"({"InstanceId":"mi-00000000000000000"})",
     "managed-instance/mi-00000000000000000"},
    {"DescribeActivations", "{}", "*"},
    {"DescribeInstanceInformation", "{}", "*"},
    {"DescribeParameters", "{}", "*"},
    {"GetParameter", R"({"Name":"/n:3","WithDecryption":true})", "parameter/n"},
    {"GetParameter",
     R"({"Name":"/tagged"})",
     "parameter/tagged{aws:ResourceTag/team=red ssm:ResourceTag/team=red}"},
    {"GetParameter",
     R"({"Name":"/aws/service/x"})",
     "arn:aws:ssm:us-east-1::parameter/aws/service/x"},
    {"GetParameter",
     R"({"Name":"arn:aws:ssm:eu-west-1:210987654321:parameter/x:y"})",
     "arn:aws:ssm:eu-west-1:210987654321:parameter/x"},
    {"GetParameterHistory", R"({"Name":"/n"})", "parameter/n"},
    {"GetParameters", R"({"Names":["/n","w"]})", "parameter/n parameter/w"},
    {"GetParametersByPath", R"({"Path":"/app/"})", "parameter/app ssm:Recursive=false"},
    {"GetParametersByPath",
     R"({"Path":"/app","Recursive":true,"WithDecryption":true})",
     "parameter/app ssm:Recursive=true"},
    {"GetServiceSetting",
     R"({"SettingId":"/ssm/parameter-store/default-parameter-tier"})",
     "servicesetting/ssm/parameter-store/default-parameter-tier"},
    {"LabelParameterVersion", R"({"Name":"/n","Labels":["x"]})", "parameter/n"},
    {"ListTagsForResource", R"({"ResourceType":"Parameter","ResourceId":"w"})", "parameter/w"},
    {"PutParameter",
     R"({"Name":"/n","Value":"v","Type":"String"})",
     "parameter/n ssm:Overwrite=false ssm:Policies=false"},
    {"PutParameter",
     R"({"Name":"/n","Value":"v","Type":"SecureString","Overwrite":true})",
     "parameter/n ssm:Overwrite=true ssm:Policies=false"},
    {"PutParameter",
     R"({"Name":"/n","Value":"v","Type":"String","Policies":"[]","Tags":[{"Key":"k","Value":"v"}]})",
     "parameter/n ssm:Overwrite=false ssm:Policies=true aws:RequestTag/k=v aws:TagKeys=k; also "
     "ssm:AddTagsToResource parameter/n aws:RequestTag/k=v aws:TagKeys=k"},
    {"RemoveTagsFromResource",
     R"({"ResourceType":"Parameter","ResourceId":"w","TagKeys":["k"]})",
     "parameter/w aws:TagKeys=k"},
    {"ResetServiceSetting",
     R"({"SettingId":"arn:aws:ssm:us-east-1:123456789012:servicesetting/ssm/x"})",
     "servicesetting/ssm/x"},
    {"UpdateManagedInstanceRole",
     R"({"InstanceId":"mi-00000000000000000","IamRole":"Edge"})",
     "managed-instance/mi-00000000000000000; also iam:PassRole arn:aws:iam::123456789012:role/Edge "
     "iam:PassedToService=ssm.amazonaws.com"},
    {"UpdateServiceSetting", R"({"SettingId":"/ssm/x","SettingValue":"v"})", "servicesetting/ssm/x"
    },
    {"UnlabelParameterVersion",
     R"({"Name":"/n","ParameterVersion":1,"Labels":["x"]})",
     "parameter/n"},
};

TEST_F(AccessOfSsm, NamesResourcesAndConditions) {
    run("PutParameter",
        R"({"Name":"/tagged","Type":"String","Value":"v","Tags":[{"Key":"team","Value":"red"}]})");
    for (const Case& one : kCases) {
        EXPECT_EQ(about(one.operation, one.input), one.expected) << one.operation << one.input;
    }
    for (const auto& operation : service().operations) {
        EXPECT_TRUE(seen_.contains(std::string(operation.name))) << operation.name;
    }
}

constexpr std::string_view kKey =
    "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555";

TEST_F(AccessOfSsm, AsksForTheKeyOfSecureStrings) {
    const std::string key = R"(,"KeyId":")" + std::string(kKey) + "\"}";
    const auto put = [&](const std::string& more) {
        return about("PutParameter", R"({"Name":"/n","Value":"v","Type":"SecureString")" + more);
    };
    EXPECT_NE(put(key).find("; also kms:Encrypt " + std::string(kKey)), std::string::npos);
    EXPECT_NE(
        put(R"(,"Tier":"Advanced")" + key).find("; also kms:GenerateDataKey "), std::string::npos
    );
    EXPECT_EQ(put(R"(,"KeyId":"alias/aws/ssm"})").find("kms:"), std::string::npos);
}

/// A user with a policy of its own.
class RightsToValues : public SsmTest {
  protected:
    RightsToValues() {
        ask(caller_, "iam", "CreateUser", R"({"UserName":"ann"})");
        const std::string made = ask(caller_, "kms", "CreateKey", "{}");
        key_ = made.substr(made.find("arn:aws:kms:"));
        key_.resize(key_.find('"'));
        run("PutParameter", R"({"Name":"/own","Type":"SecureString","Value":"v"})");
        run("PutParameter",
            R"({"Name":"/key","Type":"SecureString","Value":"v","KeyId":")" + key_ + "\"}");
        allow("ssm:*");
    }
    std::string ask(
        const aws::Caller& caller,
        const std::string& service,
        const std::string& operation,
        const std::string& body
    ) {
        const auto answer = world_.run_json(caller, service, operation, body);
        return answer ? *answer : answer.error().code + ": " + answer.error().message;
    }
    void allow(const std::string& action) {
        ask(caller_,
            "iam",
            "PutUserPolicy",
            R"({"UserName":"ann","PolicyName":")" + action.substr(0, 3) +
                R"(","PolicyDocument":"{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\")" +
                action + R"(\",\"Resource\":\"*\"}}"})");
    }
    std::string get(const std::string& name, bool decrypt) {
        return ask(
            ann_,
            "ssm",
            "GetParameter",
            R"({"Name":")" + name + R"(","WithDecryption":)" + (decrypt ? "true}" : "false}")
        );
    }

    std::string key_;
    aws::Caller ann_{scope_, "arn:aws:iam::123456789012:user/ann", "", {}};
};

TEST_F(RightsToValues, SsmsOwnKeyIsEverybodys) {
    EXPECT_NE(get("/own", true).find(R"("Value":"v")"), std::string::npos);
}

TEST_F(RightsToValues, OthersAreAskedFor) {
    EXPECT_TRUE(get("/key", false).starts_with("{"));
    const std::string denied = get("/key", true);
    EXPECT_TRUE(denied.starts_with("AccessDeniedException: ")) << denied;
    EXPECT_NE(denied.find("kms:Decrypt on resource: " + key_), std::string::npos) << denied;
    EXPECT_TRUE(ask(ann_, "ssm", "GetParametersByPath", R"({"Path":"/","WithDecryption":true})")
                    .starts_with("AccessDeniedException: "));
    const std::string put =
        R"({"Name":"/new","Type":"SecureString","Value":"v","KeyId":")" + key_ + "\"}";
    EXPECT_NE(ask(ann_, "ssm", "PutParameter", put).find("kms:Encrypt"), std::string::npos);
    allow("kms:*");
    EXPECT_NE(get("/key", true).find(R"("Value":"v")"), std::string::npos);
    EXPECT_TRUE(ask(ann_, "ssm", "PutParameter", put).starts_with("{"));
}

/// The second page has no version that is sealed under the key.
TEST_F(RightsToValues, OnlyThePagesKeysAreAskedFor) {
    for (const char* const value : {"w", "x"}) {
        put("/key", value);
    }
    const std::string page = R"({"Name":"/key","WithDecryption":true,"MaxResults":1)";
    const std::string denied = ask(ann_, "ssm", "GetParameterHistory", page + "}");
    EXPECT_NE(denied.find("kms:Decrypt on resource: " + key_), std::string::npos) << denied;
    const std::string first = run("GetParameterHistory", page + "}");
    const std::string before = R"("NextToken":")";
    std::string token = first.substr(first.find(before) + before.size());
    token.resize(token.find('"'));
    const std::string second =
        ask(ann_, "ssm", "GetParameterHistory", page + R"(,"NextToken":")" + token + "\"}");
    EXPECT_NE(second.find(R"("Value":"w")"), std::string::npos) << second;
}

TEST_F(RightsToValues, HistoryIsFoundByArn) {
    const auto row = world_.registry().find_row("arn:aws:ssm:us-east-1:123456789012:parameter/own");
    ASSERT_TRUE(row);
    EXPECT_EQ(row->table, "ssm.parameters");
    EXPECT_TRUE(rows().parameters.find(row->key));
    EXPECT_FALSE(world_.registry().find_row("arn:aws:ssm:us-east-1::parameter/aws/service/x"));
}

}  // namespace
}  // namespace gantry::ssm
