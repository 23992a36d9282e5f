#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <functional>
#include <future>
#include <string>
#include <utility>
#include <vector>

#include "base/manual_loop.h"
#include "services/logs/engine/engine.h"

namespace gantry::logs {

/// A directory that goes with the test.
class TestDirectory {
  public:
    TestDirectory() {
        std::string name = testing::TempDir() + "gantry-logs-XXXXXX";
        path_ = ::mkdtemp(name.data());
    }
    ~TestDirectory() { std::filesystem::remove_all(path_); }
    TestDirectory(const TestDirectory&) = delete;
    TestDirectory& operator=(const TestDirectory&) = delete;
    [[nodiscard]] const std::string& path() const { return path_; }

  private:
    std::string path_;
};

/// An engine as if it answered at once. @param settle lets a loop run; null: threads do the work
class Waiting {
  public:
    Waiting(Engine& engine, std::function<void()> settle)
        : engine_(engine), settle_(std::move(settle)) {}

    template <class T, class Start>
    Result<T> wait(const Start& start) {
        auto promise = std::make_shared<std::promise<Result<T>>>();
        auto future = promise->get_future();
        start([promise](Result<T> result) { promise->set_value(std::move(result)); });
        if (settle_) settle_();
        if (future.wait_for(std::chrono::seconds(60)) != std::future_status::ready) {
            return internal_error("not answered");
        }
        return future.get();
    }

    Result<void> append(
        const std::string& stream, std::vector<NewEvent> events, std::int64_t ingested_ms = 1
    ) {
        return wait<void>([&](auto done) {
            engine_.append({"g", stream, ingested_ms, std::move(events)}, std::move(done));
        });
    }
    /// The messages that are visited, and how it ended.
    std::pair<std::vector<std::string>, ScanEnd> read(Scan scan) {
        std::vector<std::string> messages;
        if (scan.group.empty()) scan.group = "g";
        if (scan.streams.empty()) scan.streams = {"a"};
        if (scan.to_ms == 0) scan.to_ms = 1'000'000'000'000'000;
        const auto wanted = std::move(scan.visit);
        scan.visit = [&messages, &wanted](const EventView& event) {
            messages.emplace_back(event.message);
            return !wanted || wanted(event);
        };
        auto end = wait<ScanEnd>([&](auto done) { engine_.scan(scan, std::move(done)); });
        EXPECT_TRUE(end) << (end ? "" : end.error().message);
        return {std::move(messages), end ? *end : ScanEnd{}};
    }
    GroupStats stats() {
        using All = std::map<std::string, GroupStats>;
        auto all = wait<All>([&](auto done) { engine_.stats({"g"}, std::move(done)); });
        EXPECT_TRUE(all);
        return (*all)["g"];
    }

  private:
    Engine& engine_;
    std::function<void()> settle_;
};

}  // namespace gantry::logs
