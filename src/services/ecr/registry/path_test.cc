#include "services/ecr/registry/path.h"

#include <gtest/gtest.h>

#include "services/ecr/registry/answers.h"
#include "services/ecr/registry/handed_on.h"
#include "services/ecr/registry/rights.h"
#include "wire/digest.h"

namespace gantry::ecr {
namespace {

const std::string kDigest = "sha256:" + std::string(64, 'a');
const std::string kId = "e0f109c3-be4f-43bc-baa9-74c317355887";
const std::string kKey = "123456789012/us-east-1/shop/web";

std::string code_of(std::string_view target) {
    const auto path = read_registry_path(target);
    return path ? "fine" : path.error().code;
}

RegistryPath read(std::string_view target) {
    const auto path = read_registry_path(target);
    EXPECT_TRUE(path) << target;
    return path ? *path : RegistryPath{};
}

TEST(RegistryPath, KnowsItsOwn) {
    for (const char* target : {"/v2", "/v2/", "/v2?a", "/v2/x"}) {
        EXPECT_TRUE(is_registry_path(target)) << target;
    }
    for (const char* target : {"", "/", "/v20/", "/v1/", "/V2/", "v2/", "//v2/", "/bucket/v2/"}) {
        EXPECT_FALSE(is_registry_path(target)) << target;
    }
}

TEST(RegistryPath, TakesPlacesApart) {
    EXPECT_EQ(read("/v2/").place, Place::Root);
    EXPECT_EQ(read("/v2?x=y").place, Place::Root);
    EXPECT_EQ(read("/v2/_catalog?n=1").place, Place::Catalog);

    const RegistryPath tags = read("/v2/shop/web/tags/list?n=3&last=v%2B1");
    EXPECT_EQ(tags.place, Place::Tags);
    EXPECT_EQ(tags.name, "shop/web");
    EXPECT_EQ(tags.parameter("n"), "3");
    EXPECT_EQ(tags.parameter("last"), "v+1");
    EXPECT_EQ(tags.parameter("other"), "");

    EXPECT_EQ(read("/v2/ab/manifests/v1.0_x-Y").reference, "v1.0_x-Y");
    EXPECT_EQ(read("/v2/ab/manifests/" + kDigest).place, Place::Manifest);
    EXPECT_EQ(read("/v2/ab/blobs/" + kDigest).place, Place::Blob);
    EXPECT_EQ(read("/v2/ab/blobs/uploads/").place, Place::Uploads);
    EXPECT_EQ(read("/v2/ab/blobs/uploads").place, Place::Uploads);
    EXPECT_EQ(read("/v2/ab/blobs/uploads/" + kId).reference, kId);
    EXPECT_EQ(read("/v2/ab/referrers/" + kDigest).place, Place::Referrers);
    // Names may have such parts, too.
    EXPECT_EQ(read("/v2/blobs/uploads/manifests/v1").name, "blobs/uploads");
    EXPECT_EQ(read("/v2/tags/list/tags/list").name, "tags/list");
}

TEST(RegistryPath, RefusesWhatNoNameMayBe) {
    for (const char* name : {"",    "a",   "..",     "ab/..",   "../ab",     "ab//cd", "/ab",
                             "ab/", "Ab",  "a%62",   "ab%2fcd", "%2e%2e/cd", "ab\\cd", "a b",
                             ".ab", "ab.", "ab/-cd", "_x",      "ab\ncd",    "ab;cd",  "ab:cd"}) {
        const std::string target = std::string("/v2/") + name + "/manifests/v1";
        EXPECT_NE(code_of(target), "fine") << name;
    }
    EXPECT_EQ(code_of("/v2/" + std::string(300, 'a') + "/tags/list"), "NAME_INVALID");
}

TEST(RegistryPath, RefusesWhatNoReferenceMayBe) {
    EXPECT_EQ(code_of("/v2/ab/manifests/"), "TAG_INVALID");
    EXPECT_EQ(code_of("/v2/ab/manifests/.."), "TAG_INVALID");
    EXPECT_EQ(code_of("/v2/ab/manifests/v%31"), "TAG_INVALID");
    EXPECT_EQ(code_of("/v2/ab/manifests/sha512:" + std::string(128, 'a')), "DIGEST_INVALID");
    EXPECT_EQ(code_of("/v2/ab/blobs/sha256:ABC"), "DIGEST_INVALID");
    EXPECT_EQ(code_of("/v2/ab/blobs/.."), "DIGEST_INVALID");
    EXPECT_EQ(code_of("/v2/ab/blobs/uploads/../" + kId), "UNSUPPORTED");
    EXPECT_EQ(code_of("/v2/ab/blobs/uploads/" + std::string(36, '.')), "BLOB_UPLOAD_INVALID");
    EXPECT_EQ(code_of("/v2/ab/blobs/uploads/x"), "BLOB_UPLOAD_INVALID");
    EXPECT_EQ(code_of("/v2/ab"), "UNSUPPORTED");
    EXPECT_EQ(code_of("/v2/ab/manifests"), "UNSUPPORTED");
    EXPECT_EQ(code_of("/v2/manifests/v1"), "NAME_INVALID");
    EXPECT_EQ(code_of("/v2//"), "UNSUPPORTED");
}

TEST(RegistryPath, IsWrittenForTheUpstream) {
    const RegistryPath blob = read("/v2/shop/web/blobs/" + kDigest + "?ns=x");
    EXPECT_EQ(upstream_target(blob, kKey), "/v2/" + kKey + "/blobs/" + kDigest);

    const RegistryPath upload =
        read("/v2/shop/web/blobs/uploads/" + kId + "?_state=a%3D%26&digest=" + kDigest + "&x=y");
    EXPECT_EQ(
        upstream_target(upload, kKey),
        "/v2/" + kKey + "/blobs/uploads/" + kId + "?_state=a%3D%26&digest=sha256%3A" +
            std::string(64, 'a')
    );

    const RegistryPath mount =
        read("/v2/shop/web/blobs/uploads/?mount=" + kDigest + "&from=shop/base");
    EXPECT_EQ(upstream_target(mount, kKey), "/v2/" + kKey + "/blobs/uploads/");
    EXPECT_EQ(
        upstream_target(mount, kKey, "123456789012/us-east-1/shop/base"),
        "/v2/" + kKey + "/blobs/uploads/?mount=sha256%3A" + std::string(64, 'a') +
            "&from=123456789012%2Fus-east-1%2Fshop%2Fbase"
    );
}

TEST(RegistryPath, LongNamesHaveAnother) {
    EXPECT_EQ(upstream_name(kKey), kKey);
    const std::string longest = "123456789012/ap-southeast-1/" + std::string(250, 'a');
    EXPECT_EQ(upstream_name(longest).size(), 69);
    EXPECT_NE(upstream_name(longest), upstream_name(longest + "b"));
}

TEST(RegistryPath, LocationsAreTheClients) {
    EXPECT_EQ(
        client_location("/v2/" + kKey + "/blobs/uploads/x?_state=y", kKey, "shop/web"),
        "/v2/shop/web/blobs/uploads/x?_state=y"
    );
    EXPECT_FALSE(client_location("/v2/other/blobs/uploads/x", kKey, "shop/web"));
    EXPECT_FALSE(client_location("http://elsewhere/v2/" + kKey + "/x", kKey, "shop/web"));
}

TEST(RegistryRights, AreThoseOfTheOperationsBehind) {
    struct Line {
        Place place;
        const char* method;
        bool body;
        std::vector<std::string_view> actions;
    };
    const Line lines[] = {
        {Place::Root, "GET", false, {}},
        {Place::Tags, "GET", false, {"ecr:ListImages"}},
        {Place::Manifest, "GET", false, {"ecr:BatchGetImage"}},
        {Place::Manifest, "HEAD", false, {"ecr:BatchGetImage"}},
        {Place::Manifest, "PUT", true, {"ecr:PutImage"}},
        {Place::Blob, "HEAD", false, {"ecr:BatchCheckLayerAvailability"}},
        {Place::Blob, "GET", false, {"ecr:GetDownloadUrlForLayer"}},
        {Place::Uploads, "POST", false, {"ecr:InitiateLayerUpload"}},
        {Place::Upload, "PATCH", true, {"ecr:UploadLayerPart"}},
        {Place::Upload, "PUT", false, {"ecr:CompleteLayerUpload"}},
        {Place::Upload, "PUT", true, {"ecr:UploadLayerPart", "ecr:CompleteLayerUpload"}},
    };
    for (const Line& line : lines) {
        const auto actions = actions_for({.place = line.place}, line.method, line.body);
        ASSERT_TRUE(actions) << line.method;
        EXPECT_EQ(*actions, line.actions) << line.method;
    }
    for (const auto& [place, method] : std::vector<std::pair<Place, const char*>>{
             {Place::Catalog, "GET"},
             {Place::Referrers, "GET"},
             {Place::Manifest, "DELETE"},
             {Place::Blob, "DELETE"},
             {Place::Root, "POST"},
             {Place::Tags, "PUT"},
             {Place::Uploads, "GET"}
         }) {
        const auto actions = actions_for({.place = place}, method, false);
        ASSERT_FALSE(actions) << method;
        EXPECT_EQ(actions.error().code, "UNSUPPORTED");
        const int status = place == Place::Referrers ? 404 : 400;
        EXPECT_EQ(registry_refusal(actions.error()).status, status) << method;
    }
}

TEST(RegistryAnswers, SpeakDocker) {
    const net::HttpResponse known = registry_refusal(
        Error{ErrorKind::InvalidArgument, "ImageTagAlreadyExistsException", "it \"is\"", {}}
    );
    EXPECT_EQ(known.status, 400);
    EXPECT_EQ(
        known.body,
        R"({"errors":[{"code":"TAG_INVALID","message":"it \"is\""}]})"
        "\n"
    );
    EXPECT_EQ(registry_refusal(unavailable("away")).status, 503);
    EXPECT_EQ(registry_refusal(Error{ErrorKind::NotFound, "NAME_UNKNOWN", "x", {}}).status, 404);
    const net::HttpResponse login = login_wanted("Not Authorized");
    EXPECT_EQ(login.status, 401);
    EXPECT_EQ(
        *login.headers.find("www-authenticate"),
        "Basic realm=\"Gantry\",service=\"ecr.amazonaws.com\""
    );
}

