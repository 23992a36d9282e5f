#include "services/ecs/pages/session_objects.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gantry::ecs {
namespace {

using testing::EndsWith;
using testing::HasSubstr;

struct FakeObject final : s3::ObjectInTheMaking {
    bool write(std::string_view bytes) override {
        if (full) return false;
        text += bytes;
        return true;
    }
    void finish(std::function<void(Result<void>)> done) override { finished = std::move(done); }

    std::string text;
    bool full = false;
    std::function<void(Result<void>)> finished;
};

class SessionObjectsTest : public testing::Test {
  protected:
    exec::Session session_{
        .id = "s",
        .caller = "ann",
        .request = {.command = {"ls", "-l"}},
        .log = {.bucket = "b", .key_prefix = "p"}
    };
    std::shared_ptr<FakeObject> object_ = std::make_shared<FakeObject>();
    std::string key_;
    int begun_ = 0;
    bool denied_ = false;
    SessionObjects objects_{
        [this](
            const exec::Session&, const s3::NewObject& object
        ) -> Result<std::shared_ptr<s3::ObjectInTheMaking>> {
            ++begun_;
            key_ = object.bucket + "/" + object.key;
            if (denied_) return Error{ErrorKind::Denied, "AccessDenied", "Access Denied", {}};
            return std::shared_ptr<s3::ObjectInTheMaking>(object_);
        }
    };
};

TEST_F(SessionObjectsTest, WhatWasSeenBecomesOneObject) {
    objects_.add(session_, "one\r\n", false);
    objects_.add(session_, "two", false);
    EXPECT_FALSE(object_->finished);
    objects_.add(session_, "", true);
    ASSERT_TRUE(object_->finished);
    EXPECT_EQ(key_, "b/p/s.log");
    EXPECT_EQ(object_->text, "Session s of ann runs: ls -l\none\r\ntwo");
    EXPECT_EQ(begun_, 1);
    std::exchange(object_->finished, nullptr)({});
    EXPECT_EQ(object_.use_count(), 1) << "nobody needs it any more";
}

TEST_F(SessionObjectsTest, PrefixesEndWithASlashOnce) {
    session_.log.key_prefix = "a/b/";
    EXPECT_EQ(session_object_key(session_), "a/b/s.log");
    session_.log.key_prefix = "";
    EXPECT_EQ(session_object_key(session_), "s.log");
}

TEST_F(SessionObjectsTest, WhatThereIsNoRoomForIsTold) {
    objects_.add(session_, "one", false);
    object_->full = true;
    objects_.add(session_, "lost", false);
    objects_.add(session_, "too", false);
    object_->full = false;
    objects_.add(session_, "again", true);
    EXPECT_THAT(
        object_->text, HasSubstr("one\n(7 bytes came too fast or were too many to be kept)\nagain")
    );
}

TEST_F(SessionObjectsTest, TheLastLossIsToldToo) {
    objects_.add(session_, "one", false);
    object_->full = true;
    objects_.add(session_, "lost", false);
    object_->full = false;
    objects_.add(session_, "", true);
    EXPECT_THAT(object_->text, EndsWith("(4 bytes came too fast or were too many to be kept)\n"));
}

TEST_F(SessionObjectsTest, WhereItCannotBeWrittenItIsTriedOnce) {
    denied_ = true;
    objects_.add(session_, "one", false);
    objects_.add(session_, "two", true);
    EXPECT_EQ(begun_, 1);
    EXPECT_EQ(object_->text, "");
}

TEST_F(SessionObjectsTest, PortsAndOtherSessionsAreNotWrittenDown) {
    session_.request.port = 80;
    objects_.add(session_, "one", true);
    session_.request.port = 0;
    session_.log.bucket = "";
    objects_.add(session_, "one", true);
    EXPECT_EQ(begun_, 0);
}

TEST_F(SessionObjectsTest, NothingIsWrittenOnceItIsOver) {
    objects_.add(session_, "one", false);
    objects_.stop();
    objects_.add(session_, "two", true);
    EXPECT_FALSE(object_->finished);
    EXPECT_EQ(object_.use_count(), 1);
}

}  // namespace
}  // namespace gantry::ecs
