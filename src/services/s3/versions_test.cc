#include <gmock/gmock.h>

#include "api/s3/delete_object_output.h"
#include "api/s3/delete_objects_output.h"
#include "api/s3/get_object_output.h"
#include "api/s3/put_object_output.h"
#include "services/s3/object_test_support.h"
#include "wire/time_text.h"

namespace gantry::s3 {
namespace {

using api::s3::DeleteObjectOutput;
using api::s3::DeleteObjectsOutput;
using api::s3::GetObjectOutput;
using api::s3::PutObjectOutput;
using testing::StartsWith;

class VersionsTest : public ObjectsTest {
  protected:
    /// @return the version's id
    std::string put_a(std::string_view bytes) {
        const auto out = wire::decode_json<PutObjectOutput>(put("a", bytes));
        return out ? out->version_id.value_or("") : "refused";
    }
    std::string delete_a() {
        return on_key_as<DeleteObjectOutput>("DeleteObject", "a").version_id.value_or("");
    }
    std::int64_t size_of(const std::string& version) {
        return on_key_as<GetObjectOutput>("GetObject", "a", text("VersionId", version))
            .content_length.value_or(-1);
    }
    /// Newest first: sizes of versions, "-" for delete markers, "n" behind those without an id.
    std::string story() {
        std::string all;
        for (const auto& [key, object] : rows().objects.rows()) {
            all += object->is_marker ? "-" : std::to_string(object->bytes);
            if (object->version_id == "null") all += "n";
            all += " ";
        }
        return all;
    }
};

TEST_F(VersionsTest, are_not_kept_at_first) {
    put("a", "1");
    put("a", "22");
    EXPECT_EQ(story(), "2n ");
    EXPECT_EQ(size_of("null"), 2);
    EXPECT_EQ(delete_a(), "");
    EXPECT_EQ(story(), "");
}

TEST_F(VersionsTest, are_kept) {
    put("a", "1");
    set_versioning("Enabled");
    const std::string two = put_a("22");
    const std::string three = put_a("333");
    EXPECT_EQ(two.size(), 32U);
    EXPECT_EQ(story(), "3 2 1n ");
    EXPECT_EQ(size_of(two), 2);
    EXPECT_EQ(size_of(three), 3);
    EXPECT_EQ(size_of("null"), 1);
    EXPECT_EQ(on_key_as<GetObjectOutput>("GetObject", "a").version_id, three);

    const auto marker = on_key_as<DeleteObjectOutput>("DeleteObject", "a");
    EXPECT_EQ(marker.delete_marker, true);
    EXPECT_EQ(story(), "- 3 2 1n ");
    EXPECT_EQ(on_key("GetObject", "a"), kNoKey);
    EXPECT_EQ(
        on_key("GetObject", "a", text("VersionId", *marker.version_id)),
        "MethodNotAllowed: The specified method is not allowed against this resource."
    );
    EXPECT_EQ(size_of(three), 3);

    const auto undone =
        on_key_as<DeleteObjectOutput>("DeleteObject", "a", text("VersionId", *marker.version_id));
    EXPECT_EQ(undone.delete_marker, true);
    EXPECT_EQ(on_key_as<GetObjectOutput>("GetObject", "a").version_id, three);
    on_key("DeleteObject", "a", text("VersionId", three));
    EXPECT_EQ(story(), "2 1n ");
    on_key("DeleteObject", "a", text("VersionId", "null"));
    EXPECT_EQ(story(), "2 ");
    EXPECT_EQ(
        on_key("GetObject", "a", text("VersionId", three)),
        "NoSuchVersion: The specified version does not exist."
    );
    EXPECT_EQ(
        on_key("GetObject", "a", text("VersionId", "?")),
        "InvalidArgument: Invalid version id specified"
    );
    EXPECT_THAT(on_key("DeleteObject", "a", text("VersionId", three)), StartsWith("{"));
}

TEST_F(VersionsTest, are_kept_no_more) {
    put("a", "1");
    set_versioning("Enabled");
    put("a", "22");
    put("a", "333");
    set_versioning("Suspended");
    put("a", "4444");
    EXPECT_EQ(story(), "4n 3 2 ") << "the one without an id is replaced, wherever it is";
    put("a", "55555");
    EXPECT_EQ(story(), "5n 3 2 ");
    set_versioning("Enabled");
    put("a", "1");
    put("a", "22");
    set_versioning("Suspended");
    EXPECT_EQ(delete_a(), "null");
    EXPECT_EQ(story(), "-n 2 1 3 2 ");
    EXPECT_EQ(delete_a(), "null");
    EXPECT_EQ(story(), "-n 2 1 3 2 ");
}

TEST_F(VersionsTest, the_one_without_an_id_is_found_after_the_newest_goes) {
    put("a", "1");
    set_versioning("Enabled");
    const std::string two = put_a("22");
    on_key("DeleteObject", "a", text("VersionId", "null"));
    on_key("DeleteObject", "a", text("VersionId", two));
    EXPECT_EQ(story(), "");
    const std::string again = put_a("333");
    EXPECT_NE(again, two) << "ids do not come twice";
    EXPECT_THAT(on_key("GetObject", "a", text("VersionId", "null")), StartsWith("NoSuchVersion"));
    EXPECT_THAT(on_key("GetObject", "a", text("VersionId", two)), StartsWith("NoSuchVersion"));
}

TEST_F(VersionsTest, many_go_at_once) {
    set_versioning("Enabled");
    const std::string one = put_a("1");
    const auto out = run_as<DeleteObjectsOutput>(
        "DeleteObjects",
        R"({"Bucket":"bucket-b","Delete":{"Objects":[{"Key":"a"},{"Key":"a"},{"Key":"a","VersionId":")" +
            one + R"("}]}})"
    );
    ASSERT_EQ(out.deleted->size(), 3U);
    EXPECT_EQ((*out.deleted)[0].delete_marker, true);
    EXPECT_NE(
        (*out.deleted)[0].delete_marker_version_id, (*out.deleted)[1].delete_marker_version_id
    );
    EXPECT_EQ((*out.deleted)[2].version_id, one);
    EXPECT_EQ((*out.deleted)[2].delete_marker, std::nullopt);
    EXPECT_EQ(story(), "- - ");
}

