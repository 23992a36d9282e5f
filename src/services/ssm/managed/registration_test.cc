#include "services/ssm/managed/registration.h"

#include "api/ssm/create_activation_result.h"
#include "api/ssm/describe_activations_result.h"
#include "api/ssm/describe_instance_information_result.h"
#include "services/ssm/api/managed_instances.h"
#include "services/ssm/managed/machine_site.h"
#include "services/ssm/model/names.h"
#include "services/ssm/test_support.h"
#include "wire/error_codec.h"
#include "wire/key_pair.h"

namespace gantry::ssm {
namespace {

class Machines : public SsmTest {
  protected:
    void SetUp() override {
        run_iam(
            "CreateRole",
            R"({"RoleName":"Edge","AssumeRolePolicyDocument":)" +
                quoted(trust_of("ssm.amazonaws.com")) + "}"
        );
    }

    static std::string trust_of(const std::string& service) {
        return R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":")" +
               service + R"("},"Action":"sts:AssumeRole"}]})";
    }
    static std::string quoted(const std::string& text) {
        std::string out;
        wire::append_json_string(out, text);
        return out;
    }
    void run_iam(const std::string& operation, const std::string& body) {
        const auto answer = world_.run_json(caller_, "iam", operation, body);
        ASSERT_TRUE(answer) << answer.error().message;
    }
    api::ssm::CreateActivationResult activate(const std::string& more = "") {
        return run_as<api::ssm::CreateActivationResult>(
            "CreateActivation", R"({"IamRole":"Edge")" + more + "}"
        );
    }

    [[nodiscard]] RegisterMachine message(
        const api::ssm::CreateActivationResult& activation, const wire::KeyPair& key
    ) {
        RegisterMachine asked{
            .activation_id = *activation.activation_id,
            .activation_code = *activation.activation_code,
            .public_key = key.public_key(),
            .facts = {.computer_name = "rack-7"},
            .signed_at = format_iso8601(world_.loop.now()),
        };
        asked.signature = key.sign(asked.text_to_sign());
        return asked;
    }
    AskForCredentials ask(const std::string& id, const wire::KeyPair& key) {
        AskForCredentials asked{.instance_id = id, .signed_at = format_iso8601(world_.loop.now())};
        asked.signature = key.sign(asked.text_to_sign());
        return asked;
    }

    /// What a desk answers, with what it staged committed.
    template <class Asked>
    Result<MachineCredentials> tell(
        const Asked& asked, Result<MachineCredentials> (*how)(const MachineDesk&, const Asked&)
    ) {
        core::Transaction tx;
        auto answer =
            how({rows(), world_.registry(), world_.settings, world_.ids, world_.loop.now(), tx},
                asked);
        if (answer) world_.commit(std::move(tx));
        return answer;
    }
    Result<MachineCredentials> come_in(
        const api::ssm::CreateActivationResult& activation, const wire::KeyPair& key
    ) {
        return tell(message(activation, key), &register_machine);
    }
    static std::string code_of(const Result<MachineCredentials>& answer) {
        return answer ? "let in" : answer.error().code;
    }

    const wire::KeyPair key_ = *wire::KeyPair::from_seed(std::string(32, 'a'));
    const wire::KeyPair other_ = *wire::KeyPair::from_seed(std::string(32, 'b'));
};

TEST_F(Machines, GetSessionsOfTheActivationsRole) {
    const auto activation = activate(R"(,"DefaultInstanceName":"edge")");
    const auto in = come_in(activation, key_);
    ASSERT_TRUE(in) << in.error().message;
    EXPECT_TRUE(in->instance_id.starts_with("mi-"));
    EXPECT_EQ(in->instance_id.size(), 20U);
    EXPECT_EQ(in->region, "us-east-1");
    const auto session = service::read_session_token(world_.settings.secret, in->session_token);
    ASSERT_TRUE(session);
    EXPECT_EQ(session->principal, "arn:aws:sts::123456789012:assumed-role/Edge/" + in->instance_id);
    EXPECT_EQ(session->given_for, managed_instance_arn(scope_, in->instance_id));
    EXPECT_EQ(session->expires, world_.loop.now() + kMachineCredentialsLast);
    const auto shown =
        run_as<api::ssm::DescribeInstanceInformationResult>("DescribeInstanceInformation", "{}");
    ASSERT_EQ(shown.instance_information_list->size(), 1U);
    const auto& one = shown.instance_information_list->front();
    EXPECT_EQ(one.name, "edge");
    EXPECT_EQ(one.computer_name, "rack-7");
    EXPECT_EQ(one.ping_status, api::ssm::PingStatus::Online);
}

