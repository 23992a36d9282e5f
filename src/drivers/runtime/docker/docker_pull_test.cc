#include "drivers/runtime/docker/docker_pull.h"

#include <gtest/gtest.h>

namespace gantry::runtime {
namespace {

TEST(PullProgressTest, CountsLayersAndBytes) {
    PullProgress progress;
    EXPECT_EQ(progress.layers(), ImageProgress{});
    progress.add(R"({"status":"Pulling from web","id":"latest"})");
    progress.add(R"({"status":"Pulling fs layer","id":"a"})");
    progress.add(R"({"status":"Already exists","id":"b"})");
    progress.add(R"({"status":"Waiting","id":"c"})");
    const auto download = [&](const std::string& numbers) {
        progress.add(R"({"status":"Downloading","id":"a","progressDetail":{)" + numbers + "}}");
    };
    download(R"("current":40,"total":100)");
    EXPECT_EQ(progress.layers(), (ImageProgress{3, 1, 100, 40}));
    download(R"("current":-5,"total":-1)");
    EXPECT_EQ(progress.layers(), (ImageProgress{3, 1, 100, 40}));
    progress.add(R"({"status":"Download complete","id":"a","progressDetail":{}})");
    EXPECT_EQ(progress.layers(), (ImageProgress{3, 1, 100, 100}));
    progress.add(R"({"status":"Extracting","id":"a","progressDetail":{"current":1,"total":100}})");
    progress.add(R"({"status":"Pull complete","id":"a","progressDetail":{}})");
    progress.add(R"({"status":"Status: Downloaded newer image for web:latest"})");
    EXPECT_EQ(progress.layers(), (ImageProgress{3, 2, 100, 100}));
    EXPECT_TRUE(progress.outcome());
}

TEST(PullProgressTest, IsBounded) {
    PullProgress progress;
    for (int i = 0; i < 5'000; ++i) {
        progress.add(
            R"({"status":"Downloading","id":")" + std::to_string(i) +
            R"(","progressDetail":{"current":1,"total":9223372036854775807}})"
        );
    }
    EXPECT_EQ(progress.layers().layers, 1000);
    EXPECT_GT(progress.layers().bytes, 0);
}

Result<std::string> digest_of_answer(const std::string& body) {
    net::HttpResponse answer;
    answer.body = body;
    return digest_in(answer);
}

TEST(ImageDigest, IsReadFromWhatTheRegistrySays) {
    const auto digest =
        digest_of_answer(R"({"Descriptor":{"mediaType":"application/vnd.oci.image.index.v1+json",)"
                         R"("digest":"sha256:12","size":527},"Platforms":[]})");
    ASSERT_TRUE(digest);
    EXPECT_EQ(*digest, "sha256:12");
}

TEST(ImageDigest, IsNoneWhereNobodyCanSay) {
    const std::string old =
        R"({"Descriptor":{"mediaType":"application/vnd.docker.distribution.manifest.v1+json",)"
        R"("digest":"sha256:12"}})";
    EXPECT_EQ(*digest_of_answer(old), "");
    EXPECT_EQ(*digest_of_answer("{}"), "");
    EXPECT_EQ(*digest_in(not_found("page not found")), "");
}

TEST(ImageDigest, WhatTheRegistryRefusesIsAnError) {
    const auto unknown = digest_in(not_found("manifest unknown: manifest unknown"));
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().message, "manifest unknown: manifest unknown");
    EXPECT_EQ(digest_of_answer("nonsense").error().kind, ErrorKind::Unavailable);
}

TEST(PullQuery, ATagIsNotAPort) {
    EXPECT_EQ(pull_query("r:5000/app"), "fromImage=r%3A5000%2Fapp&tag=latest");
    EXPECT_EQ(pull_query("r:5000/app@sha256:1"), "fromImage=r%3A5000%2Fapp%40sha256%3A1");
    EXPECT_EQ(tag_query("r:5000/app:1"), "repo=r%3A5000%2Fapp&tag=1");
}

}  // namespace
}  // namespace gantry::runtime
