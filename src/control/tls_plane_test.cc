// A control plane that speaks TLS, over real sockets.
#include <fstream>

#include "control/plane_fixture.h"
#include "net/tls.h"

namespace gantry::control::test {
namespace {

using testing::HasSubstr;

class TlsPlane : public PlaneTest {
  protected:
    void start_with(TlsOptions tls) {
        options.tls = std::move(tls);
        start(AuthMode::Any);
    }
    [[nodiscard]] net::Endpoint endpoint(const std::string& host) const {
        return {.host = host, .port = plane->port(), .tls = true};
    }
    [[nodiscard]] Result<net::HttpResponse> get(
        const net::HttpClientOptions& trust, const std::string& host, const std::string& target
    ) const {
        const auto client = net::make_http_client(trust);
        return net::test::fetch(*client, endpoint(host), page(target));
    }
};

TEST_F(TlsPlane, ClientsThatKnowItsAuthorityAreServedUnderEachOfItsNames) {
    options.host_names = {"gantry.example"};
    start_with({});
    const std::string authority = options.data_dir + "/ca.crt";
    EXPECT_EQ(plane->endpoint(), "https://127.0.0.1:" + std::to_string(plane->port()));
    for (const std::string name :
         {"localhost", "127.0.0.1", "gantry.example", "a.gantry.example"}) {
        const auto answer =
            get({.tls_ca_file = authority, .tls_server_name = name}, "127.0.0.1", "/_gantry/health"
            );
        ASSERT_TRUE(answer) << name << ": " << answer.error().message;
        EXPECT_EQ(answer->status, 200);
    }
    const auto client = net::make_http_client(plane->client_options());
    const auto answer =
        net::test::fetch(*client, endpoint("127.0.0.1"), claimed(call("DiscoverPollEndpoint")));
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_THAT(answer->body, HasSubstr("\"endpoint\":\"" + plane->endpoint() + "\""));
}

TEST_F(TlsPlane, TheAuthorityCanBeAskedForBeforeThereIsTrust) {
    start_with({});
    const auto answer = get({.tls_trusts_anybody = true}, "127.0.0.1", "/_gantry/ca");
    ASSERT_TRUE(answer) << answer.error().message;
    std::ifstream file(options.data_dir + "/ca.crt");
    EXPECT_EQ(answer->body, std::string(std::istreambuf_iterator<char>(file), {}));
}

TEST_F(TlsPlane, StrangersAndOtherAuthoritiesAreNotTrusted) {
    start_with({});
    EXPECT_FALSE(get({}, "127.0.0.1", "/_gantry/health"));
    const std::string other = (directory.path() / "other.crt").string();
    std::ofstream{other} << net::make_authority("other", 1)->certificate;
    const auto answer = get({.tls_ca_file = other}, "127.0.0.1", "/_gantry/health");
    ASSERT_FALSE(answer);
    EXPECT_THAT(answer.error().message, HasSubstr("TLS handshake failed"));
}

TEST_F(TlsPlane, PlainHttpIsToldSoInAwssForm) {
    start_with({});
    const auto answer = send(claimed(call("ListClusters")));
    EXPECT_EQ(answer.status, 400);
    EXPECT_THAT(answer.body, HasSubstr("\"This port speaks HTTPS: use https://\""));
    EXPECT_NE(answer.headers.find("x-amzn-RequestId"), nullptr);
}

TEST_F(TlsPlane, AGivenCertificateIsShownAndItsNameIsTheEndpoints) {
    const auto authority = net::make_authority("corporation", 1);
    const auto own = net::issue_certificate(*authority, {"gantry.example"}, 1);
    const TlsOptions given{
        (directory.path() / "c.pem").string(), (directory.path() / "k.pem").string()
    };
    std::ofstream{given.certificate_file} << own->certificate;
    std::ofstream{given.key_file} << own->key;
    options.host_names = {"gantry.example"};
    start_with(given);
    EXPECT_EQ(plane->endpoint(), "https://gantry.example:" + std::to_string(plane->port()));
    const auto answer = get(plane->client_options(), "127.0.0.1", "/_gantry/health");
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(get(plane->client_options(), "127.0.0.1", "/_gantry/ca")->status, 404);
}

}  // namespace
}  // namespace gantry::control::test