TEST_F(Machines, LostAnswersCostNothing) {
    const auto activation = activate();
    const auto first = come_in(activation, key_);
    world_.loop.advance(Seconds{1});
    const auto again = come_in(activation, key_);
    ASSERT_TRUE(first && again);
    EXPECT_EQ(first->instance_id, again->instance_id);
    EXPECT_EQ(rows().managed_instances.rows().size(), 1U);
    EXPECT_EQ(code_of(come_in(activation, other_)), "InvalidActivation") << "it is used up";
    // The activation may be gone by the time of the second try.
    run("DeleteActivation", R"({"ActivationId":")" + *activation.activation_id + "\"}");
    world_.loop.advance(Seconds{1});
    EXPECT_EQ(come_in(activation, key_)->instance_id, first->instance_id);
}

TEST_F(Machines, ComeInByTheCodeOnly) {
    auto activation = activate();
    const auto good = activation;
    activation.activation_code = "AAAAAAAAAAAAAAAAAAAA";
    EXPECT_EQ(code_of(come_in(activation, key_)), "InvalidActivation");
    activation.activation_id = "00000000-0000-4000-8000-000000000000";
    EXPECT_EQ(code_of(come_in(activation, key_)), "InvalidActivation");
    auto forged = message(good, key_);
    forged.public_key = other_.public_key();
    EXPECT_EQ(code_of(tell(forged, &register_machine)), "AccessDeniedException");
    EXPECT_TRUE(rows().managed_instances.rows().empty());
    EXPECT_EQ(rows().activations.rows().begin()->second->registrations, 0);
}

TEST_F(Machines, ComeInBeforeTheActivationExpires) {
    const auto activation = activate();
    world_.loop.advance(hours{24} - minutes{1});
    const auto late = activate();
    EXPECT_TRUE(come_in(activation, key_));
    world_.loop.advance(hours{24});
    EXPECT_EQ(code_of(come_in(late, other_)), "InvalidActivation");
}

TEST_F(Machines, HaveClocksThatAreRight) {
    const auto activation = activate();
    const auto asked = message(activation, key_);
    world_.loop.advance(minutes{16});
    const auto answer = tell(asked, &register_machine);
    ASSERT_FALSE(answer);
    EXPECT_NE(answer.error().message.find("clock says"), std::string::npos);
}

TEST_F(Machines, RenewUntilTheyAreDeregistered) {
    const auto in = come_in(activate(), key_);
    ASSERT_TRUE(in);
    world_.loop.advance(minutes{5});
    EXPECT_TRUE(tell(ask(in->instance_id, key_), &renew_machine));
    EXPECT_EQ(code_of(tell(ask(in->instance_id, other_), &renew_machine)), "AccessDeniedException");
    const auto session = service::read_session_token(world_.settings.secret, in->session_token);
    ASSERT_TRUE(session);
    EXPECT_FALSE(machine_session_has_ended(rows(), *session));
    EXPECT_EQ(
        run("DeregisterManagedInstance", R"({"InstanceId":")" + in->instance_id + "\"}"), "{}"
    );
    EXPECT_EQ(code_of(tell(ask(in->instance_id, key_), &renew_machine)), "InvalidInstanceId");
    EXPECT_TRUE(machine_session_has_ended(rows(), *session)) << "at once";
    EXPECT_NE(
        run("DeregisterManagedInstance", R"({"InstanceId":")" + in->instance_id + "\"}")
            .find("InvalidInstanceId"),
        std::string::npos
    );
}

TEST_F(Machines, ThatAreSilentAreNotOnline) {
    ASSERT_TRUE(come_in(activate(), key_));
    world_.loop.advance(kOnlineFor);
    const auto shown = run_as<api::ssm::DescribeInstanceInformationResult>(
        "DescribeInstanceInformation",
        R"({"Filters":[{"Key":"PingStatus","Values":["ConnectionLost"]}]})"
    );
    EXPECT_EQ(shown.instance_information_list->size(), 1U);
}

TEST_F(Machines, HaveNoSources) {
    ASSERT_TRUE(come_in(activate(), key_));
    for (const char* key : {"SourceIds", "SourceTypes"}) {
        const auto shown = run_as<api::ssm::DescribeInstanceInformationResult>(
            "DescribeInstanceInformation",
            R"({"Filters":[{"Key":")" + std::string(key) + R"(","Values":["AWS::EC2::Instance"]}]})"
        );
        EXPECT_TRUE(shown.instance_information_list->empty()) << key;
    }
}