TEST_F(VersionsTest, are_tagged_and_copied_each) {
    set_versioning("Enabled");
    const std::string one = put_a("1");
    const std::string two = put_a("22");
    on_key(
        "PutObjectTagging",
        "a",
        text("VersionId", one) + R"(,"Tagging":{"TagSet":[{"Key":"k","Value":"v"}]})"
    );
    EXPECT_EQ(on_key("GetObjectTagging", "a"), R"({"VersionId":")" + two + R"(","TagSet":[]})");
    EXPECT_THAT(
        on_key("CopyObject", "a", text("CopySource", "bucket-b/a?versionId=" + one)),
        testing::HasSubstr(R"("CopySourceVersionId":")" + one)
    );
    EXPECT_EQ(story(), "1 2 1 ");
    EXPECT_EQ(on_key_as<GetObjectOutput>("GetObject", "a").tag_count, 1);
    const std::string marker = delete_a();
    EXPECT_THAT(
        on_key("CopyObject", "b", text("CopySource", "bucket-b/a?versionId=" + marker)),
        StartsWith("InvalidRequest: The source of a copy request")
    );
}

/// What a key's versions must be: "id:size", "-" for the size of delete markers, newest first.
struct VersionsModel {
    struct Version {
        std::string id;
        std::string size;
    };
    void put(const std::string& status, const std::string& id, const std::string& size) {
        if (status != "Enabled") remove("null");
        versions.insert(versions.begin(), {status == "Enabled" ? id : "null", size});
    }
    void remove(const std::string& id) {
        std::erase_if(versions, [&](const Version& version) { return version.id == id; });
    }
    [[nodiscard]] std::string text() const {
        std::string all;
        for (const Version& version : versions) all += version.id + ":" + version.size + " ";
        return all;
    }
    std::vector<Version> versions;
};

class VersionsPropertyTest : public VersionsTest {
  protected:
    std::string kept() {
        std::string all;
        for (const auto& [key, row] : rows().objects.rows()) {
            all +=
                row->version_id + ":" + (row->is_marker ? "-" : std::to_string(row->bytes)) + " ";
        }
        return all;
    }
    void put_some() {
        const std::string bytes(random_.below(9), 'x');
        model_.put(status_, put_a(bytes), std::to_string(bytes.size()));
    }
    void delete_newest() {
        const std::string marker = delete_a();
        if (status_.empty()) {
            model_.versions.clear();
        } else {
            model_.put(status_, marker, "-");
        }
    }
    void delete_some() {
        if (model_.versions.empty()) return;
        const std::size_t which = random_.below(model_.versions.size());
        const std::string id = model_.versions[random_.chance(0.5) ? 0 : which].id;
        on_key("DeleteObject", "a", text("VersionId", id));
        model_.remove(id);
    }
    /// Each is found by its id.
    void check_reads() {
        for (const auto& version : model_.versions) {
            const std::string answer = on_key("GetObject", "a", text("VersionId", version.id));
            const std::string wanted = version.size == "-" ? "MethodNotAllowed: " : R"({"Body":)";
            EXPECT_THAT(answer, StartsWith(wanted));
        }
    }

    Random random_{3};
    std::string status_;
    VersionsModel model_;
};

