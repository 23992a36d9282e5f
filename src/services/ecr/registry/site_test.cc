// The registry's API as a client of HTTP sees it, with a store in memory.
#include "services/ecr/registry/site.h"

#include <gmock/gmock.h>

#include <future>

#include "services/ecr/model/names.h"
#include "services/ecr/model/token.h"
#include "services/ecr/test_support.h"
#include "wire/digest.h"

namespace gantry::ecr {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr std::string_view kOci = "application/vnd.oci.image.manifest.v1+json";

class SiteTest : public testing::Test {
  protected:
    SiteTest() { ecr.ok("CreateRepository", R"({"repositoryName":"shop/web"})"); }

    [[nodiscard]] service::Site& site() { return *ecr.world().registry().get<Instance>().site(); }
    std::string login(const aws::Caller& caller, Seconds lasts = hours(12)) {
        const std::string token = seal_token(
            ecr.world().settings.secret, "0123456789abcdef", caller, ecr.world().loop.now() + lasts
        );
        return "Basic " + wire::to_base64("AWS:" + token);
    }
    net::HttpRequest request(std::string method, std::string target) {
        net::HttpRequest request{.method = std::move(method), .target = std::move(target)};
        request.headers.add("Authorization", login(ecr.root));
        return request;
    }
    net::HttpResponse ask(net::HttpRequest request, std::string_view body = {}) {
        if (!body.empty()) request.headers.add("Content-Length", std::to_string(body.size()));
        EXPECT_TRUE(site().claims(request));
        net::HeadVerdict verdict = site().on_head(request);
        if (auto* refused = std::get_if<net::HttpResponse>(&verdict)) return *refused;
        auto* taken = std::get_if<net::TakeBody>(&verdict);
        request.note = taken != nullptr ? taken->note : std::get<net::ReadBody>(verdict).note;
        const auto answer = std::make_shared<std::promise<net::HttpResponse>>();
        auto future = answer->get_future();
        read = false;
        if (taken != nullptr) {
            EXPECT_FALSE(taken->sink->on_begin([this] { read = true; }));
        }
        site().on_request(request, [answer](net::HttpResponse response) {
            answer->set_value(std::move(response));
        });
        ecr.world().loop.run_until_idle();
        if (read) {
            taken->sink->on_bytes(body);
            taken->sink->on_end({});
            ecr.world().loop.run_until_idle();
        }
        if (future.wait_for(std::chrono::seconds{20}) != std::future_status::ready) {
            ADD_FAILURE() << "no answer";
            return {.status = 0};
        }
        return future.get();
    }
    net::HttpResponse get(std::string target) { return ask(request("GET", std::move(target))); }
    net::HttpResponse push(const std::string& reference, const std::string& text) {
        net::HttpRequest pushed = request("PUT", "/v2/shop/web/manifests/" + reference);
        pushed.headers.add("Content-Type", std::string(kOci));
        return ask(std::move(pushed), text);
    }

    EcrWorld ecr;
    bool read = false;  ///< the last body was wanted
};

TEST_F(SiteTest, WantsALogin) {
    net::HttpRequest nobody{.method = "GET", .target = "/v2/"};
    const net::HttpResponse asked = ask(nobody);
    EXPECT_EQ(asked.status, 401);
    EXPECT_EQ(
        *asked.headers.find("www-authenticate"),
        "Basic realm=\"Gantry\",service=\"ecr.amazonaws.com\""
    );
    EXPECT_EQ(*asked.headers.find("docker-distribution-api-version"), "registry/2.0");
    nobody.headers.add("Authorization", "Basic " + wire::to_base64("AWS:made-up"));
    EXPECT_EQ(ask(nobody).status, 401);
    net::HttpRequest late{.method = "GET", .target = "/v2/"};
    late.headers.add("Authorization", login(ecr.root, Seconds{-1}));
    EXPECT_EQ(ask(late).status, 401);
    EXPECT_EQ(get("/v2/").status, 200);
    EXPECT_EQ(get("/v2").body, "{}");
}

TEST_F(SiteTest, OnlyRepositoriesThatThereAre) {
    const net::HttpResponse missing = get("/v2/shop/none/tags/list");
    EXPECT_EQ(missing.status, 404);
    EXPECT_EQ(
        missing.body,
        R"({"errors":[{"code":"NAME_UNKNOWN","message":"The repository with name 'shop/none' does )"
        R"(not exist in the registry with id '123456789012'"}]})"
        "\n"
    );
    EXPECT_EQ(get("/v2/shop/../web/tags/list").status, 400);
    EXPECT_EQ(get("/v2/_catalog").status, 400);
    EXPECT_EQ(get("/v2/shop/web/referrers/" + digest_of("x")).status, 404);
    EXPECT_EQ(ask(request("DELETE", "/v2/shop/web/manifests/v1")).status, 400);
    EXPECT_THAT(get("/v2/shop/web").body, HasSubstr("UNSUPPORTED"));
}

