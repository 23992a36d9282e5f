#include "api/s3/list_buckets_output.h"
#include "services/s3/object_test_support.h"

namespace gantry::s3 {
namespace {

class BucketsTest : public S3Test {
  protected:
    std::string create(const std::string& name, const std::string& more = "") {
        return run("CreateBucket", R"({"Bucket":")" + name + "\"" + more + "}");
    }
    std::string create_in(const std::string& region, const std::string& constraint) {
        const aws::Scope there{scope_.account, region};
        const std::string location =
            constraint.empty()
                ? ""
                : R"(,"CreateBucketConfiguration":{"LocationConstraint":")" + constraint + "\"}";
        return run_in(
            {there, aws::root_arn(there), "", {}},
            "s3",
            "CreateBucket",
            R"({"Bucket":"there-)" + region + "\"" + location + "}"
        );
    }
    aws::Caller other_{{"210987654321", "us-east-1"}, aws::root_arn({"210987654321", ""}), "", {}};
};

TEST_F(BucketsTest, are_made_and_go) {
    EXPECT_EQ(create("bucket-b"), R"({"Location":"/bucket-b"})");
    EXPECT_EQ(on_b("HeadBucket"), R"({"BucketRegion":"us-east-1","AccessPointAlias":false})");
    EXPECT_EQ(on_b("GetBucketLocation"), "{}");
    EXPECT_EQ(create("bucket-b"), R"({"Location":"/bucket-b"})") << "as S3 does in us-east-1";
    EXPECT_EQ(
        on_b("HeadBucket", R"("ExpectedBucketOwner":"111111111111")"), "AccessDenied: Access Denied"
    );
    EXPECT_EQ(on_b("DeleteBucket"), "{}");
    EXPECT_EQ(on_b("HeadBucket"), "NoSuchBucket: The specified bucket does not exist");
    EXPECT_EQ(on_b("DeleteBucket"), "NoSuchBucket: The specified bucket does not exist");
    EXPECT_EQ(rows().configurations.size(), 0U);
}

TEST_F(BucketsTest, share_one_namespace) {
    create("bucket-b");
    EXPECT_TRUE(run_in(other_, "s3", "CreateBucket", R"({"Bucket":"bucket-b"})")
                    .starts_with("BucketAlreadyExists: "));
    EXPECT_TRUE(create("There").starts_with("InvalidBucketName: "));
}

TEST_F(BucketsTest, are_where_they_are_to_be) {
    EXPECT_TRUE(create_in("eu-west-1", "")
                    .starts_with("IllegalLocationConstraintException: The "
                                 "unspecified location constraint"));
    EXPECT_TRUE(create_in("eu-west-1", "us-west-2")
                    .starts_with("IllegalLocationConstraintException: The us-west-2 location"));
    EXPECT_EQ(
        create_in("eu-west-1", "EU"), R"({"Location":"http://there-eu-west-1.s3.amazonaws.com/"})"
    );
    EXPECT_TRUE(create_in("eu-west-1", "eu-west-1").starts_with("BucketAlreadyOwnedByYou: "));
    EXPECT_EQ(
        create("far-away", R"(,"CreateBucketConfiguration":{"LocationConstraint":"us-west-2"})"),
        R"({"Location":"http://far-away.s3.amazonaws.com/"})"
    );
    EXPECT_EQ(
        run("GetBucketLocation", R"({"Bucket":"far-away"})"),
        R"({"LocationConstraint":"us-west-2"})"
    );
}

TEST_F(BucketsTest, have_no_other_lists_than_the_owners) {
    EXPECT_EQ(create("aaa", R"(,"ACL":"private")"), R"({"Location":"/aaa"})");
    EXPECT_TRUE(
        create("bbb", R"(,"ACL":"public-read")").starts_with("InvalidBucketAclWithObjectOwnership")
    );
    EXPECT_TRUE(create("bbb", R"(,"ACL":"public-read","ObjectOwnership":"ObjectWriter")")
                    .starts_with("NotImplemented: "));
}

TEST_F(BucketsTest, are_listed_by_name) {
    for (const char* name : {"ccc", "aaa", "bbb-1", "bbb-2"}) create(name);
    run_in(other_, "s3", "CreateBucket", R"({"Bucket":"another"})");
    const auto names = [&](const std::string& body) {
        const auto page = run_as<api::s3::ListBucketsOutput>("ListBuckets", body);
        std::string all;
        for (const auto& bucket : *page.buckets) all += *bucket.name + " ";
        return all + page.continuation_token.value_or("");
    };
    EXPECT_EQ(names("{}"), "aaa bbb-1 bbb-2 ccc ");
    EXPECT_EQ(names(R"({"Prefix":"bbb"})"), "bbb-1 bbb-2 ");
    EXPECT_EQ(names(R"({"BucketRegion":"us-west-2"})"), "");
    const std::string first = names(R"({"MaxBuckets":3})");
    ASSERT_TRUE(first.starts_with("aaa bbb-1 bbb-2 "));
    const std::string token = first.substr(16);
    EXPECT_EQ(names(R"({"MaxBuckets":3,"ContinuationToken":")" + token + "\"}"), "ccc ");
    EXPECT_TRUE(run("ListBuckets", R"({"ContinuationToken":"x"})").starts_with("InvalidArgument"));
}

class FullBucketTest : public ObjectsTest {};

TEST_F(FullBucketTest, stays) {
    put("a");
    EXPECT_EQ(on_b("DeleteBucket"), "BucketNotEmpty: The bucket you tried to delete is not empty");
    set_versioning("Enabled");
    on_key("DeleteObject", "a");
    EXPECT_TRUE(on_b("DeleteBucket").ends_with("You must delete all versions in the bucket."));
    for (const auto& [key, object] : std::map(rows().objects.rows())) {
        on_key("DeleteObject", "a", text("VersionId", object->version_id));
    }
    on_key("CreateMultipartUpload", "a");
    EXPECT_TRUE(on_b("DeleteBucket").starts_with("BucketNotEmpty"));
    on_key(
        "AbortMultipartUpload", "a", text("UploadId", rows().uploads.rows().begin()->second->id)
    );
    EXPECT_EQ(on_b("DeleteBucket"), "{}");
}

}  // namespace
}  // namespace gantry::s3
