#include "agent/logs/log_trail.h"

#include <gtest/gtest.h>

#include <vector>

#include "base/random.h"

namespace gantry::agent {
namespace {

/// What the runtime keeps: the times of a container's pieces, in the order in which it got them.
using File = std::vector<std::int64_t>;

/// Reads up to `until` pieces of the file. @return the places of those that are new
std::vector<std::size_t> read(LogTrail& trail, const File& file, std::size_t until) {
    const std::int64_t since = trail.begin();
    std::vector<std::size_t> fresh;
    for (std::size_t i = 0; i < until; ++i) {
        if (file[i] >= since && trail.read(file[i])) fresh.push_back(i);
    }
    return fresh;
}

std::vector<std::size_t> places(std::size_t from, std::size_t to) {
    std::vector<std::size_t> all;
    for (std::size_t i = from; i < to; ++i) all.push_back(i);
    return all;
}

TEST(LogTrail, ReadingAnewGoesOnWhereItWas) {
    const File file{5, 5, 5, 9, 7, 9};  // of the same time, and one overtaken
    LogTrail trail{LogMark{}};
    EXPECT_EQ(read(trail, file, 4), places(0, 4));
    EXPECT_EQ(read(trail, file, 4), places(4, 4));
    trail.take(2);
    EXPECT_EQ(read(trail, file, 6), places(4, 6));
    EXPECT_EQ(trail.open(), 4U);
}

TEST(LogTrail, AnotherLifeGoesOnBehindWhatWasTaken) {
    const File file{5, 5, 5, 9, 7, 9};
    for (std::size_t taken = 0; taken <= file.size(); ++taken) {
        LogTrail first{LogMark{}};
        read(first, file, file.size());
        first.take(taken);
        LogTrail second{first.mark()};
        EXPECT_EQ(second.mark(), first.mark()) << "before anything was read";
        EXPECT_EQ(read(second, file, file.size()), places(taken, file.size()));
        second.take(0);
        EXPECT_EQ(second.mark(), first.mark());
    }
}

TEST(LogTrail, WhatTheRuntimeThrewAwayIsNotWaitedFor) {
    LogTrail first{LogMark{}};
    read(first, {1, 2, 3}, 3);
    first.take(3);
    LogTrail second{first.mark()};
    EXPECT_EQ(read(second, {4, 5}, 2), places(0, 2)) << "the file was emptied meanwhile";
}

/// Another life begins where so many pieces had been taken.
void expect_to_go_on(const File& file, std::size_t taken) {
    LogTrail first{LogMark{}};
    read(first, file, file.size());
    first.take(taken);
    LogTrail second{first.mark()};
    EXPECT_EQ(read(second, file, file.size()), places(taken, file.size()));
}

/// All parts of a line have the time of its beginning.
TEST(LogTrail, ALineOfManyPartsGoesOnInItsMiddle) {
    File file{1, 2};
    file.insert(file.end(), 1'000, 5);
    file.insert(file.end(), {6, 7});
    for (const std::size_t taken : {3U, 300U, 999U, 1'002U, 1'003U}) expect_to_go_on(file, taken);
}

/// The other stream's lines come between the parts.
TEST(LogTrail, PartsOfALineThatIsOvertakenAreNotLost) {
    File file;
    for (std::int64_t i = 0; i < 200; ++i) file.insert(file.end(), {5, 5, 5, 5, 10 + i});
    for (const std::size_t taken : {4U, 303U, 700U, 999U}) expect_to_go_on(file, taken);
}

/// Any number of lives, breaks and disorder: every piece once, but for what a life had read and not
/// written down.
TEST(LogTrail, NothingIsLost) {
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        Random random(seed);
        File file;
        std::int64_t time = 1'000;
        for (int i = 0; i < 2'000; ++i) {
            time += random.between(0, 2);
            file.push_back(time - (random.chance(0.1) ? random.between(0, 20) : 0));
        }
        std::vector<int> seen(file.size(), 0);
        std::size_t written = 0;
        LogMark mark;
        LogTrail trail{mark};
        std::size_t taken = 0;
        while (taken < file.size()) {
            const auto until = static_cast<std::size_t>(random.between(
                static_cast<std::int64_t>(taken), static_cast<std::int64_t>(file.size())
            ));
            for (const std::size_t place : read(trail, file, until)) ++seen[place];
            const auto some =
                static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(trail.open()))
                );
            trail.take(some);
            taken += some;
            mark = trail.mark();
            written = taken;
            if (!random.chance(0.3)) continue;
            for (std::size_t i = written; i < file.size(); ++i) seen[i] = 0;
            trail = LogTrail{mark};
        }
        for (std::size_t i = 0; i < file.size(); ++i) {
            ASSERT_EQ(seen[i], 1) << "piece " << i << " of seed " << seed;
        }
    }
}

}  // namespace
}  // namespace gantry::agent