TEST_F(Machines, ChangeTheirRole) {
    run_iam(
        "CreateRole",
        R"({"RoleName":"Other","AssumeRolePolicyDocument":)" +
            quoted(trust_of("ssm.amazonaws.com")) + "}"
    );
    run_iam(
        "CreateRole",
        R"({"RoleName":"Wrong","AssumeRolePolicyDocument":)" +
            quoted(trust_of("ec2.amazonaws.com")) + "}"
    );
    const auto in = come_in(activate(), key_);
    const std::string id = R"({"InstanceId":")" + in->instance_id + R"(","IamRole":")";
    EXPECT_EQ(run("UpdateManagedInstanceRole", id + "Other\"}"), "{}");
    world_.loop.advance(minutes{1});
    const auto next = tell(ask(in->instance_id, key_), &renew_machine);
    const auto session = service::read_session_token(world_.settings.secret, next->session_token);
    EXPECT_NE(session->principal.find("assumed-role/Other/"), std::string::npos);
    EXPECT_EQ(
        run("UpdateManagedInstanceRole", id + "Wrong\"}"),
        "ValidationException: Nonexistent role or missing ssm service principal in trust policy: "
        "arn:aws:iam::123456789012:role/Wrong"
    );
}

TEST_F(Machines, HaveTags) {
    const auto in = come_in(activate(R"(,"Tags":[{"Key":"site","Value":"north"}])"), key_);
    const std::string named =
        R"({"ResourceType":"ManagedInstance","ResourceId":")" + in->instance_id + "\"";
    EXPECT_NE(run("ListTagsForResource", named + "}").find("north"), std::string::npos);
    EXPECT_EQ(run("AddTagsToResource", named + R"(,"Tags":[{"Key":"rack","Value":"7"}]})"), "{}");
    EXPECT_EQ(run("RemoveTagsFromResource", named + R"(,"TagKeys":["site"]})"), "{}");
    const std::string left = run("ListTagsForResource", named + "}");
    EXPECT_EQ(left.find("north"), std::string::npos);
    EXPECT_NE(left.find("rack"), std::string::npos);
}

/// The site in front of it.
class MachineSiteTest : public Machines {
  protected:
    net::HttpResponse post(std::string_view path, const std::string& body) {
        net::HttpRequest request{.method = "POST", .target = std::string(path)};
        request.headers.add("Content-Type", "application/json");
        request.headers.add("Content-Length", std::to_string(body.size()));
        request.peer = "10.0.0.7:4711";
        service::Site* site = world_.registry().get<Instance>().site();
        EXPECT_TRUE(site->claims(request));
        auto verdict = site->on_head(request);
        if (auto* refusal = std::get_if<net::HttpResponse>(&verdict)) return std::move(*refusal);
        request.body = body;
        net::HttpResponse answer{.status = 0};
        site->on_request(request, [&answer](net::HttpResponse how) { answer = std::move(how); });
        world_.loop.run_until_idle();
        return answer;
    }
};

/// As the machine reads it.
Error error_in(const net::HttpResponse& refusal) {
    return wire::decode_error(refusal.status, refusal.body);
}

TEST_F(MachineSiteTest, TakesWhatWasSignedOnce) {
    const auto activation = activate();
    const std::string registers = wire::encode_json(message(activation, key_));
    const auto in = post(kRegisterPath, registers);
    EXPECT_EQ(in.status, 200) << in.body;
    const auto refuses = [this](std::string_view path, const std::string& heard) {
        const auto replayed = post(path, heard);
        EXPECT_NE(replayed.status, 200);
        EXPECT_NE(replayed.body.find("sign anew"), std::string::npos) << replayed.body;
    };
    refuses(kRegisterPath, registers);
    world_.loop.advance(Seconds{1});
    refuses(kRegisterPath, registers);
    const auto id = wire::decode_json<MachineCredentials>(in.body)->instance_id;
    const std::string asked = wire::encode_json(ask(id, key_));
    EXPECT_EQ(post(kCredentialsPath, asked).status, 200);
    refuses(kCredentialsPath, asked);
    refuses(kRegisterPath, registers);
    EXPECT_EQ(rows().managed_instances.rows().begin()->second->last_signed, world_.loop.now())
        << "it is as durable as the machine";
}

TEST_F(MachineSiteTest, IsBounded) {
    EXPECT_EQ(post(kRegisterPath, "not JSON").status, 400);
    EXPECT_EQ(post(kRegisterPath, std::string(kMaxMachineMessage + 1, ' ')).status, 400);
    EXPECT_FALSE(may_join_later(error_in(post(kRegisterPath, "{}"))));
    int refused = 0;
    for (int i = 0; i < 100; ++i) {
        const auto answer = post(kCredentialsPath, "{}");
        if (answer.body.find("ThrottlingException") == std::string::npos) continue;
        ++refused;
        EXPECT_TRUE(may_join_later(error_in(answer))) << "as the 51st machine of a rack";
    }
    EXPECT_GE(refused, 49);
}

TEST(MayJoinLater, WhatIsTheControlPlanesTroublePasses) {
    for (const int status : {500, 502, 503, 429}) {
        EXPECT_TRUE(may_join_later(wire::decode_error(status, "<html>"))) << status;
    }
    for (const int status : {400, 401, 403, 404}) {
        EXPECT_FALSE(may_join_later(wire::decode_error(status, "<html>"))) << status;
    }
}

}  // namespace
}  // namespace gantry::ssm
