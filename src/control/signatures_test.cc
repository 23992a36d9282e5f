// Signatures against the whole control plane, as `gantry server` runs it, over real sockets.
#include "control/plane_fixture.h"
#include "wire/digest.h"

namespace gantry::control::test {
namespace {

using testing::HasSubstr;
using testing::Not;

class Signatures : public PlaneTest {
  protected:
    void SetUp() override { start(AuthMode::Verify); }

    void expect_refused(
        const net::HttpRequest& request, const std::string& code, const std::string& text = ""
    ) const {
        const auto answer = send(request);
        EXPECT_EQ(answer.status, 400) << answer.body;
        EXPECT_THAT(answer.body, HasSubstr("\"" + code + "\""));
        EXPECT_THAT(answer.body, HasSubstr(text));
    }

    const SysTime now = RealClock{}.now();
};

/// One of each kind of request that is to be signed.
std::vector<net::HttpRequest> one_of_each() {
    return {
        call("ListClusters"),
        page("/_gantry/state"),
        upgrade("/ws?containerInstanceArn=x&clusterArn=y")
    };
}

TEST_F(Signatures, TheRightOneIsAccepted) {
    EXPECT_EQ(send(signed_by(call("ListClusters"), root)).status, 200);
    EXPECT_EQ(send(signed_by(page("/_gantry/state"), root)).status, 200);
    // Let in, and then refused by the fleet, which knows no such instance.
    const auto stream = send(signed_by(one_of_each()[2], root));
    EXPECT_THAT(stream.body, Not(HasSubstr("Signature")));
    EXPECT_EQ(send(page("/_gantry/health")).status, 200) << "health is for everybody";
}

TEST_F(Signatures, NoneIsRefused) {
    for (const auto& request : one_of_each()) {
        expect_refused(request, "MissingAuthenticationTokenException");
    }
    net::HttpRequest by_password = page("/_gantry/state");
    by_password.headers.add("Authorization", "Basic YW55OmFueQ==");
    expect_refused(by_password, "IncompleteSignatureException");
    expect_refused(claimed(call("ListClusters")), "IncompleteSignatureException");
}

TEST_F(Signatures, OfAWrongSecretIsRefused) {
    for (const auto& request : one_of_each()) {
        expect_refused(
            signed_by(request, {root.access_key_id, "guessed", ""}), "InvalidSignatureException"
        );
    }
}

TEST_F(Signatures, OfAnUnknownKeyIsRefused) {
    for (const auto& request : one_of_each()) {
        expect_refused(
            signed_by(request, {"AKIAOTHER", root.secret_access_key, ""}),
            "UnrecognizedClientException",
            "The security token included in the request is invalid."
        );
    }
}

TEST_F(Signatures, WithAForeignSessionTokenIsRefused) {
    for (const auto& request : one_of_each()) {
        expect_refused(
            signed_by(request, {root.access_key_id, root.secret_access_key, "a token"}),
            "UnrecognizedClientException"
        );
    }
}

TEST_F(Signatures, StaleOrOfTheFutureIsRefused) {
    for (const auto& request : one_of_each()) {
        expect_refused(
            signed_by(request, root, now - minutes{6}),
            "InvalidSignatureException",
            "Signature expired"
        );
        expect_refused(
            signed_by(request, root, now + minutes{6}),
            "InvalidSignatureException",
            "Signature not yet current"
        );
    }
}

TEST_F(Signatures, ForAnotherServiceIsRefused) {
    expect_refused(
        signed_by(call("ListClusters"), root, now, {"us-east-1", "ec2"}),
        "InvalidSignatureException",
        "Credential should be scoped to correct service: 'ecs'"
    );
    const auto of_ec2 = signed_by(page("/_gantry/state"), root, now, {"us-east-1", "ec2"});
    EXPECT_EQ(send(of_ec2).status, 200) << "pages are no service's";
}

TEST_F(Signatures, ForWhatIsNoRegionIsRefused) {
    for (const char* region : {"US-EAST-1", "us_east_1", "us east", "-", "us--east", "1", "us-"}) {
        expect_refused(
            signed_by(call("ListClusters"), root, now, {region, "ecs"}),
            "InvalidSignatureException",
            "valid region"
        );
    }
    for (const char* region : {"eu-central-1", "us-gov-west-1", "local"}) {
        EXPECT_EQ(send(signed_by(call("ListClusters"), root, now, {region, "ecs"})).status, 200)
            << region;
    }
}

TEST_F(Signatures, OfAnotherRegionIsOfAnotherScope) {
    ASSERT_EQ(
        send(signed_by(call("CreateCluster", R"({"clusterName":"here"})"), root)).status, 200
    );
    const auto there = send(signed_by(call("ListClusters"), root, now, {"eu-west-1", "ecs"}));
    EXPECT_EQ(there.body, R"({"clusterArns":[]})");
}

TEST_F(Signatures, OfAnotherRequestIsRefused) {
    const net::HttpRequest right = signed_by(call("ListClusters"), root);
    net::HttpRequest other_body = right;
    other_body.body = R"({"maxResults":1})";
    expect_refused(other_body, "InvalidSignatureException");
    net::HttpRequest other_target = signed_by(page("/_gantry/state"), root);
    other_target.target = "/_gantry/journal";
    expect_refused(other_target, "InvalidSignatureException");
    net::HttpRequest unsigned_field = right;
    unsigned_field.headers.add("X-Amz-Other", "1");
    expect_refused(unsigned_field, "InvalidSignatureException", "must be a 'SignedHeader'");
    net::HttpRequest other_operation = make_request("POST", "/", {}, right.body);
    for (const auto& [name, value] : right.headers.all()) {
        const bool target = name == "X-Amz-Target";
        other_operation.headers.add(name, target ? std::string(kTarget) + "DeleteCluster" : value);
    }
    expect_refused(other_operation, "InvalidSignatureException");
}

TEST_F(Signatures, StatedHashOfAnotherBodyIsRefused) {
    net::HttpRequest request = call("ListClusters");
    request.headers.add("X-Amz-Content-Sha256", wire::to_hex(wire::sha256(request.body)));
    net::HttpRequest right = signed_by(request, root);
    EXPECT_EQ(send(right).status, 200);
    right.body = R"({"maxResults":1})";
    expect_refused(right, "InvalidSignatureException");
}

// A signature says who sent a request and that nobody changed it; it does not say that it is sent
// once. AWS takes the same bytes again for five minutes, and so does Gantry: client tokens are for
// that.
TEST_F(Signatures, ReplayedWithinFiveMinutesIsAcceptedAndAfterThemNot) {
    const net::HttpRequest mutating = signed_by(
        call(
            "RegisterTaskDefinition",
            R"({"family":"f","containerDefinitions":[{"name":"a","image":"i","memory":64}]})"
        ),
        root,
        now - minutes{4}
    );
    EXPECT_THAT(send(mutating).body, HasSubstr("task-definition/f:1"));
    EXPECT_THAT(send(mutating).body, HasSubstr("task-definition/f:2"));
    expect_refused(
        signed_by(call("ListClusters"), root, now - minutes{5} - Seconds{2}),
        "InvalidSignatureException",
        "Signature expired"
    );
}

TEST_F(Signatures, ARefusedHeadIsAnsweredBeforeItsBodyIsSent) {
    net::HttpRequest request = call("ListClusters");
    request.headers.add("Content-Length", std::to_string(4U << 20U));
    request.body.clear();
    auto socket = connect();
    socket.send(wire_text(request));
    EXPECT_THAT(socket.read_response().body, HasSubstr("MissingAuthenticationTokenException"));
    auto stranger = connect();
    stranger.send(wire_text(signed_by(request, {"AKIAOTHER", "secret", ""})));
    EXPECT_THAT(stranger.read_response().body, HasSubstr("UnrecognizedClientException"));
}

TEST_F(Signatures, AnAbsoluteTargetIsSignedAsItsPath) {
    net::HttpRequest request = signed_by(page("/_gantry/state"), root);
    request.target = "http://127.0.0.1" + request.target;
    EXPECT_EQ(send(request).status, 200);
}

}  // namespace
}  // namespace gantry::control::test