TEST_F(VersionsPropertyTest, are_what_a_simple_model_says) {
    for (int i = 0; i < 600; ++i) {
        if (i >= 20 && random_.chance(0.1)) {
            status_ = random_.chance(0.5) ? "Enabled" : "Suspended";
            set_versioning(status_);
        }
        const std::uint64_t what = random_.below(10);
        if (what < 5) put_some();
        if (what == 5) delete_newest();
        if (what > 5) delete_some();
        ASSERT_EQ(kept(), model_.text()) << i;
        if (i % 20 == 0) check_reads();
    }
}

class LocksTest : public ObjectsTest {
  protected:
    LocksTest() { run("CreateBucket", R"({"Bucket":"locked","ObjectLockEnabledForBucket":true})"); }

    std::string on_a(const std::string& operation, const std::string& more = "") {
        return run(
            operation, R"({"Bucket":"locked","Key":"a")" + (more.empty() ? "" : "," + more) + "}"
        );
    }
    std::string days(int count) {
        std::string date;
        wire::append_time(
            date,
            reflect::TimeFormat::DateTime,
            std::chrono::floor<std::chrono::seconds>(world_.loop.now()) + std::chrono::days(count)
        );
        return "\"" + date + "\"";
    }
    std::string retain(const std::string& mode, int count, const std::string& more = "") {
        return on_a(
            "PutObjectRetention",
            R"("Retention":{"Mode":")" + mode + R"(","RetainUntilDate":)" + days(count) + "}" + more
        );
    }
    std::string remove(const std::string& more = "") {
        const std::string version = rows().objects.rows().begin()->second->version_id;
        return on_a("DeleteObject", text("VersionId", version) + more);
    }
    static constexpr std::string_view kProtected =
        "AccessDenied: Access Denied because object protected by object lock.";
    static constexpr const char* kBypass = R"(,"BypassGovernanceRetention":true)";
};

TEST_F(LocksTest, keep_a_version) {
    on_a("PutObject", R"("ObjectLockMode":"GOVERNANCE","ObjectLockRetainUntilDate":)" + days(2));
    EXPECT_EQ(remove(), kProtected);
    EXPECT_EQ(retain("GOVERNANCE", 1), kProtected) << "it ends no sooner";
    EXPECT_EQ(retain("GOVERNANCE", 1, kBypass), "{}");
    EXPECT_EQ(retain("GOVERNANCE", 3), "{}");
    EXPECT_EQ(retain("COMPLIANCE", 3), "{}");
    EXPECT_EQ(retain("GOVERNANCE", 4, kBypass), kProtected);
    EXPECT_EQ(remove(kBypass), kProtected);
    world_.loop.advance(std::chrono::hours(24 * 4));
    EXPECT_THAT(remove(), StartsWith("{"));
}

TEST_F(LocksTest, may_be_bypassed) {
    on_a("PutObject", R"("ObjectLockMode":"GOVERNANCE","ObjectLockRetainUntilDate":)" + days(2));
    EXPECT_THAT(remove(kBypass), StartsWith("{"));
}

TEST_F(LocksTest, hold_without_an_end) {
    on_a("PutObject");
    EXPECT_THAT(on_a("GetObjectLegalHold"), StartsWith("NoSuchObjectLockConfiguration"));
    EXPECT_THAT(on_a("GetObjectRetention"), StartsWith("NoSuchObjectLockConfiguration"));
    EXPECT_EQ(on_a("PutObjectLegalHold", R"("LegalHold":{"Status":"ON"})"), "{}");
    EXPECT_EQ(on_a("GetObjectLegalHold"), R"({"LegalHold":{"Status":"ON"}})");
    EXPECT_EQ(remove(kBypass), kProtected);
    EXPECT_THAT(on_a("DeleteObject"), StartsWith(R"({"DeleteMarker":true)")) << "nothing is lost";
    on_a("DeleteObject", text("VersionId", rows().objects.rows().begin()->second->version_id));
    EXPECT_EQ(on_a("PutObjectLegalHold", R"("LegalHold":{"Status":"OFF"})"), "{}");
    EXPECT_THAT(remove(), StartsWith("{"));
}

TEST_F(LocksTest, are_checked) {
    on_a("PutObject");
    EXPECT_THAT(retain("GOVERNANCE", -1), StartsWith("InvalidArgument"));
    EXPECT_THAT(
        on_a("PutObjectRetention", R"("Retention":{"Mode":"GOVERNANCE"})"), StartsWith("Malformed")
    );
    EXPECT_THAT(on_a("PutObject", R"("ObjectLockMode":"GOVERNANCE")"), StartsWith("InvalidArg"));
    EXPECT_THAT(on_a("PutObjectLegalHold"), StartsWith("MalformedXML"));
    put("a");
    EXPECT_EQ(
        on_key("GetObjectRetention", "a"),
        "InvalidRequest: Bucket is missing Object Lock Configuration"
    );
}

}  // namespace
}  // namespace gantry::s3
