// Bodies in files: what was written comes back, whatever part is asked for; what is damaged does
// not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <future>

#include "services/s3/files/body_file.h"
#include "services/s3/files/file_format.h"
#include "services/s3/files/file_store.h"
#include "services/s3/files/wanted_checksums.h"
#include "wire/digest.h"

namespace gantry::s3 {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

class Files : public testing::Test {
  protected:
    void SetUp() override {
        std::string pattern = testing::TempDir() + "/s3-files-XXXXXX";
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        directory_ = pattern;
    }
    void TearDown() override { fs::remove_all(directory_); }

    [[nodiscard]] std::string path() const { return directory_ + "/body"; }

    void write(std::string_view bytes, std::size_t piece) {
        BodyFileWriter writer;
        ASSERT_TRUE(writer.open(path()));
        for (std::size_t at = 0; at < bytes.size(); at += piece) {
            ASSERT_TRUE(writer.write(bytes.substr(at, piece)));
        }
        ASSERT_TRUE(writer.finish());
    }

    Result<std::string> read(std::uint64_t first, std::uint64_t bytes) const {
        BodyFileReader reader;
        if (auto opened = reader.open(path()); !opened) return opened.error();
        std::string out;
        while (out.size() < bytes) {
            const auto some = reader.read(first + out.size(), bytes - out.size());
            if (!some) return some;
            out += *some;
        }
        return out;
    }

