#include "wire/sigv4.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wire/digest.h"

namespace gantry::wire {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

const Credentials kExample{"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", ""};
const SigningScope kExampleScope{"us-east-1", "service"};
const SigningScope kEcs{"eu-central-1", "ecs"};

SysTime at(std::string_view amz_date) {
    SysTime time{};
    EXPECT_TRUE(parse_amz_date(amz_date, time)) << amz_date;
    return time;
}
const SysTime kNow = at("20150830T123600Z");

// A request that owns its texts.
struct Request {
    std::string method = "POST";
    std::string target = "/";
    std::vector<HeaderField> headers{{"Host", "ecs.example.com:4566"}};
    std::string body = "{}";

    HttpView view() const { return {method, target, headers, body}; }
    void sign(const Credentials& credentials, const SigningScope& scope, SysTime now) {
        for (auto& field : sign_request(view(), credentials, scope, now)) {
            headers.push_back(std::move(field));
        }
    }
    std::string& header(std::string_view name) {
        for (auto& [key, value] : headers) {
            if (key == name) return value;
        }
        ADD_FAILURE() << "no header " << name;
        return headers.emplace_back(name, "").second;
    }
};

KeyLookup example_keys(std::optional<SysTime> expires = {}) {
    return [expires](std::string_view id, std::string_view token) -> std::optional<SigningKey> {
        if (id != kExample.access_key_id || (!token.empty() && token != "a token")) return {};
        return SigningKey{kExample.secret_access_key, expires};
    };
}

Error refused(const Request& request, SysTime now = kNow, const SigningScope& scope = kEcs) {
    const auto result = verify_signature(request.view(), scope, example_keys(), now);
    EXPECT_FALSE(result.has_value());
    return result ? Error{} : result.error();
}

bool accepted(const Request& request, SysTime now = kNow, const SigningScope& scope = kEcs) {
    const auto result = verify_signature(request.view(), scope, example_keys(), now);
    if (!result) ADD_FAILURE() << result.error().code << ": " << result.error().message;
    return result.has_value();
}

Request signed_request() {
    Request request;
    request.headers.emplace_back("Content-Type", "application/x-amz-json-1.1");
    request.headers.emplace_back("X-Amz-Target", "AmazonEC2ContainerServiceV20141113.RunTask");
    request.body = R"({"taskDefinition":"web"})";
    request.sign(kExample, kEcs, kNow);
    return request;
}

// Examples that AWS publishes: the signature test suite, and ListUsers of the IAM User Guide.

struct Example {
    std::string method;
    std::string target;
    std::vector<HeaderField> headers;
    std::string body;
    std::string signed_headers;
    std::string signature;
    std::string host = "example.amazonaws.com";
    std::string service = "service";
};

class PublishedExample : public testing::TestWithParam<Example> {};

TEST_P(PublishedExample, is_accepted) {
    const Example& example = GetParam();
    Request request{
        example.method,
        example.target,
        {{"Host", example.host}, {"X-Amz-Date", "20150830T123600Z"}},
        example.body
    };
    request.headers.insert(request.headers.end(), example.headers.begin(), example.headers.end());
    request.headers.emplace_back(
        "Authorization",
        fmt::format(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/{}/aws4_request, "
            "SignedHeaders={}, Signature={}",
            example.service,
            example.signed_headers,
            example.signature
        )
    );
    EXPECT_TRUE(accepted(request, kNow, {"us-east-1", example.service}));
}

INSTANTIATE_TEST_SUITE_P(
    Sigv4,
    PublishedExample,
    testing::Values(
        Example{
            "GET",
            "/",
            {},
            "",
            "host;x-amz-date",
            "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
        },
        Example{
            "POST",
            "/",
            {},
            "",
            "host;x-amz-date",
            "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"
        },
        Example{
            "GET",
            "/?Param2=value2&Param1=value1",
            {},
            "",
            "host;x-amz-date",
            "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"
        },
        Example{
            "GET",
            "/?\u1234=bar",
            {},
            "",
            "host;x-amz-date",
            "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04"
        },
        Example{
            "GET",
            "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
            {},
            "",
            "host;x-amz-date",
            "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f"
        },
        Example{
            "GET",
            "/",
            {{"My-Header1", " value1"}, {"My-Header2", " \"a   b   c\""}},
            "",
            "host;my-header1;my-header2;x-amz-date",
            "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"
        },
        Example{
            "POST",
            "/",
            {{"Content-Type", "application/x-www-form-urlencoded"}},
            "Param1=value1",
            "content-type;host;x-amz-date",
            "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"
        },
        Example{
            "GET",
            "/?Action=ListUsers&Version=2010-05-08",
            {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}},
            "",
            "content-type;host;x-amz-date",
            "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
            "iam.amazonaws.com",
            "iam"
        }
    )
);