TEST_F(SiteTest, MakesRepositoriesOnPushWhereATemplateSaysSo) {
    ecr.ok(
        "CreateRepositoryCreationTemplate", R"({"prefix":"new","appliedFor":["CREATE_ON_PUSH"]})"
    );
    ecr.run_in(ecr.root, "iam", "CreateUser", R"({"UserName":"ann"})");
    const auto put_to = [this](const aws::Caller& caller, const std::string& repository) {
        net::HttpRequest pushed{.method = "PUT", .target = "/v2/" + repository + "/manifests/v1"};
        pushed.headers.add("Authorization", login(caller));
        pushed.headers.add("Content-Type", std::string(kOci));
        return ask(std::move(pushed), image_manifest("1")).status;
    };
    const aws::Caller ann{ecr.scope, "arn:aws:iam::123456789012:user/ann", "", {}};
    ecr.run_in(
        ecr.root,
        "iam",
        "PutUserPolicy",
        R"({"UserName":"ann","PolicyName":"p","PolicyDocument":)" +
            quoted(R"({"Version":"2012-10-17","Statement":)"
                   R"({"Effect":"Allow","Action":"ecr:PutImage","Resource":"*"}})") +
            "}"
    );
    EXPECT_EQ(get("/v2/new/web/tags/list").status, 404);
    EXPECT_EQ(put_to(ann, "new/web"), 403);
    EXPECT_EQ(put_to(ecr.root, "other/web"), 404);
    EXPECT_EQ(put_to(ecr.root, "new/web"), 201);
    EXPECT_EQ(put_to(ann, "new/web"), 201);
    EXPECT_EQ(get("/v2/new/web/tags/list").status, 200);
}

TEST_F(SiteTest, PushesAndPulls) {
    const std::string text = image_manifest("12");
    const std::string digest = digest_of(text);
    EXPECT_EQ(get("/v2/shop/web/manifests/v1").status, 404);
    const net::HttpResponse pushed = push("v1", text);
    ASSERT_EQ(pushed.status, 201) << pushed.body;
    EXPECT_EQ(*pushed.headers.find("docker-content-digest"), digest);
    EXPECT_EQ(*pushed.headers.find("location"), "/v2/shop/web/manifests/" + digest);
    EXPECT_EQ(ecr.store->manifests.begin()->second, text);
    for (const std::string& reference : {std::string("v1"), digest}) {
        const net::HttpResponse pulled = get("/v2/shop/web/manifests/" + reference);
        EXPECT_EQ(pulled.status, 200);
        EXPECT_EQ(pulled.body, text);
        EXPECT_EQ(*pulled.headers.find("content-type"), kOci);
        EXPECT_EQ(*pulled.headers.find("docker-content-digest"), digest);
    }
    const std::string key = member_key(repository_key(ecr.scope, "shop/web"), digest);
    EXPECT_TRUE(ecr.rows().images.find(key)->pulled);
    EXPECT_EQ(push("v1", text).status, 201);  // again
    EXPECT_EQ(push(digest, text).status, 201);
}