    std::string directory_;
};

std::string some_bytes(std::size_t count) {
    Random random(count);
    std::string bytes(count, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random.next());
    return bytes;
}

TEST_F(Files, AreReadAsTheyWereWritten) {
    for (const std::size_t count :
         {std::size_t{1}, kBlockBytes - 1, kBlockBytes, kBlockBytes + 1, 3 * kBlockBytes + 7}) {
        const std::string bytes = some_bytes(count);
        write(bytes, 100'003);
        EXPECT_EQ(*read(0, count), bytes);
        EXPECT_EQ(*read(count / 2, count - count / 2), bytes.substr(count / 2));
        EXPECT_EQ(*read(count - 1, 1), bytes.substr(count - 1));
        fs::remove(path());
    }
}

TEST_F(Files, BeginWithTheBytesOfTheBody) {
    write("hello", 5);
    std::ifstream file(path());
    std::string begin(5, '\0');
    file.read(begin.data(), 5);
    EXPECT_EQ(begin, "hello");
    struct stat found{};
    ASSERT_EQ(::stat(path().c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 0777U, 0600U);
}

TEST_F(Files, ThatWereChangedAreNotRead) {
    const std::string bytes = some_bytes(2 * kBlockBytes);
    for (const std::size_t at : {std::size_t{3}, kBlockBytes + 5, bytes.size() + 1}) {
        write(bytes, bytes.size());
        {
            std::fstream file(path(), std::ios::in | std::ios::out | std::ios::binary);
            file.seekg(static_cast<std::streamoff>(at));
            const char was = static_cast<char>(file.get());
            file.seekp(static_cast<std::streamoff>(at));
            file.put(static_cast<char>(was ^ 1));
        }
        EXPECT_FALSE(read(0, bytes.size())) << at;
        // Where another block is meant, it is as good as it was.
        EXPECT_EQ(bool(read(kBlockBytes, 10)), at == 3) << at;
        fs::remove(path());
    }
}

TEST_F(Files, ThatAreCutOffAreNotRead) {
    const std::string bytes = some_bytes(1'000);
    write(bytes, bytes.size());
    for (const std::size_t left : {std::size_t{1'020}, std::size_t{500}, std::size_t{0}}) {
        fs::resize_file(path(), left);
        EXPECT_THAT(read(0, 10).error().message, HasSubstr("damaged"));
    }
}

/// The store as the front end uses it.
class Store : public Files {
  protected:
    void SetUp() override {
        Files::SetUp();
        open();
    }
    void open() {
        store_.reset();
        store_ = std::make_unique<FileStore>(directory_ + "/objects", [this](const auto& file) {
            discarded_.push_back(file);
        });
    }

    Result<api::FileBody> put(
        std::string_view bytes,
        const net::HttpRequest& head = {},
        Result<void> how = {},
        std::shared_ptr<const service::TakenSum> taken = nullptr
    ) {
        std::promise<Result<api::FileBody>> received;
        const auto sink = store_->receive(head, std::move(taken), [&](auto body) {
            received.set_value(std::move(body));
        });
        sink->on_begin([this] { ++resumes_; });
        for (std::size_t at = 0; at < bytes.size(); at += 60'000) {
            sink->on_bytes(bytes.substr(at, 60'000));
        }
        sink->on_end(std::move(how));
        return received.get_future().get();
    }

    [[nodiscard]] std::size_t count_files() const {
        std::size_t files = 0;
        for (const auto& entry : fs::recursive_directory_iterator(directory_)) {
            if (entry.is_regular_file()) ++files;
        }
        return files;
    }

    /// Waits for what the store does by itself.
    void expect_files(std::size_t count) const {
        for (int tries = 0; tries < 500 && count_files() != count; ++tries) {
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        EXPECT_EQ(count_files(), count);
    }

    std::atomic<int> resumes_ = 0;
    std::vector<std::string> discarded_;
    std::unique_ptr<FileStore> store_;
};

/// What is sent, without a client.
class Collected final : public net::BodyWriter {
  public:
    void set_callbacks(Callbacks /*callbacks*/) override {}
    bool write(std::string piece) override {
        bytes += piece;
        return true;
    }
    void finish() override { done.set_value(true); }
    void abort() override { done.set_value(false); }

    std::string bytes;
    std::promise<bool> done;
};

std::optional<std::string> sent(FileStore& store, const api::FileBody& body) {
    const auto collected = std::make_shared<Collected>();
    auto stream = store.send(body);
    EXPECT_EQ(stream.length, static_cast<std::uint64_t>(body.bytes()));
    stream.begin(collected);
    if (!collected->done.get_future().get()) return std::nullopt;
    return collected->bytes;
}

TEST_F(Store, GivesBackWhatItTook) {
    const std::string bytes = some_bytes(5 * kBlockBytes + 11);
    net::HttpRequest head;
    head.headers.add("X-Amz-Checksum-Sha256", "whatever");
    const auto body = put(bytes, head);
    ASSERT_TRUE(body);
    EXPECT_EQ(body->bytes(), static_cast<std::int64_t>(bytes.size()));
    EXPECT_EQ(body->md5.size(), 32U);
    EXPECT_EQ(body->checksums.count("SHA256"), 1U);
    EXPECT_EQ(sent(*store_, *body), bytes);

    api::FileBody part = *body;
    part.parts = {{body->parts[0].file, 100, 300'000}, {body->parts[0].file, 7, 1}};
    EXPECT_EQ(sent(*store_, part), bytes.substr(100, 300'000) + bytes[7]);
}

/// A sum that was taken as the body was held against its head is believed, not computed again.
TEST_F(Store, ASumThatWasTakenIsTakenOver) {
    net::HttpRequest head;
    head.headers.add("x-amz-checksum-sha256", "whatever");
    head.headers.add("x-amz-checksum-crc32", "whatever");
    const auto sha256 = std::make_shared<service::TakenSum>(wire::ChecksumKind::Sha256, "taken");
    const auto body = put("hello", head, {}, sha256);
    ASSERT_TRUE(body);
    EXPECT_EQ(body->checksums.at("SHA256"), wire::to_base64("taken"));
    EXPECT_EQ(body->checksums.at("CRC32"), "NhCmhg==");
    // Where nobody asks for it, it is not shown.
    const auto plain = put("hello", {}, {}, sha256);
    ASSERT_TRUE(plain);
    EXPECT_TRUE(plain->checksums.empty());
}

TEST_F(Store, NothingIsNoFile) {
    const auto body = put("");
    ASSERT_TRUE(body);
    EXPECT_TRUE(body->parts.empty());
    EXPECT_EQ(body->md5, "d41d8cd98f00b204e9800998ecf8427e");
    EXPECT_EQ(sent(*store_, *body), "");
    EXPECT_EQ(count_files(), 0U);
}

TEST_F(Store, ABodyWithoutAnEndLeavesNothing) {
    const auto body = put(some_bytes(kBlockBytes * 2), {}, unavailable("the client has left"));
    EXPECT_FALSE(body);
    EXPECT_EQ(count_files(), 0U);
}

TEST_F(Store, SaysWhereItCannotKeepAnything) {
    std::ofstream(directory_ + "/objects") << "a file where the directory would be";
    const auto body = put("bytes");
    ASSERT_FALSE(body);
    EXPECT_EQ(body.error().kind, ErrorKind::Unavailable);
    EXPECT_THAT(body.error().message, testing::Not(HasSubstr(directory_)));
}

TEST_F(Store, WhatNobodyKnowsGoesAtTheStart) {
    const auto known = put("known");
    const auto unknown = put("unknown");
    ASSERT_TRUE(known && unknown);
    open();
    const auto fresh = put("of this process");
    ASSERT_TRUE(fresh);
    store_->keep_only({known->parts[0].file});
    expect_files(2);
    EXPECT_EQ(sent(*store_, *known), "known");
    EXPECT_EQ(sent(*store_, *fresh), "of this process");
    EXPECT_FALSE(sent(*store_, *unknown));
}

TEST_F(Store, TellsOfWhatIsNotWanted) {
    const auto body = put("bytes");
    ASSERT_TRUE(body);
    store_->discard(*body);
    EXPECT_THAT(discarded_, ElementsAre(body->parts[0].file));
}

TEST(WantedChecksums, AreThoseOfTheHeadOnce) {
    net::HttpRequest head;
    head.headers.add("X-Amz-Trailer", "x-amz-checksum-crc32c");
    head.headers.add("x-amz-sdk-checksum-algorithm", "CRC32C");
    head.headers.add("x-amz-checksum-crc64nvme", "AAAA");
    head.headers.add("Content-MD5", "AAAA");
    EXPECT_THAT(
        wanted_checksums(head),
        ElementsAre(wire::ChecksumKind::Crc32c, wire::ChecksumKind::Crc64Nvme)
    );
    EXPECT_TRUE(wanted_checksums({}).empty());
}

}  // namespace
}  // namespace gantry::s3
