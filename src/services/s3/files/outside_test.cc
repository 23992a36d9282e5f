// Bodies in a store outside: a small server stands for it, which keeps what it is put.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "services/s3/files/outside_page.h"
#include "services/s3/files/outside_store.h"
#include "wire/percent.h"

namespace gantry::s3 {
namespace {

using testing::HasSubstr;

TEST(ParseOutside, TakesAnEndpointAndABucket) {
    const auto outside = parse_outside("http://store.internal:9000/bodies/of/gantry");
    ASSERT_TRUE(outside);
    EXPECT_EQ(outside->endpoint.host, "store.internal");
    EXPECT_EQ(outside->bucket, "bodies");
    EXPECT_EQ(outside->prefix, "of/gantry/");
    EXPECT_EQ(parse_outside("http://127.0.0.1:9000/b")->prefix, "");
    for (const char* bad : {"http://127.0.0.1:9000", "http://127.0.0.1/", "https://a/b", "b", ""}) {
        EXPECT_FALSE(parse_outside(bad)) << bad;
    }
}

/// Keeps objects by their paths, as far as these tests go.
class Bucket final : public net::HttpHandler {
  public:
    void on_request(net::HttpRequest request, net::Respond respond) override {
        const std::lock_guard lock(mutex);
        ++requests;
        net::HttpResponse response;
        const std::string path = request.target.substr(0, request.target.find('?'));
        signed_ = signed_ && request.headers.find("authorization") != nullptr;
        if (failing) {
            response.status = 503;
        } else if (request.method == "PUT") {
            objects[path] = request.body;
        } else if (request.method == "DELETE") {
            objects.erase(path);
            response.status = 204;
        } else if (path == "/b") {
            response.body = page(request.target);
        } else if (!objects.contains(path)) {
            response.status = 404;
        } else {
            response.status = 206;
            std::size_t first = 0;
            std::size_t last = 0;
            const std::string range = *request.headers.find("range");
            EXPECT_EQ(std::sscanf(range.c_str(), "bytes=%zu-%zu", &first, &last), 2);
            response.body = objects[path].substr(first, last - first + 1);
        }
        respond(std::move(response));
    }
    void on_upgrade(net::HttpRequest, Accept, net::Respond refuse) override { refuse({}); }

    std::mutex mutex;
    std::map<std::string, std::string> objects;
    int requests = 0;
    int pages = 0;
    bool failing = false;
    bool signed_ = true;
    bool pages_go_on = true;

  private:
    static std::string parameter(const std::string& target, const std::string& name) {
        const std::size_t at = target.find(name + "=") + name.size() + 1;
        return wire::decode_query_part(target.substr(at, target.find('&', at) - at));
    }
    static std::string escaped(const std::string& text) {
        std::string xml;
        for (const char c : text) {
            xml += c == '&' ? "&amp;" : c == '<' ? "&lt;" : std::string(1, c);
        }
        return xml;
    }
    /// ListObjectsV2, two at a time.
    std::string page(const std::string& target) {
        ++pages;
        const std::string after = pages_go_on ? parameter(target, "start-after") : "";
        const std::string prefix = parameter(target, "prefix");
        std::string xml;
        int count = 0;
        for (const auto& [path, body] : objects) {
            const std::string key = wire::decode_path_part(path.substr(3));
            if (!key.starts_with(prefix) || key <= after || ++count > 2) continue;
            xml += "<Contents><Key>" + escaped(key) +
                   "</Key><StorageClass>ODD</StorageClass></Contents>";
        }
        return std::string(
                   "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListBucketResult><IsTruncated>"
               ) +
               (count > 2 ? "true" : "false") + "</IsTruncated>" + xml + "</ListBucketResult>";
    }
};

TEST(OutsidePage, IsReadAsXml) {
    const auto page = read_outside_page(
        "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>b</Name>"
        "<Contents><Key>a&amp;b/1&#50;</Key><Size>1</Size></Contents><IsTruncated>true"
        "</IsTruncated><Contents><Size>2</Size><Key>c &lt;d></Key></Contents></ListBucketResult>"
    );
    ASSERT_TRUE(page) << page.error().message;
    EXPECT_TRUE(page->goes_on);
    EXPECT_EQ(page->keys, (std::vector<std::string>{"a&b/12", "c <d>"}));
    for (const char* bad : {"", "<html></html>", "<ListBucketResult><Contents>"}) {
        EXPECT_FALSE(read_outside_page(bad)) << bad;
    }
}

/// What is sent, without a client.
class Taken final : public net::BodyWriter {
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

/// A client that leaves before anything has come; as the server then behaves.
class Leaving final : public net::BodyWriter {
  public:
    void set_callbacks(Callbacks callbacks) override { callbacks_ = std::move(callbacks); }
    bool write(std::string /*piece*/) override { return false; }
    void finish() override {}
    void abort() override { aborted = true; }

