// What policies see of each operation: resources, conditions, and further rights.
#include <set>

#include "services/ssm/test_support.h"

namespace gantry::ssm {
namespace {

std::string shown(const std::vector<service::ConditionValue>& context) {
    std::string text;
    for (const auto& [key, values] : context) {
        text += " " + key + "=";
        for (std::size_t i = 0; i < values.size(); ++i) text += (i > 0 ? "," : "") + values[i];
    }
    return text;
}

/// `parameter/a{tag} key=value…; also ssm:AddTagsToResource …`. What ARNs begin with is left out.
std::string shown(const service::Access& access) {
    std::string text = access.action;
    for (const auto& resource : access.resources) {
        text += (text.empty() ? "" : " ") + resource.arn;
        if (!resource.context.empty()) text += "{" + shown(resource.context).substr(1) + "}";
    }
    text += shown(access.context);
    for (const auto& also : access.also) text += "; also " + shown(also);
    constexpr std::string_view kOwn = "arn:aws:ssm:us-east-1:123456789012:";
    for (auto at = text.find(kOwn); at != std::string::npos; at = text.find(kOwn)) {
        text.erase(at, kOwn.size());
    }
    return text;
}

class AccessOfSsm : public SsmTest {
  protected:
    std::string about(std::string_view operation, std::string_view body) {
        const auto* known = service::find_operation(service(), operation);
        const auto* info = service::find_in_model(service().model(), operation);
        EXPECT_NE(known->describe, nullptr) << operation;
        auto input = info->make_input();
        wire::UnknownEnumValue unknown;
        EXPECT_TRUE(wire::decode_request_into(body, info->input(), input.get(), &unknown));
        const std::string request = "11111111-2222-4333-8444-555555555555";
        service::Call call{
            .caller = caller_,
            .request_id = request,
            .now = world_.loop.now(),
            .ids = world_.ids,
            .settings = world_.settings,
            .services = world_.registry(),
        };
        service::Access access;
        known->describe(world_.registry().get<Instance>(), call, input.get(), access);
        EXPECT_TRUE(call.tx.empty());
        seen_.insert(std::string(operation));
        return shown(access);
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
    {"DeleteParameter", R"({"Name":"/n"})", "parameter/n"},
    {"DeleteParameters", R"({"Names":["/n","w"]})", "parameter/n parameter/w"},
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
    {"GetParametersByPath", R"({"Path":"/app/"})", "parameter/app/ ssm:Recursive=false"},
    {"GetParametersByPath",
     R"({"Path":"/app","Recursive":true,"WithDecryption":true})",
     "parameter/app ssm:Recursive=true"},
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

}  // namespace
}  // namespace gantry::ssm
