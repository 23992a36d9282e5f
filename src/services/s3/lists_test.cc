#include <gmock/gmock.h>

#include <algorithm>
#include <set>

#include "api/s3/list_object_versions_output.h"
#include "api/s3/list_objects_output.h"
#include "api/s3/list_objects_v2_output.h"
#include "services/s3/api/versions.h"
#include "services/s3/model/keys.h"
#include "services/s3/object_test_support.h"

namespace gantry::s3 {
namespace {

using api::s3::ListObjectsOutput;
using api::s3::ListObjectsV2Output;
using api::s3::ListObjectVersionsOutput;
using testing::StartsWith;

template <class T>
std::vector<T> all_of(const std::optional<std::vector<T>>& some) {
    return some.value_or(std::vector<T>{});
}

class ListsTest : public ObjectsTest {
  protected:
    /// "a b [c/]"
    template <class Output>
    static std::string shown(const Output& page) {
        std::string all;
        for (const auto& one : all_of(page.contents)) all += *one.key + " ";
        for (const auto& one : all_of(page.common_prefixes)) all += "[" + *one.prefix + "] ";
        if (!all.empty()) all.pop_back();
        return all;
    }
    ListObjectsV2Output page(const std::string& more = "") {
        return run_as<ListObjectsV2Output>(
            "ListObjectsV2", R"({"Bucket":"bucket-b")" + (more.empty() ? "" : "," + more) + "}"
        );
    }
    std::string list(const std::string& more = "") { return shown(page(more)); }
};

TEST_F(ListsTest, have_prefixes_and_delimiters) {
    for (const char* key : {"b", "a/1", "a/2", "a/c/3", "a", "c d"}) put(key);
    EXPECT_EQ(list(), "a a/1 a/2 a/c/3 b c d");
    EXPECT_EQ(list(R"("Delimiter":"/")"), "a b c d [a/]");
    EXPECT_EQ(list(R"("Delimiter":"/","Prefix":"a/")"), "a/1 a/2 [a/c/]");
    EXPECT_EQ(list(R"("Prefix":"a")"), "a a/1 a/2 a/c/3");
    EXPECT_EQ(list(R"("Prefix":"none")"), "");
    EXPECT_EQ(list(R"("Delimiter":"c")"), "a a/1 a/2 b [a/c] [c]");
    EXPECT_EQ(list(R"("StartAfter":"a/1")"), "a/2 a/c/3 b c d");
    EXPECT_EQ(list(R"("StartAfter":"a/1","Delimiter":"/")"), "b c d");
    EXPECT_EQ(list(R"("MaxKeys":0)"), "");
    EXPECT_EQ(page(R"("MaxKeys":0)").is_truncated, false);
    EXPECT_EQ(page(R"("MaxKeys":5000)").max_keys, 1000);
    EXPECT_EQ(page(R"("Delimiter":"/")").key_count, 4);
    EXPECT_THAT(
        on_b("ListObjectsV2", R"("MaxKeys":-1)"),
        StartsWith("InvalidArgument: Argument max-keys must be an integer between 0 and 2147483647")
    );
}

TEST_F(ListsTest, tell_of_objects) {
    put("a", "hello", R"("StorageClass":"GLACIER")");
    const auto one = page().contents->front();
    EXPECT_EQ(one.size, 5);
    EXPECT_EQ(one.e_tag, "\"" + md5_of("hello") + "\"");
    EXPECT_EQ(one.storage_class, api::s3::ObjectStorageClass::Glacier);
    EXPECT_EQ(one.owner, std::nullopt);
    EXPECT_EQ(one.checksum_algorithm->front(), api::s3::ChecksumAlgorithm::Crc64nvme);
    EXPECT_EQ(page(R"("FetchOwner":true)").contents->front().owner->id->size(), 64U);
}

TEST_F(ListsTest, write_keys_in_codes) {
    put("a b/ü+");
    const auto all = page(R"("EncodingType":"url","StartAfter":"a ","Prefix":"a b")");
    EXPECT_EQ(shown(all), "a%20b/%C3%BC%2B");
    EXPECT_EQ(all.prefix, "a%20b");
    EXPECT_EQ(all.start_after, "a%20");
    EXPECT_EQ(all.encoding_type, api::s3::EncodingType::Url);
}

TEST_F(ListsTest, go_on_where_they_ended) {
    for (const char* key : {"a", "b/1", "b/2", "c", "d/1"}) put(key);
    auto first = page(R"("MaxKeys":2,"Delimiter":"/")");
    EXPECT_EQ(shown(first), "a [b/]");
    const std::string token = text("ContinuationToken", *first.next_continuation_token);
    EXPECT_EQ(list(R"("MaxKeys":2,"Delimiter":"/",)" + token), "c [d/]");
    EXPECT_EQ(
        on_b("ListObjectsV2", R"("Prefix":"a",)" + token),
        "InvalidArgument: The continuation token provided is incorrect"
    );
    const auto old = [&](const std::string& more) {
        return run_as<ListObjectsOutput>("ListObjects", R"({"Bucket":"bucket-b",)" + more + "}");
    };
    auto marked = old(R"("MaxKeys":2,"Delimiter":"/")");
    EXPECT_EQ(shown(marked), "a [b/]");
    EXPECT_EQ(marked.next_marker, "b/");
    marked = old(R"("MaxKeys":2,"Delimiter":"/","Marker":"b/")");
    EXPECT_EQ(shown(marked), "c [d/]");
    EXPECT_EQ(marked.is_truncated, false);
    EXPECT_EQ(old(R"("MaxKeys":2)").next_marker, std::nullopt) << "the last key says it";
}

TEST_F(ListsTest, leave_out_what_was_deleted) {
    set_versioning("Enabled");
    for (const char* key : {"a/1", "b", "b", "c"}) put(key);
    on_key("DeleteObject", "a/1");
    on_key("DeleteObject", "c");
    EXPECT_EQ(list(R"("Delimiter":"/")"), "b");
}

/// Delete markers are passed over, though not a million of them for a page.
TEST_F(ListsTest, end_early_where_much_was_deleted) {
    core::Transaction tx;
    for (int i = 0; i < 15'000; ++i) {
        const std::string key = fmt::format("a/{:06}", i);
        tx.put(
            rows().objects,
            object_row_key("bucket-b", key, 1),
            ObjectRow{.bucket = "bucket-b", .key = key, .number = 1, .is_marker = true}
        );
    }
    world_.commit(std::move(tx));
    put("a/x");
    const std::string more = R"("Delimiter":"/")";
    int pages = 1;
    auto last = page(more);
    for (; *last.is_truncated; ++pages) {
        EXPECT_EQ(last.key_count, 0);
        last = page(more + "," + text("ContinuationToken", *last.next_continuation_token));
    }
    EXPECT_EQ(shown(last), "[a/]");
    EXPECT_EQ(pages, 2);
}

class ListsOfDeletedTest : public ListsTest {
  protected:
    /// So many keys under a prefix whose newest version is a delete marker.
    void put_markers(const std::string& prefix, int number) {
        core::Transaction tx;
        for (int i = 0; i < number; ++i) {
            const std::string key = fmt::format("{}{:06}", prefix, i);
            tx.put(
                rows().objects,
                object_row_key("bucket-b", key, 1),
                ObjectRow{.bucket = "bucket-b", .key = key, .number = 1, .is_marker = true}
            );
        }
        world_.commit(std::move(tx));
    }
    ListObjectsOutput old(const std::string& more) {
        return run_as<ListObjectsOutput>("ListObjects", R"({"Bucket":"bucket-b")" + more + "}");
    }
};

TEST_F(ListsOfDeletedTest, end_early_in_the_older_list_too) {
    put_markers("a-", 15'000);
    put("a-x");
    const auto first = old("");
    EXPECT_EQ(shown(first), "");
    EXPECT_EQ(first.is_truncated, true);
    EXPECT_EQ(first.next_marker, "a-009999");
    const auto second = old("," + text("Marker", *first.next_marker));
    EXPECT_EQ(shown(second), "a-x");
    EXPECT_EQ(second.is_truncated, false);
}

TEST_F(ListsOfDeletedTest, end_early_behind_a_common_prefix) {
    put("a/1");
    put_markers("b", 15'000);
    put("c/1");
    const auto first = old(R"(,"Delimiter":"/")");
    EXPECT_EQ(shown(first), "[a/]");
    EXPECT_EQ(first.next_marker, "b009998");
    const auto second = old(R"(,"Delimiter":"/",)" + text("Marker", *first.next_marker));
    EXPECT_EQ(shown(second), "[c/]");
    EXPECT_EQ(second.is_truncated, false);
}

/// A marker within a common prefix leaves out the prefix, which may still have to be listed.
TEST_F(ListsOfDeletedTest, end_within_no_common_prefix) {
    put_markers("a/", 15'000);
    put("a/x");
    put_markers("b", 1);
    put("c");
    const auto first = old(R"(,"Delimiter":"/")");
    EXPECT_EQ(shown(first), "[a/]");
    EXPECT_EQ(first.next_marker, "a/");
    EXPECT_EQ(shown(old(R"(,"Delimiter":"/",)" + text("Marker", "a/"))), "c");
}

TEST_F(ListsTest, of_versions) {
    set_versioning("Enabled");
    put("a", "1");
    put("a", "22");
    on_key("DeleteObject", "a");
    put("b/1", "333");
    const auto list = [&](const std::string& more = "") {
        return run_as<ListObjectVersionsOutput>(
            "ListObjectVersions", R"({"Bucket":"bucket-b")" + (more.empty() ? "" : "," + more) + "}"
        );
    };
    const auto all = list();
    ASSERT_EQ(all.versions->size(), 3U);
    EXPECT_EQ((*all.versions)[0].size, 2);
    EXPECT_EQ((*all.versions)[0].is_latest, false);
    EXPECT_EQ((*all.versions)[2].is_latest, true);
    ASSERT_EQ(all.delete_markers->size(), 1U);
    EXPECT_EQ((*all.delete_markers)[0].is_latest, true);
    EXPECT_EQ(all.is_truncated, false);
    EXPECT_EQ(*list(R"("Delimiter":"/")").common_prefixes->front().prefix, "b/");

    auto page = list(R"("MaxKeys":2)");
    EXPECT_EQ(page.next_key_marker, "a");
    EXPECT_EQ(page.next_version_id_marker, (*all.versions)[0].version_id);
    page = list(
        R"("MaxKeys":2,"KeyMarker":"a",)" + text("VersionIdMarker", *page.next_version_id_marker)
    );
    ASSERT_EQ(page.versions->size(), 2U);
    EXPECT_EQ((*page.versions)[0].size, 1);
    EXPECT_EQ((*page.versions)[0].is_latest, false);
    EXPECT_EQ((*page.versions)[1].key, "b/1");
    EXPECT_EQ(list(R"("KeyMarker":"a")").versions->size(), 1U);
    EXPECT_THAT(
        on_b("ListObjectVersions", R"("VersionIdMarker":"null")"),
        StartsWith("InvalidArgument: A version-id marker cannot be specified without a key marker")
    );
    // The numbers of versions begin with one.
    EXPECT_THAT(
        on_b(
            "ListObjectVersions",
            R"("KeyMarker":"a",)" + text("VersionIdMarker", std::string(32, '0'))
        ),
        StartsWith("InvalidArgument: Invalid version id specified")
    );
}

/// What a list must be, from all keys.
struct Model {
    std::vector<std::string> entries(
        const std::string& prefix, const std::string& delimiter, const std::string& after
    ) const {
        std::set<std::string> listed;
        for (const std::string& key : keys) {
            if (!key.starts_with(prefix)) continue;
            const std::size_t found =
                delimiter.empty() ? std::string::npos : key.find(delimiter, prefix.size());
            const std::string entry =
                found == std::string::npos ? key : key.substr(0, found + delimiter.size());
            if (entry > after) listed.insert(entry);
        }
        return {listed.begin(), listed.end()};
    }
    std::set<std::string> keys;
};

class ListsPropertyTest : public ListsTest {
  protected:
    std::string random_text(std::size_t most) {
        constexpr std::string_view kLetters = "ab/-";
        std::string made;
        for (std::size_t i = random_.below(most + 1); i > 0; --i) {
            made += random_.chance(0.03) ? std::string("\xc3\xa4")
                                         : std::string(1, kLetters[random_.below(4)]);
        }
        return made;
    }
    /// Keys and common prefixes, over all pages.
    std::vector<std::string> all_pages(const std::string& request) {
        std::vector<std::string> entries;
        std::string token;
        for (;;) {
            const auto one = page(request + token);
            for (const auto& object : all_of(one.contents)) entries.push_back(*object.key);
            for (const auto& common : all_of(one.common_prefixes)) {
                entries.push_back(*common.prefix);
            }
            if (!*one.is_truncated) break;
            token = "," + text("ContinuationToken", *one.next_continuation_token);
        }
        std::ranges::sort(entries);
        return entries;
    }

    Random random_{7};
    Model model_;
};

TEST_F(ListsPropertyTest, are_what_a_simple_model_says) {
    set_versioning("Enabled");
    for (int i = 0; i < 120; ++i) {
        const std::string key = "x" + random_text(7);
        put(key, "");
        model_.keys.insert(key);
        if (random_.chance(0.3)) put(key, "");
        if (random_.chance(0.2)) {
            on_key("DeleteObject", key);
            model_.keys.erase(key);
        }
    }
    for (int i = 0; i < 150; ++i) {
        const std::string prefix = random_.chance(0.3) ? "" : "x" + random_text(3);
        const std::string delimiter = random_.chance(0.4) ? "" : random_text(2);
        const std::string after = random_.chance(0.6) ? "" : "x" + random_text(4);
        std::string request = fmt::format(R"("MaxKeys":{})", 1 + random_.below(9));
        if (!prefix.empty()) request += "," + text("Prefix", prefix);
        if (!delimiter.empty()) request += "," + text("Delimiter", delimiter);
        if (!after.empty()) request += "," + text("StartAfter", after);
        EXPECT_EQ(all_pages(request), model_.entries(prefix, delimiter, after)) << request;
    }
}

/// Pages of versions put together are all versions, however they are cut.
TEST_F(ListsPropertyTest, of_versions_lose_nothing_between_pages) {
    for (int i = 0; i < 150; ++i) {
        if (i % 30 == 10) set_versioning(i % 60 == 10 ? "Enabled" : "Suspended");
        const std::string key = "x" + random_text(2);
        if (random_.chance(0.8)) {
            put(key, "");
        } else {
            on_key("DeleteObject", key);
        }
    }
    std::vector<std::string> all;
    for (const auto& [key, row] : rows().objects.rows()) all.push_back(row->key + row->version_id);
    std::ranges::sort(all);
    for (int i = 0; i < 20; ++i) {
        std::vector<std::string> listed;
        std::string marker;
        bool more = true;
        while (more) {
            const auto page = run_as<ListObjectVersionsOutput>(
                "ListObjectVersions",
                fmt::format(
                    R"({{"Bucket":"bucket-b","MaxKeys":{}{}}})", 1 + random_.below(9), marker
                )
            );
            for (const auto& one : all_of(page.versions)) {
                listed.push_back(*one.key + *one.version_id);
            }
            for (const auto& one : all_of(page.delete_markers)) {
                listed.push_back(*one.key + *one.version_id);
            }
            more = *page.is_truncated;
            marker = "," + text("KeyMarker", page.next_key_marker.value_or("")) + "," +
                     text("VersionIdMarker", page.next_version_id_marker.value_or(""));
        }
        std::ranges::sort(listed);
        EXPECT_EQ(listed, all);
    }
}

}  // namespace
}  // namespace gantry::s3
