#include "services/ecr/model/manifest.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace gantry::ecr {
namespace {

std::string digest(char digit) {
    return "sha256:" + std::string(64, digit);
}

std::string blob(char digit, std::int64_t size, std::string_view type = "t/x") {
    return fmt::format(
        R"({{"mediaType":"{}","digest":"{}","size":{}}})", type, digest(digit), size
    );
}

std::string image(const std::string& layers, const std::string& more = "") {
    return fmt::format(
        R"({{"schemaVersion":2,"config":{},"layers":[{}]{}}})",
        blob('c', 7, "t/config"),
        layers,
        more
    );
}

TEST(EcrManifest, of_an_image) {
    const auto read = read_manifest(image(blob('1', 10) + "," + blob('2', 20)), kDockerManifest);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->media_type, kDockerManifest);
    EXPECT_EQ(read->artifact_media_type, "t/config");
    EXPECT_EQ(read->size, 37);
    EXPECT_EQ(read->blobs, (std::vector<std::string>{digest('c'), digest('1'), digest('2')}));
    EXPECT_FALSE(read->is_list());
}

TEST(EcrManifest, says_what_it_is) {
    EXPECT_EQ(read_manifest(image(""), "")->media_type, kOciManifest);
    EXPECT_EQ(read_manifest(R"({"schemaVersion":2,"manifests":[]})", "")->media_type, kOciIndex);
    const std::string docker = fmt::format(R"(,"mediaType":"{}")", kDockerManifest);
    EXPECT_EQ(read_manifest(image("", docker), "")->media_type, kDockerManifest);
    EXPECT_FALSE(read_manifest(image("", docker), kOciManifest));
    EXPECT_FALSE(read_manifest(image(""), "text/plain"));
    EXPECT_FALSE(read_manifest(R"({"schemaVersion":1})", ""));
}

TEST(EcrManifest, of_a_list) {
    const auto read = read_manifest(
        fmt::format(
            R"({{"schemaVersion":2,"manifests":[{},{},{}],"subject":{}}})",
            blob('1', 5),
            blob('2', 5),
            blob('1', 5),
            blob('9', 1)
        ),
        kOciIndex
    );
    ASSERT_TRUE(read);
    EXPECT_TRUE(read->is_list());
    EXPECT_EQ(read->children, (std::vector<std::string>{digest('1'), digest('2')}));
    EXPECT_EQ(read->subject, digest('9'));
    EXPECT_EQ(read->size, 0);
}

TEST(EcrManifest, is_one_thing) {
    EXPECT_FALSE(read_manifest(image("", R"(,"manifests":[])"), kOciManifest));
    EXPECT_FALSE(read_manifest(image("", R"(,"manifests":[])"), kOciIndex));
}

TEST(EcrManifest, that_is_none) {
    for (const std::string& text :
         {std::string(),
          std::string("x"),
          std::string("{}"),
          std::string("[]"),
          std::string(R"({"schemaVersion":2})"),
          image(R"({"digest":"sha256:x","size":1})"),
          image(blob('1', -1)),
          image(blob('1', std::int64_t{1} << 60U)),
          std::string(kMaxManifest + 1, ' ')}) {
        EXPECT_FALSE(read_manifest(text, "")) << text.substr(0, 200);
    }
}

TEST(EcrManifest, has_a_digest_and_annotations) {
    EXPECT_EQ(
        digest_of(""), "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    );
    const auto notes = annotations_of(R"({"annotations":{"a":"b"}})");
    EXPECT_EQ(notes, (std::map<std::string, std::string>{{"a", "b"}}));
    EXPECT_TRUE(annotations_of("x").empty());
}

}  // namespace
}  // namespace gantry::ecr
