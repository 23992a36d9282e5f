#include "base/write_all.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <string>
#include <thread>

namespace gantry {
namespace {

TEST(WriteAllTest, MoreThanAPipeTakesAtOnceArrivesWhole) {
    std::array<int, 2> pipe{};
    ASSERT_EQ(::pipe2(pipe.data(), O_CLOEXEC), 0);
    const std::string text(1U << 20U, 'x');
    std::string got;
    std::thread reader([&] {
        std::array<char, 4096> buffer{};
        for (ssize_t n = 0; (n = ::read(pipe[0], buffer.data(), buffer.size())) > 0;) {
            got.append(buffer.data(), static_cast<std::size_t>(n));
        }
    });
    EXPECT_EQ(write_all(pipe[1], text), 0);
    ::close(pipe[1]);
    reader.join();
    ::close(pipe[0]);
    EXPECT_EQ(got, text);
}

TEST(WriteAllTest, TheSystemsErrorIsTheAnswer) {
    EXPECT_EQ(write_all(-1, "text"), EBADF);
    EXPECT_EQ(write_all(-1, ""), 0);
    const int full = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
    ASSERT_GE(full, 0);
    EXPECT_EQ(write_all(full, "text"), ENOSPC);
    ::close(full);
}

}  // namespace
}  // namespace gantry