TEST_F(SiteTest, WhatCannotBePushed) {
    const std::string text = image_manifest("1");
    EXPECT_THAT(push(digest_of("another"), text).body, HasSubstr("DIGEST_INVALID"));
    EXPECT_THAT(push("v1", "{}").body, HasSubstr("MANIFEST_INVALID"));
    EXPECT_THAT(push("v1", "").body, HasSubstr("MANIFEST_INVALID"));
    EXPECT_EQ(push("v1", std::string((4U << 20U) + 1, 'x')).status, 413);
    ecr.store->asks_for_blobs = true;
    EXPECT_THAT(push("v1", text).body, HasSubstr("MANIFEST_BLOB_UNKNOWN"));
    ecr.store->away = true;
    EXPECT_EQ(push("v1", text).status, 503);
    EXPECT_EQ(get("/v2/shop/web/manifests/v1").status, 404);
}

TEST_F(SiteTest, ImmutableTagsStay) {
    ecr.ok(
        "CreateRepository", R"({"repositoryName":"shop/fixed","imageTagMutability":"IMMUTABLE"})"
    );
    const auto put = [&](const std::string& text) {
        return ask(request("PUT", "/v2/shop/fixed/manifests/v1"), text);
    };
    EXPECT_EQ(put(image_manifest("1")).status, 201);
    const net::HttpResponse refused = put(image_manifest("2"));
    EXPECT_EQ(refused.status, 400);
    EXPECT_THAT(refused.body, HasSubstr("TAG_INVALID"));
    EXPECT_THAT(refused.body, HasSubstr("immutable"));
}

TEST_F(SiteTest, ListsTags) {
    EXPECT_EQ(get("/v2/shop/web/tags/list").body, "{\"name\":\"shop/web\",\"tags\":[]}\n");
    for (const char* tag : {"c", "a", "b"}) push(tag, image_manifest("1"));
    EXPECT_EQ(
        get("/v2/shop/web/tags/list").body, "{\"name\":\"shop/web\",\"tags\":[\"a\",\"b\",\"c\"]}\n"
    );
    const net::HttpResponse first = get("/v2/shop/web/tags/list?n=2");
    EXPECT_THAT(first.body, HasSubstr("[\"a\",\"b\"]"));
    EXPECT_EQ(*first.headers.find("link"), "</v2/shop/web/tags/list?n=2&last=b>; rel=\"next\"");
    const net::HttpResponse rest = get("/v2/shop/web/tags/list?n=2&last=b");
    EXPECT_THAT(rest.body, HasSubstr("[\"c\"]"));
    EXPECT_EQ(rest.headers.find("link"), nullptr);
}

TEST_F(SiteTest, AsksThePolicies) {
    ecr.run_in(ecr.root, "iam", "CreateUser", R"({"UserName":"ann"})");
    aws::Caller ann = ecr.root;
    ann.principal = "arn:aws:iam::123456789012:user/ann";
    net::HttpRequest put{.method = "PUT", .target = "/v2/shop/web/manifests/v1"};
    put.headers.add("Authorization", login(ann));
    const net::HttpResponse denied = ask(put, image_manifest("1"));
    EXPECT_EQ(denied.status, 403);
    EXPECT_FALSE(read);
    EXPECT_THAT(denied.body, HasSubstr("DENIED"));
    EXPECT_THAT(denied.body, HasSubstr("ecr:PutImage"));
    EXPECT_THAT(denied.body, HasSubstr("arn:aws:ecr:us-east-1:123456789012:repository/shop/web"));
    net::HttpRequest ping{.method = "GET", .target = "/v2/"};
    ping.headers.add("Authorization", login(ann));
    EXPECT_EQ(ask(ping).status, 200);
}

TEST_F(SiteTest, LayersNeedARegistry) {
    const net::HttpResponse away = ask(request("POST", "/v2/shop/web/blobs/uploads/"));
    EXPECT_EQ(away.status, 503);
    EXPECT_THAT(away.body, StartsWith(R"({"errors":[{"code":"UNAVAILABLE")"));
    const std::string target =
        "/v2/shop/web/blobs/uploads/e0f109c3-be4f-43bc-baa9-74c317355887?_state=x";
    EXPECT_EQ(ask(request("PATCH", target), "layer").status, 503);
    EXPECT_FALSE(read);
}

}  // namespace
}  // namespace gantry::ecr
