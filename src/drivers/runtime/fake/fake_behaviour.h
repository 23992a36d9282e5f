#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "base/result.h"
#include "base/time.h"

namespace gantry::runtime {

/// A span of time that is drawn anew at each use: uniform, both ends included.
struct Latency {
    Duration min{0};
    Duration max{0};

    static constexpr Latency exactly(Duration d) { return {d, d}; }
    [[nodiscard]] Duration draw(Random& random) const;
    friend bool operator==(const Latency&, const Latency&) = default;
};

/// What a fake runtime does with the containers of one image. The default runs until it is stopped.
///
/// An error given here answers in the daemon's place, words included. "Hangs": the operation never
/// ends, so its caller hears Unavailable at the operation's time limit.
struct FakeBehaviour {
    std::optional<Latency> pull;  ///< empty: the machine's FakeTimings
    std::optional<Error> pull_error;
    bool pull_hangs = false;

    std::optional<Latency> create;
    std::optional<Error> create_error;
    bool create_hangs = false;

    std::optional<Latency> start;
    std::optional<Error> start_error;
    bool start_hangs = false;

    std::optional<Latency> runs_for;  ///< then it exits; empty: until stopped
    std::int32_t exit_code = 0;
    std::optional<Duration> oom_after;  ///< killed for memory, exit code 137

    /// Of a container that has a health check; empty: at the first probe. Both set: both happen.
    std::optional<Duration> healthy_after;
    std::optional<Duration> unhealthy_after;
    bool never_healthy = false;  ///< stays Starting unless unhealthy_after is set

    Latency term;  ///< from SIGTERM to the exit
    std::int32_t term_exit_code = 143;
    bool ignores_term = false;
    bool unkillable = false;  ///< ignores SIGKILL as well, as a process stuck in the kernel does

    bool programs = true;  ///< its image has those that can be run beside its own

    double cpu_use = 0.01;  ///< of one CPU
    std::int64_t memory_bytes = 16 << 20;
    std::vector<std::string> log_lines;
    std::vector<std::string> image_env;  ///< "NAME=value"
};

/// Reads a behaviour out of an image's name, so that a task definition can ask for it:
/// "sim/<kind>:<word>.<word>…". Any other image runs until it is stopped.
///
/// Kinds: steady (runs until stopped), short (exits 0 within seconds), crashing (exits 1 within
/// seconds), slow (pulls, creates and starts slowly).
/// Words: run-2s, exit-3, oom-5s, healthy-2s, unhealthy-10s, never-healthy, pull-3s, create-1s,
/// start-1s, term-2s, term_exit-0, ignores-term, unkillable, pull-fails, create-fails, start-fails,
/// pull-hangs, create-hangs, start-hangs. A time is a number with ms, s, m or h. Words that mean
/// nothing are skipped: they may be an ordinary tag.
FakeBehaviour behaviour_of_image(std::string_view image);

}  // namespace gantry::runtime
