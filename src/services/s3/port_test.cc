// Objects that other services write, piece by piece and in somebody's name.
#include "services/s3/port.h"

#include <gmock/gmock.h>

#include <deque>

#include "services/s3/api/checksums.h"
#include "services/s3/files/body_store.h"
#include "services/s3/files/sums.h"
#include "services/s3/test_support.h"

namespace gantry::s3 {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// Keeps bodies in memory, each once it is told to.
class SlowStore final : public BodyStore {
  public:
    struct Shared {
        std::vector<std::string> bodies;
        std::deque<std::function<void()>> waiting;
        std::vector<std::string> discarded;
        bool full = false;
    };
    explicit SlowStore(std::shared_ptr<Shared> shared) : shared_(std::move(shared)) {}

    std::shared_ptr<net::BodySink> receive(
        const net::HttpRequest& head,
        std::shared_ptr<const service::TakenSum> /*taken*/,
        Received received
    ) override {
        EXPECT_NE(head.headers.find("content-length"), nullptr);
        return std::make_shared<Sink>(shared_, std::move(received));
    }
    void discard(const api::FileBody& body) override {
        for (const auto& part : body.parts) shared_->discarded.push_back(part.file);
    }
    net::BodyStream send(const api::FileBody& /*body*/) override { return {}; }
    void remove(const std::string& /*file*/) override {}
    void keep_only(std::set<std::string> /*known*/) override {}

  private:
    class Sink final : public net::BodySink {
      public:
        Sink(std::shared_ptr<Shared> shared, Received received)
            : shared_(std::move(shared)), received_(std::move(received)) {}
        bool on_bytes(std::string_view bytes) override {
            body_ += bytes;
            return true;
        }
        void on_end(Result<void> how) override {
            EXPECT_TRUE(how);
            shared_->waiting.push_back(
                [shared = shared_, body = body_, received = std::move(received_)] {
                    if (shared->full) return received(cannot_keep_body());
                    shared->bodies.push_back(body);
                    BodySums sums({});
                    sums.update(body);
                    received(sums.finish("f" + std::to_string(shared->bodies.size())));
                }
            );
        }

      private:
        std::shared_ptr<Shared> shared_;
        Received received_;
        std::string body_;
    };

    std::shared_ptr<Shared> shared_;
};

class S3PortTest : public testing::Test {
  protected:
    S3PortTest() {
        core::Transaction tx;
        tx.put(rows().buckets, "b", BucketRow{.name = "b", .account = scope_.account});
        world_.commit(std::move(tx));
    }
    /// What the disk never took holds its store.
    ~S3PortTest() override { store_->waiting.clear(); }

    service::Options options() {
        service::Options options;
        options.of<iam::Options>().enforcement = iam::Enforcement::Enforce;
        options.of<Options>().make_store = [shared = store_](const BodyStore::Discarded&) {
            return std::make_unique<SlowStore>(shared);
        };
        return options;
    }
    static std::span<const service::Service* const> services() {
        static const service::Service* const kServices[] = {&iam::service(), &s3::service()};
        return kServices;
    }
    const Tables& rows() { return world_.registry().get<Instance>().rows(); }

    auto begin(const std::string& bucket = "b") {
        return begin_object(around_, root_, {bucket, "k", "text/plain"});
    }
    /// The disk takes what there is.
    void write_all() {
        while (!store_->waiting.empty()) {
            const auto next = std::move(store_->waiting.front());
            store_->waiting.pop_front();
            next();
            world_.loop.run_until_idle();
        }
    }
    void finish(const std::shared_ptr<ObjectInTheMaking>& object) {
        object->finish([this](const Result<void>& how) {
            end_ = how ? "ok" : how.error().code + ": " + how.error().message;
        });
        world_.loop.run_until_idle();
    }

    /// The world's core, as surroundings know it.
    struct Borrowed {
        explicit Borrowed(core::Core& core) : pointer(&core) {}
        ~Borrowed() { static_cast<void>(pointer.release()); }
        Borrowed(const Borrowed&) = delete;
        Borrowed& operator=(const Borrowed&) = delete;