    void leave() {
        const Callbacks callbacks = std::exchange(callbacks_, {});
        callbacks.on_gone();
    }

    std::atomic<bool> aborted = false;

  private:
    Callbacks callbacks_;
};

class OutsideStoreTest : public testing::Test {
  protected:
    void SetUp() override {
        auto started = net::start_http_server({}, bucket_);
        ASSERT_TRUE(started);
        server_ = std::move(*started);
        open();
    }
    void open() {
        Outside outside{.endpoint = {"127.0.0.1", server_->port(), {}}, .bucket = "b"};
        outside.credentials = {"AKIDEXAMPLE", "secret", ""};
        outside.mark = "ours-";
        outside.prefix = prefix_;
        store_ = std::make_unique<OutsideStore>(std::move(outside), [](const std::string&) {});
    }

    Result<api::FileBody> put(std::string_view bytes, Result<void> how = {}) {
        net::HttpRequest head;
        head.headers.add("Content-Length", std::to_string(bytes.size()));
        head.headers.add("x-amz-checksum-crc32", "whatever");
        std::promise<Result<api::FileBody>> received;
        const auto sink =
            store_->receive(head, nullptr, [&](auto body) { received.set_value(std::move(body)); });
        sink->on_begin([] {});
        for (std::size_t at = 0; at < bytes.size(); at += 60'000) {
            sink->on_bytes(bytes.substr(at, 60'000));
        }
        sink->on_end(std::move(how));
        return received.get_future().get();
    }
    std::optional<std::string> sent(const api::FileBody& body) {
        const auto taken = std::make_shared<Taken>();
        store_->send(body).begin(taken);
        if (!taken->done.get_future().get()) return std::nullopt;
        return taken->bytes;
    }
    std::size_t count() {
        const std::lock_guard lock(bucket_.mutex);
        return bucket_.objects.size();
    }

    /// Puts objects that nobody knows later.
    void put_orphans(int count) {
        for (int i = 0; i < count; ++i) ASSERT_TRUE(put("unknown"));
        open();
    }
    bool eventually(const std::function<bool()>& is_so) {
        for (int tries = 0; tries < 500; ++tries) {
            if (is_so()) return true;
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        return false;
    }
    int pages() {
        const std::lock_guard lock(bucket_.mutex);
        return bucket_.pages;
    }

    std::string prefix_;
    Bucket bucket_;
    std::unique_ptr<net::HttpServer> server_;
    std::unique_ptr<OutsideStore> store_;
};

TEST_F(OutsideStoreTest, GivesBackWhatItTook) {
    const std::string bytes = std::string(300'000, 'a') + std::string(200'000, 'b');
    const auto body = put(bytes);
    ASSERT_TRUE(body) << body.error().message;
    EXPECT_EQ(body->bytes(), 500'000);
    EXPECT_EQ(body->checksums.count("CRC32"), 1U);
    EXPECT_EQ(sent(*body), bytes);
    const std::string& file = body->parts[0].file;
    EXPECT_EQ(sent({{{file, 299'999, 2}, {file, 0, 1}}, {}, {}}), "aba");
    EXPECT_TRUE(bucket_.signed_);
}

TEST_F(OutsideStoreTest, NothingIsKeptNowhere) {
    const auto body = put("");
    ASSERT_TRUE(body);
    EXPECT_TRUE(body->parts.empty());
    EXPECT_EQ(sent(*body), "");
    EXPECT_EQ(count(), 0U);
}

TEST_F(OutsideStoreTest, WhatIsNotWhatWasSignedIsNeverWholeThere) {
    const auto body =
        put(std::string(100'000, 'x'), Error{ErrorKind::Denied, "SignatureDoesNotMatch", "", {}});
    ASSERT_FALSE(body);
    EXPECT_EQ(body.error().code, "SignatureDoesNotMatch");
    EXPECT_EQ(count(), 0U);
}

TEST_F(OutsideStoreTest, SaysWhenItIsAway) {
    const auto kept = put("kept");
    ASSERT_TRUE(kept);
    bucket_.failing = true;
    EXPECT_EQ(put("bytes").error().kind, ErrorKind::Unavailable);
    EXPECT_FALSE(sent(*kept));
}

TEST_F(OutsideStoreTest, WhatNobodyKnowsGoesAtTheStart) {
    // Of others, who may have the same kind of names.
    const std::string like = std::string(34, 'a');
    const std::set<std::string> others{
        "cat.jpg", "photos/" + like, "other-" + like, "ours-cat", "x/ours-" + like
    };
    for (const std::string& key : others) bucket_.objects["/b/" + key] = "theirs";
    const auto known = put("known");
    const auto unknown = put("unknown");
    ASSERT_TRUE(known && unknown);
    open();
    const auto fresh = put("of this process");
    ASSERT_TRUE(fresh);
    store_->keep_only({known->parts[0].file});
    EXPECT_TRUE(eventually([&] { return count() == 2 + others.size(); }));
    EXPECT_EQ(sent(*known), "known");
    EXPECT_EQ(sent(*fresh), "of this process");
    EXPECT_FALSE(sent(*unknown));
    for (const std::string& key : others) EXPECT_TRUE(bucket_.objects.contains("/b/" + key)) << key;
}

TEST_F(OutsideStoreTest, WhatNobodyKnowsGoesUnderAnyPrefixPageByPage) {
    prefix_ = "p&q <r>/";
    open();
    put_orphans(7);
    EXPECT_EQ(count(), 7U);
    store_->keep_only({});
    EXPECT_TRUE(eventually([&] { return count() == 0; })) << count();
}

/// It was asked for the same page for ever.
TEST_F(OutsideStoreTest, AStoreWhosePagesDoNotFollowIsNotAskedForEver) {
    bucket_.pages_go_on = false;
    put_orphans(5);
    std::set<std::string> all;
    for (const auto& [path, body] : bucket_.objects) all.insert(path.substr(3));
    store_->keep_only(all);
    EXPECT_TRUE(eventually([&] { return pages() == 2; }));
    EXPECT_FALSE(sent({{{*all.begin(), 0, 1}}, {}, {}}) == std::nullopt);
    EXPECT_EQ(pages(), 2);
}

TEST_F(OutsideStoreTest, NothingIsAskedBeforeTheFirstByte) {
    net::HttpRequest head;
    head.headers.add("Content-Length", "5");
    std::promise<bool> received;
    const auto sink = store_->receive(head, nullptr, [&](const auto& body) {
        received.set_value(body.has_value());
    });
    sink->on_begin([] {});
    sink->on_end(unavailable("it was refused"));
    EXPECT_FALSE(received.get_future().get());
    const std::lock_guard lock(bucket_.mutex);
    EXPECT_EQ(bucket_.requests, 0);
}

TEST_F(OutsideStoreTest, AClientThatLeavesEarlyEndsItThere) {
    const auto body = put(std::string(3'000'000, 'x'));
    ASSERT_TRUE(body);
    const auto leaving = std::make_shared<Leaving>();
    store_->send(*body).begin(leaving);
    EXPECT_EQ(leaving.use_count() > 1, true);
    leaving->leave();
    // Nobody holds on to it then.
    for (int tries = 0; tries < 500 && leaving.use_count() > 1; ++tries) {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    EXPECT_EQ(leaving.use_count(), 1);
    EXPECT_FALSE(leaving->aborted);
}

}  // namespace
}  // namespace gantry::s3
