#include "services/s3/api/ranges.h"

#include <gtest/gtest.h>

#include "services/s3/api/conditions.h"

namespace gantry::s3 {
namespace {

std::string range(const std::string& header, std::int64_t bytes) {
    const auto read = read_range(header, bytes);
    if (!read) return read.error().code;
    return *read ? content_range(**read, bytes) : "all";
}

TEST(Ranges, are_read) {
    EXPECT_EQ(range("bytes=0-4", 10), "bytes 0-4/10");
    EXPECT_EQ(range("bytes=5-", 10), "bytes 5-9/10");
    EXPECT_EQ(range("bytes=5-500", 10), "bytes 5-9/10");
    EXPECT_EQ(range("bytes=-3", 10), "bytes 7-9/10");
    EXPECT_EQ(range("bytes=-30", 10), "bytes 0-9/10");
    EXPECT_EQ(range("bytes=0-99999999999999999999", 10), "bytes 0-9/10");
    EXPECT_EQ(range("bytes=-99999999999999999999", 10), "bytes 0-9/10");
    EXPECT_EQ(range("bytes=99999999999999999999-", 10), "InvalidRange");
    EXPECT_EQ(range("bytes=10-", 10), "InvalidRange");
    EXPECT_EQ(range("bytes=-0", 10), "InvalidRange");
    EXPECT_EQ(range("bytes=0-", 0), "InvalidRange");
    EXPECT_EQ(range("bytes=-1", 0), "InvalidRange");
}

TEST(Ranges, that_are_none_mean_all) {
    for (const char* header :
         {"",
          "bytes",
          "bytes=",
          "bytes=5",
          "bytes=5-4",
          "bytes=a-b",
          "bytes=1-2,4-5",
          "lines=1-2",
          "bytes=--1",
          "bytes=0--99999999999999999999",
          "bytes=0-99999999999999999999x",
          "bytes=99999999999999999999-5"}) {
        EXPECT_EQ(range(header, 10), "all") << header;
    }
}

TEST(Ranges, cut_through_files) {
    const std::vector<api::FilePart> files{{"a", 0, 10}, {"b", 100, 5}, {"c", 7, 20}};
    EXPECT_EQ(cut(files, {0, 35}), files);
    EXPECT_EQ(cut(files, {0, 0}), std::vector<api::FilePart>{});
    EXPECT_EQ(
        cut(files, {9, 8}), (std::vector<api::FilePart>{{"a", 9, 1}, {"b", 100, 5}, {"c", 7, 2}})
    );
    EXPECT_EQ(cut(files, {11, 2}), (std::vector<api::FilePart>{{"b", 101, 2}}));
    EXPECT_EQ(cut(files, {34, 1}), (std::vector<api::FilePart>{{"c", 26, 1}}));
}

TEST(Conditions, have_entity_tags) {
    EXPECT_TRUE(has_etag("\"a\"", "a"));
    EXPECT_TRUE(has_etag("a", "a"));
    EXPECT_TRUE(has_etag("\"b\", W/\"a\"", "a"));
    EXPECT_TRUE(has_etag("*", "a"));
    EXPECT_FALSE(has_etag("\"b\"", "a"));
    EXPECT_FALSE(has_etag("", "a"));
}

}  // namespace
}  // namespace gantry::s3