TEST(RegistryAnswers, ReadTokens) {
    const auto field = [](std::string_view user) { return "Basic " + wire::to_base64(user); };
    std::string text = field("AWS:token");
    EXPECT_EQ(token_in(&text), "token");
    text[0] = 'b';
    EXPECT_EQ(token_in(&text), "token");
    EXPECT_EQ(token_in(nullptr), "");
    for (const std::string& other :
         {field("root:token"),
          field("AWS"),
          field("AWS:"),
          std::string("Bearer x"),
          std::string("Basic %%"),
          std::string("Basic"),
          std::string()}) {
        EXPECT_EQ(token_in(&other), "") << other;
    }
}

TEST(HandedOn, OnlyWhatConcernsTheBody) {
    net::HttpRequest request{.method = "PATCH", .target = "/v2/a/b"};
    for (const auto& [name, value] : std::vector<std::pair<std::string, std::string>>{
             {"Host", "127.0.0.1:4566"},
             {"Authorization", "Basic secret"},
             {"Content-Length", "5"},
             {"Content-Range", "0-4"},
             {"Content-Type", "application/x-www-form-urlencoded"},
             {"X-Forwarded-Host", "elsewhere"}
         }) {
        request.headers.add(name, value);
    }
    const net::HttpRequest sent = request_handed_on(request, "/there");
    EXPECT_EQ(sent.target, "/there");
    EXPECT_EQ(sent.headers.all().size(), 3);
    EXPECT_EQ(*sent.headers.find("content-range"), "0-4");
    EXPECT_EQ(*sent.headers.find("content-type"), "application/octet-stream");
    EXPECT_EQ(sent.headers.find("authorization"), nullptr);
}

TEST(HandedOn, AnswersAreTheClients) {
    net::HttpResponse answer{.status = 202};
    answer.headers.add("Location", "/v2/" + kKey + "/blobs/uploads/x");
    answer.headers.add("Range", "0-0");
    const auto good = answer_handed_back(answer, kKey, "shop/web");
    EXPECT_EQ(*good.headers.find("location"), "/v2/shop/web/blobs/uploads/x");
    EXPECT_EQ(*good.headers.find("range"), "0-0");
    EXPECT_EQ(answer_handed_back(answer, "other", "shop/web").status, 502);
}

}  // namespace
}  // namespace gantry::ecr