TEST(Sigv4, signs_the_published_example) {
    Request request{"GET", "/", {{"Host", "example.amazonaws.com"}}, ""};
    request.sign(kExample, kExampleScope, kNow);
    EXPECT_EQ(
        request.header("Authorization"),
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
        "SignedHeaders=host;x-amz-date, "
        "Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
    );
}

TEST(Sigv4, accepts_what_it_signs) {
    const auto result = verify_signature(signed_request().view(), kEcs, example_keys(), kNow);
    ASSERT_TRUE(result.has_value()) << result.error().message;
    EXPECT_EQ(result->access_key_id, "AKIDEXAMPLE");
    EXPECT_EQ(result->region, "eu-central-1");
    EXPECT_FALSE(result->presigned);
}

TEST(Sigv4, accepts_the_queries_of_websocket_upgrades) {
    Request request{
        "GET",
        "/ws?dockerVersion=DockerVersion%3A+20.10.24&clusterArn=arn%3Aaws%3Aecs&seqNum=1&empty=&x",
        {{"Host", "127.0.0.1:4566"}},
        ""
    };
    request.sign(kExample, kEcs, kNow);
    EXPECT_TRUE(accepted(request));
    request.target[5] = 'D';
    EXPECT_EQ(refused(request).code, "InvalidSignatureException");
}

TEST(Sigv4, accepts_any_region_where_none_is_expected) {
    EXPECT_TRUE(accepted(signed_request(), kNow, {"", "ecs"}));
}

// Tampering

TEST(Sigv4, refuses_any_change_to_what_is_signed) {
    const std::vector<std::function<void(Request&)>> changes{
        [](Request& request) { request.method = "GET"; },
        [](Request& request) { request.target = "/x"; },
        [](Request& request) { request.target = "/?a=b"; },
        [](Request& request) { request.body += ' '; },
        [](Request& request) { request.body.clear(); },
        [](Request& request) { request.header("Host") = "other"; },
        [](Request& request) { request.header("Content-Type") = "text/plain"; },
        [](Request& request) { request.header("X-Amz-Target") += "x"; },
        [](Request& request) { request.header("X-Amz-Date") = "20150830T123601Z"; },
        [](Request& request) { request.headers.emplace_back("X-Amz-Target", "again"); },
        [](Request& request) { request.headers.emplace_back("x-amz-extra", "1"); },
        [](Request& request) { request.header("Authorization").back() ^= 1; },
        [](Request& request) { request.header("Authorization").pop_back(); },
    };
    for (std::size_t i = 0; i < changes.size(); ++i) {
        Request request = signed_request();
        changes[i](request);
        EXPECT_EQ(refused(request).code, "InvalidSignatureException") << i;
    }
}

TEST(Sigv4, allows_headers_that_nobody_signed) {
    Request request = signed_request();
    request.headers.emplace_back("User-Agent", "x");
    request.headers.emplace_back("X-Amzn-Trace-Id", "Root=1");
    request.header("Content-Type") += "  ";
    EXPECT_TRUE(accepted(request));
}

TEST(Sigv4, wants_the_host_signed) {
    Request request = signed_request();
    std::string& authorization = request.header("Authorization");
    authorization.replace(authorization.find("host;"), 5, "");
    EXPECT_THAT(refused(request).message, StartsWith("'Host' or ':authority' must be"));
}

