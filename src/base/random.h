#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace gantry {

/// A seeded generator (xoshiro256**): the same seed gives the same numbers on every machine.
/// Not for secrets; see Random::from_system for a seed nobody can guess.
class Random {
  public:
    explicit Random(std::uint64_t seed);
    /// Seeds all 256 bits from the kernel (getrandom).
    static Random from_system();

    std::uint64_t next();
    /// Uniform in [0, bound); bound must be > 0.
    std::uint64_t below(std::uint64_t bound);
    /// Uniform in [low, high].
    std::int64_t between(std::int64_t low, std::int64_t high);
    /// True with the given probability (0 … 1).
    bool chance(double probability);
    /// Uniform in [0, 1).
    double unit();

  private:
    Random() = default;
    std::array<std::uint64_t, 4> state_{};
};

/// Draws the identifiers ECS hands out, from a Random.
class IdSource {
  public:
    explicit IdSource(Random random) : random_(random) {}

    /// 32 lower-case hex digits: tasks, container instances.
    std::string hex32();
    /// n lower-case hex digits, n <= 64.
    std::string hex(int digits);
    /// A version-4 UUID, 36 characters: containers, attachments, events, request ids.
    std::string uuid();
    /// 19 decimal digits, first not zero: deployments (`ecs-svc/…`) and service revisions.
    std::string digits19();

    Random& random() { return random_; }

  private:
    Random random_;
};

}  // namespace gantry