        std::unique_ptr<core::Core> pointer;
    };

    std::shared_ptr<SlowStore::Shared> store_ = std::make_shared<SlowStore::Shared>();
    service::TestWorld world_{services(), options()};
    aws::Scope scope_{"123456789012", "us-east-1"};
    aws::Caller root_{scope_, aws::root_arn(scope_), "", {}};
    service::Options none_;
    Borrowed core_{world_.core()};
    service::Surroundings around_{
        world_.loop,
        world_.registry(),
        core_.pointer,
        world_.ids,
        world_.keys,
        world_.settings,
        none_,
    };
    std::string end_;
};

TEST_F(S3PortTest, AnObjectIsThereOnceItIsWhole) {
    const auto object = begin();
    ASSERT_TRUE(object) << object.error().message;
    const std::string half(ObjectInTheMaking::kPiece / 2, 'x');
    for (int i = 0; i < 3; ++i) EXPECT_TRUE((*object)->write(half));
    write_all();
    EXPECT_THAT(store_->bodies, ElementsAre(half + half));
    EXPECT_TRUE((*object)->write("end"));
    finish(*object);
    EXPECT_EQ(end_, "");
    EXPECT_TRUE(rows().objects.rows().empty());
    write_all();
    EXPECT_EQ(end_, "ok");
    ASSERT_EQ(rows().objects.rows().size(), 1U);
    const ObjectRow& row = *rows().objects.rows().begin()->second;
    EXPECT_EQ(row.bytes, static_cast<std::int64_t>(3 * half.size() + 3));
    EXPECT_EQ(row.etag, md5_of(half + half + half + "end"));
    EXPECT_EQ(row.files.size(), 2U);
    EXPECT_FALSE((*object)->write("late"));
    EXPECT_THAT(store_->discarded, IsEmpty());
}

TEST_F(S3PortTest, AnObjectMayBeEmpty) {
    finish(*begin());
    EXPECT_EQ(end_, "ok");
    EXPECT_EQ(rows().objects.rows().size(), 1U);
}

TEST_F(S3PortTest, WhatTheDiskHasNotTakenIsBounded) {
    const auto object = begin();
    const std::string piece(ObjectInTheMaking::kPiece, 'x');
    std::size_t taken = 0;
    while ((*object)->write(piece)) ++taken;
    EXPECT_EQ(taken, ObjectInTheMaking::kMostWaiting / piece.size() + 1) << "one is under way";
    write_all();
    EXPECT_TRUE((*object)->write(piece));
}

TEST_F(S3PortTest, WhoMayNotIsRefusedBeforeAnythingIsWritten) {
    const aws::Caller nobody{scope_, "arn:aws:iam::123456789012:user/nobody", "", {}};
    const auto object = begin_object(around_, nobody, {"b", "k", "text/plain"});
    ASSERT_FALSE(object);
    EXPECT_EQ(object.error().kind, ErrorKind::Denied) << object.error().message;
    EXPECT_THAT(store_->waiting, IsEmpty());
}

TEST_F(S3PortTest, WhatCameOfNothingIsDiscarded) {
    const auto object = begin("none");
    ASSERT_TRUE(object) << object.error().message;
    (*object)->write("text");
    finish(*object);
    write_all();
    EXPECT_EQ(end_, "NoSuchBucket: The specified bucket does not exist");
    EXPECT_THAT(store_->discarded, ElementsAre("f1"));
}

TEST_F(S3PortTest, AFullDiskIsTold) {
    const auto object = begin();
    (*object)->write(std::string(ObjectInTheMaking::kPiece, 'x'));
    store_->full = true;
    write_all();
    EXPECT_FALSE((*object)->write("more"));
    finish(*object);
    EXPECT_EQ(end_, ": The service is unable to keep the body at the moment.");
    EXPECT_TRUE(rows().objects.rows().empty());
}

}  // namespace
}  // namespace gantry::s3
