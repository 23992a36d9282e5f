#include "base/line_writer.h"

#include <gtest/gtest.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "base/log.h"

namespace gantry {
namespace {

using std::chrono::milliseconds;

/// A pipe that is read only when the test says so.
class Pipe {
  public:
    Pipe() { EXPECT_EQ(::pipe(ends_.data()), 0); }
    ~Pipe() {
        close_reader();
        close_writer();
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;

    [[nodiscard]] int writer() const { return ends_[1]; }
    void close_reader() {
        if (ends_[0] >= 0) ::close(ends_[0]);
        ends_[0] = -1;
    }

    void close_writer() {
        if (ends_[1] >= 0) ::close(ends_[1]);
        ends_[1] = -1;
    }

    /// Reads whole lines until one of them contains `last`, or all is read, or
    /// nothing has come for ten seconds.
    std::vector<std::string> read_until(const std::string& last) {
        std::string text;
        std::array<char, 65536> chunk{};
        for (pollfd ready{.fd = ends_[0], .events = POLLIN, .revents = 0};
             ::poll(&ready, 1, 10'000) > 0;) {
            const ssize_t size = ::read(ends_[0], chunk.data(), chunk.size());
            if (size <= 0) break;
            text.append(chunk.data(), static_cast<std::size_t>(size));
            const auto found = text.find(last);
            if (found != std::string::npos && text.ends_with('\n')) break;
        }
        std::vector<std::string> lines;
        std::istringstream in(text);
        for (std::string line; std::getline(in, line);) lines.push_back(line);
        return lines;
    }

  private:
    std::array<int, 2> ends_{};
};

TEST(LineWriterTest, WritesLinesInOrder) {
    Pipe pipe;
    LineWriter writer(pipe.writer());
    for (int i = 0; i < 100; ++i) writer.write("line " + std::to_string(i));
    EXPECT_TRUE(writer.flush(milliseconds{10'000}));
    const auto lines = pipe.read_until("line 99");
    ASSERT_EQ(lines.size(), 100U);
    EXPECT_EQ(lines[42], "line 42");
}

TEST(LineWriterTest, APipeThatNobodyReadsKeepsNobodyWaitingAndEveryLineIsToldOrCounted) {
    Pipe pipe;
    auto writer = std::make_unique<LineWriter>(
        pipe.writer(),
        LineWriter::Options{.capacity_bytes = 50'000, .patience = std::chrono::minutes{1}}
    );
    constexpr std::size_t kLines = 50'000;
    for (std::size_t i = 0; i < kLines; ++i) writer->write("line " + std::to_string(i));
    EXPECT_FALSE(writer->flush(milliseconds{1}));

    std::thread ends([&] {  // what waits is written once somebody reads
        writer.reset();
        pipe.close_writer();
    });
    const auto lines = pipe.read_until("the end of the file");
    ends.join();
    std::size_t told = 0;
    std::size_t dropped = 0;
    for (const std::string& line : lines) {
        if (line.ends_with(" lines dropped")) {
            dropped += std::stoul(line);
        } else {
            // Each stands where it belongs: behind those that were told or dropped before it.
            ASSERT_EQ(line, "line " + std::to_string(told + dropped));
            ++told;
        }
    }
    EXPECT_GT(dropped, 0U);
    EXPECT_EQ(told + dropped, kLines);
}

TEST(LineWriterTest, EndsInTimeThoughNobodyReads) {
    const Pipe pipe;
    const auto start = std::chrono::steady_clock::now();
    {
        LineWriter writer(pipe.writer(), {.patience = milliseconds{50}});
        writer.write(std::string(300'000, 'x'));
    }
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds{5});
}

TEST(LineWriterTest, WritesWhatWaitsBeforeItEnds) {
    Pipe pipe;
    {
        LineWriter writer(pipe.writer());
        writer.write("first");
        writer.write("last");
    }
    EXPECT_EQ(pipe.read_until("last"), (std::vector<std::string>{"first", "last"}));
}

TEST(LineWriterTest, AClosedPipeSwallowsItsLines) {
    Pipe pipe;
    pipe.close_reader();
    LineWriter writer(pipe.writer());
    writer.write("lost");
    EXPECT_TRUE(writer.flush(milliseconds{10'000}));
}

TEST(LineWriterTest, IsTheLogsWhereItIsTold) {
    Pipe pipe;
    LineWriter writer(pipe.writer(), {.capacity_bytes = 100'000, .tell_dropped = dropped_lines});
    set_log_writer(&writer);
    for (int i = 0; i < 5'000; ++i) log_info("tick", {{"number", i}});
    const auto lines = pipe.read_until("lines dropped");
    set_log_writer(nullptr);
    EXPECT_NE(lines.front().find(" info tick number=0"), std::string::npos);
    EXPECT_NE(lines.back().find(" warn log_lines_dropped why=\""), std::string::npos);
}

}  // namespace
}  // namespace gantry
