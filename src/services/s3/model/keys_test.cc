#include "services/s3/model/keys.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/manual_loop.h"
#include "core/core.h"
#include "services/s3/model/names.h"
#include "services/s3/model/tables.h"
#include "store/memory_journal.h"

namespace gantry::s3 {
namespace {

using namespace std::string_literals;

std::vector<std::string> sorted_object_keys() {
    return {
        "\0"s, "\0a"s, "\x01"s,    "\x02"s,        " ",
        "a",   "a\0"s, "a\0b"s,    "a\x01"s,       "a\x02",
        "a b", "a/",   "a/b",      "a0",           "aa",
        "b",   "\x7f", "\xc3\xa4", "\xe2\x82\xac", "\xf0\x9f\x98\x80",
    };
}

TEST(S3Keys, are_in_the_order_of_objects) {
    const auto names = sorted_object_keys();
    std::vector<std::string> rows;
    for (const std::string& name : names) {
        for (const std::int64_t number : {12, 11, 1}) {
            rows.push_back(object_row_key("b", name, number));
        }
    }
    EXPECT_TRUE(std::ranges::is_sorted(rows));
    EXPECT_EQ(std::ranges::adjacent_find(rows), rows.end());
}

TEST(S3Keys, seek) {
    const auto names = sorted_object_keys();
    for (const std::string& one : names) {
        for (const std::string& other : names) {
            const std::string row = object_row_key("b", other, 7);
            EXPECT_EQ(row >= behind_key("b", one), other > one);
            EXPECT_EQ(row.starts_with(rows_of_key("b", one)), other == one);
            const std::string prefix = keys_with_prefix("b", one);
            EXPECT_EQ(row.starts_with(prefix), other.starts_with(one));
            EXPECT_EQ(row >= behind_prefix(prefix), other > one && !other.starts_with(one));
        }
    }
}

/// Any key there may be comes back from the journal as it was.
TEST(S3Keys, survive_the_journal) {
    ManualLoop loop;
    auto disk = std::make_shared<store::MemoryDisk>();
    store::MemoryJournal journal(loop, disk);
    auto names = sorted_object_keys();
    names.emplace_back(1024, 'x');
    {
        Tables tables;
        core::Core core(loop, journal, tables.all());
        ASSERT_TRUE(core.open());
        core::Transaction tx;
        for (const std::string& name : names) {
            tx.put(tables.objects, object_row_key("b", name, 1), {.bucket = "b", .key = name});
        }
        core.commit(std::move(tx), "test");
        loop.run_until_idle();
    }
    Tables tables;
    core::Core core(loop, journal, tables.all());
    ASSERT_TRUE(core.open());
    EXPECT_EQ(tables.objects.size(), names.size());
    for (const std::string& name : names) {
        const auto row = tables.objects.find(object_row_key("b", name, 1));
        ASSERT_TRUE(row) << name;
        EXPECT_EQ(row->key, name);
    }
}

TEST(S3Names, of_buckets) {
    for (const char* good : {"abc", "a.b", "my-bucket", "1.2.3", "1.2.3.4a", "123"}) {
        EXPECT_TRUE(is_bucket_name(good)) << good;
    }
    for (const char* bad :
         {"ab",
          "",
          "A-b",
          "a_b",
          "-ab",
          "ab-",
          ".ab",
          "a..b",
          "192.168.5.4",
          "xn--ab",
          "sthree-a",
          "amzn-s3-demo-a",
          "a-s3alias",
          "a--ol-s3",
          "a--x-s3"}) {
        EXPECT_FALSE(is_bucket_name(bad)) << bad;
    }
    EXPECT_TRUE(is_bucket_name(std::string(63, 'a')));
    EXPECT_FALSE(is_bucket_name(std::string(64, 'a')));
}

TEST(S3Names, arns) {
    EXPECT_EQ(bucket_arn("us-east-1", "abc"), "arn:aws:s3:::abc");
    EXPECT_EQ(object_arn("cn-north-1", "abc", "d/e"), "arn:aws-cn:s3:::abc/d/e");
    EXPECT_EQ(bucket_of_arn("arn:aws:s3:::abc"), "abc");
    EXPECT_EQ(bucket_of_arn("arn:aws-cn:s3:::abc"), "abc");
    EXPECT_EQ(bucket_of_arn("arn:aws:s3:::abc/d"), "");
    EXPECT_EQ(bucket_of_arn("arn:aws:sqs:::abc"), "");
    EXPECT_EQ(canonical_id("123456789012").size(), 64U);
}

}  // namespace
}  // namespace gantry::s3