TEST(Sigv4, wants_a_stated_body_hash_to_be_true) {
    for (const std::string_view stated :
         {"UNSIGNED-PAYLOAD", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"}) {
        Request request;
        request.headers.emplace_back("X-Amz-Content-Sha256", stated);
        request.sign(kExample, kEcs, kNow);
        EXPECT_EQ(refused(request).code, "InvalidSignatureException");
    }
    Request request;
    request.headers.emplace_back("X-Amz-Content-Sha256", to_hex(sha256(request.body)));
    request.sign(kExample, kEcs, kNow);
    EXPECT_TRUE(accepted(request));
}

TEST(Sigv4, JudgesTheHeadBeforeTheBodyComes) {
    const auto head_of = [](const Request& request, const SigningScope& scope = kEcs) {
        HttpView view = request.view();
        view.body = "something else";
        return verify_head(view, scope, example_keys(), kNow);
    };
    const Request unstated = signed_request();
    const auto head = head_of(unstated);
    ASSERT_TRUE(head.has_value());
    EXPECT_EQ(head->payload, Payload::Unstated);
    EXPECT_TRUE(verify_body(unstated.body, *head, example_keys()).has_value());
    EXPECT_FALSE(verify_body(unstated.body + " ", *head, example_keys()).has_value());
    const auto gone = [](std::string_view, std::string_view) { return std::nullopt; };
    EXPECT_EQ(verify_body(unstated.body, *head, gone).error().code, "UnrecognizedClientException");
    EXPECT_EQ(head_of(Request{}).error().code, "MissingAuthenticationTokenException");
    EXPECT_EQ(head_of(unstated, {"", "iam"}).error().code, "InvalidSignatureException");
    EXPECT_TRUE(head_of(unstated, {"", ""}).has_value()) << "any service";
    Request unknown;
    unknown.sign({"AKIDOTHER", kExample.secret_access_key, ""}, kEcs, kNow);
    EXPECT_EQ(head_of(unknown).error().code, "UnrecognizedClientException");
}

TEST(Sigv4, AStatedBodyHashProvesTheSignatureByTheHeadAlone) {
    Request request;
    request.headers.emplace_back("X-Amz-Content-Sha256", to_hex(sha256(request.body)));
    request.sign(kExample, kEcs, kNow);
    HttpView headless = request.view();
    headless.body = {};
    const auto head = verify_head(headless, kEcs, example_keys(), kNow);
    ASSERT_TRUE(head.has_value());
    EXPECT_TRUE(verify_body(request.body, *head, example_keys()).has_value());
    EXPECT_EQ(verify_body("", *head, example_keys()).error().code, "InvalidSignatureException");
    Request guessed;
    guessed.headers.emplace_back("X-Amz-Content-Sha256", to_hex(sha256(guessed.body)));
    guessed.sign({"AKIDEXAMPLE", "guessed", ""}, kEcs, kNow);
    HttpView view = guessed.view();
    view.body = {};
    EXPECT_EQ(
        verify_head(view, kEcs, example_keys(), kNow).error().code, "InvalidSignatureException"
    );
}

// Keys

TEST(Sigv4, refuses_unknown_keys_and_wrong_secrets) {
    Request unknown;
    unknown.sign({"AKIDOTHER", kExample.secret_access_key, ""}, kEcs, kNow);
    EXPECT_EQ(refused(unknown).code, "UnrecognizedClientException");
    Request wrong;
    wrong.sign({"AKIDEXAMPLE", "guessed", ""}, kEcs, kNow);
    EXPECT_EQ(refused(wrong).code, "InvalidSignatureException");
}

TEST(Sigv4, checks_session_tokens_and_their_end) {
    Request request;
    request.sign({"AKIDEXAMPLE", kExample.secret_access_key, "a token"}, kEcs, kNow);
    const auto result = verify_signature(request.view(), kEcs, example_keys(), kNow);
    ASSERT_TRUE(result.has_value());
    EXPECT_EQ(result->session_token, "a token");
    const auto expired = verify_signature(request.view(), kEcs, example_keys(kNow), kNow);
    ASSERT_FALSE(expired.has_value());
    EXPECT_EQ(expired.error().code, "ExpiredTokenException");
    request.header("X-Amz-Security-Token") = "another token";
    EXPECT_EQ(refused(request).code, "UnrecognizedClientException");
}

// Scope and time

TEST(Sigv4, refuses_other_scopes_in_awss_words) {
    EXPECT_EQ(
        refused(signed_request(), kNow, {"us-east-1", "ecs"}).message,
        "Credential should be scoped to a valid region. "
    );
    EXPECT_EQ(
        refused(signed_request(), kNow, {"eu-central-1", "sts"}).message,
        "Credential should be scoped to correct service: 'sts'. "
    );
    Request request = signed_request();
    std::string& authorization = request.header("Authorization");
    authorization.replace(authorization.find("/20150830/"), 10, "/20150829/");
    EXPECT_THAT(refused(request).message, HasSubstr("'20150829' != '20150830'"));
}

TEST(Sigv4, allows_five_minutes_either_way) {
    const Request request = signed_request();
    EXPECT_TRUE(accepted(request, kNow + minutes{5}));
    EXPECT_TRUE(accepted(request, kNow - minutes{5}));
    EXPECT_EQ(
        refused(request, kNow + minutes{5} + Seconds{1}).message,
        "Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z "
        "(20150830T124101Z - 5 min.)"
    );
    EXPECT_EQ(
        refused(request, kNow - minutes{5} - Seconds{1}).message,
        "Signature not yet current: 20150830T123600Z is still later than 20150830T123559Z "
        "(20150830T123059Z + 5 min.)"
    );
}

TEST(Sigv4, takes_the_date_header_where_there_is_no_other) {
    Request request{"GET", "/", {{"Host", "h"}, {"Date", "Sun, 30 Aug 2015 12:36:00 GMT"}}, ""};
    // sign_request always adds X-Amz-Date; the signature of this one is checked for being read at
    // all, which the mismatch shows.
    request.headers.emplace_back(
        "Authorization",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/eu-central-1/ecs/aws4_request, "
        "SignedHeaders=date;host, Signature=00"
    );
    EXPECT_THAT(refused(request).message, StartsWith("The request signature we calculated"));
    request.header("Date") = "yesterday";
    EXPECT_EQ(refused(request).code, "IncompleteSignatureException");
}

// Incomplete signatures

TEST(Sigv4, says_which_part_is_missing) {
    EXPECT_EQ(refused(Request{}).code, "MissingAuthenticationTokenException");
    const auto with = [](std::string authorization, bool dated = true) {
        Request request;
        if (dated) request.headers.emplace_back("X-Amz-Date", "20150830T123600Z");
        request.headers.emplace_back("Authorization", std::move(authorization));
        return refused(request);
    };
    for (const std::string_view text : {"Basic abc", "AWS4-ECDSA-P256-SHA256 x", "AWS4"}) {
        EXPECT_THAT(with(std::string(text)).message, StartsWith("Unsupported AWS 'algorithm'"));
    }
    EXPECT_EQ(
        with("AWS4-HMAC-SHA256").message,
        "Authorization header requires 'Credential' parameter. Authorization header requires "
        "'Signature' parameter. Authorization header requires 'SignedHeaders' parameter."
    );
    const std::string complete =
        "AWS4-HMAC-SHA256 Credential=a/20150830/r/ecs/aws4_request,SignedHeaders=host,Signature=0";
    EXPECT_THAT(with(complete, false).message, HasSubstr("'X-Amz-Date' or a 'Date' header"));
    EXPECT_THAT(
        with("AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=0").message,
        StartsWith("Credential must have exactly 5 slash-delimited elements")
    );
    // Each is signed as often as it is named: a small head would be a large text.
    EXPECT_EQ(
        with("AWS4-HMAC-SHA256 Credential=a/20150830/r/ecs/aws4_request,"
             "SignedHeaders=host;x-amz-date;host,Signature=0")
            .message,
        "SignedHeaders names 'host' more than once."
    );
}

// Presigned requests

Request presigned(Seconds valid_for, const Credentials& credentials = kExample) {
    Request request{"GET", "/?Action=GetCallerIdentity&Version=2011-06-15", {{"Host", "h"}}, ""};
    request.target = presign_target(request.view(), credentials, kEcs, kNow, valid_for);
    return request;
}

TEST(Sigv4, accepts_presigned_requests_until_they_end) {
    const Request request = presigned(Seconds{60});
    const auto result = verify_signature(request.view(), kEcs, example_keys(), kNow);
    ASSERT_TRUE(result.has_value()) << result.error().message;
    EXPECT_TRUE(result->presigned);
    EXPECT_TRUE(accepted(request, kNow + Seconds{60}));
    EXPECT_TRUE(accepted(request, kNow - minutes{5}));
    EXPECT_THAT(refused(request, kNow + Seconds{61}).message, StartsWith("Signature expired"));
    EXPECT_THAT(refused(request, kNow - minutes{6}).message, StartsWith("Signature not yet"));
    EXPECT_TRUE(accepted(presigned(hours{24 * 7}), kNow + hours{24 * 7}));
}

TEST(Sigv4, signs_the_token_of_presigned_requests) {
    const Credentials temporary{"AKIDEXAMPLE", kExample.secret_access_key, "a token"};
    EXPECT_TRUE(accepted(presigned(Seconds{60}, temporary)));
    Request request = presigned(Seconds{60});
    request.target += "&X-Amz-Security-Token=a%20token";
    EXPECT_EQ(refused(request).code, "InvalidSignatureException");
}

TEST(Sigv4, ReadsTheTokenOfPresignedRequestsFromAHeaderToo) {
    Request request = presigned(Seconds{60});
    request.headers.emplace_back("X-Amz-Security-Token", "another token");
    const std::string_view names = "SignedHeaders=host";
    request.target.replace(
        request.target.find(names), names.size(), "SignedHeaders=host%3Bx-amz-security-token"
    );
    EXPECT_EQ(refused(request).code, "UnrecognizedClientException");
}

TEST(Sigv4, refuses_presigned_requests_that_were_changed) {
    const std::vector<std::pair<std::string, std::string>> changes{
        {"GetCallerIdentity", "GetSessionToken"},
        {"Expires=60", "Expires=61"},
        {"123600Z", "123601Z"},
        {"X-Amz-Signature=", "X-Amz-Signature=0"},
        {"eu-central-1", "eu-central-2"},
    };
    for (const auto& [from, to] : changes) {
        Request request = presigned(Seconds{60});
        request.target.replace(request.target.find(from), from.size(), to);
        EXPECT_EQ(refused(request).code, "InvalidSignatureException") << to;
    }
    for (const std::string_view expires : {"0", "604801", "-1", "x", ""}) {
        Request request = presigned(Seconds{60});
        request.target.replace(
            request.target.find("Expires=60"), 10, fmt::format("Expires={}", expires)
        );
        EXPECT_EQ(refused(request).code, "IncompleteSignatureException") << expires;
    }
}

// Claims

TEST(Sigv4, reads_the_claim_of_anybody) {
    const auto claimed = read_claimed_signature(signed_request().view());
    ASSERT_TRUE(claimed.has_value());
    EXPECT_EQ(claimed->access_key_id, "AKIDEXAMPLE");
    EXPECT_EQ(claimed->region, "eu-central-1");
    EXPECT_EQ(claimed->service, "ecs");
    EXPECT_TRUE(read_claimed_signature(presigned(Seconds{60}).view()).has_value());
    EXPECT_FALSE(read_claimed_signature(Request{}.view()).has_value());
    Request careless;
    careless.headers.emplace_back("Authorization", "Credential=123456789012/1/us-west-2/ecs/x");
    EXPECT_EQ(read_claimed_signature(careless.view())->region, "us-west-2");
}

}  // namespace
}  // namespace gantry::wire
