#include "base/random.h"

#include <sys/random.h>

#include "base/assert.h"

namespace gantry {

namespace {

std::uint64_t rotate_left(std::uint64_t value, int by) {
    return (value << by) | (value >> (64 - by));
}

constexpr char kHex[] = "0123456789abcdef";

}  // namespace

Random::Random(std::uint64_t seed) {
    // splitmix64 spreads the seed over the state, as the generator's authors advise.
    for (auto& word : state_) {
        seed += 0x9e3779b97f4a7c15ULL;
        std::uint64_t z = seed;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        word = z ^ (z >> 31);
    }
}

Random Random::from_system() {
    Random random;
    const auto got = getrandom(random.state_.data(), sizeof(random.state_), 0);
    GANTRY_ASSERT(got == static_cast<ssize_t>(sizeof(random.state_)));
    return random;
}

std::uint64_t Random::next() {
    const std::uint64_t result = rotate_left(state_[1] * 5, 7) * 9;
    const std::uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = rotate_left(state_[3], 45);
    return result;
}

std::uint64_t Random::below(std::uint64_t bound) {
    GANTRY_ASSERT(bound > 0);
    const std::uint64_t limit = UINT64_MAX - UINT64_MAX % bound;
    std::uint64_t value = next();
    while (value >= limit) value = next();
    return value % bound;
}

std::int64_t Random::between(std::int64_t low, std::int64_t high) {
    GANTRY_ASSERT(low <= high);
    return low + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(high - low) + 1));
}

double Random::unit() {
    return static_cast<double>(next() >> 11) * 0x1.0p-53;
}

bool Random::chance(double probability) {
    return unit() < probability;
}

std::string IdSource::hex(int digits) {
    std::string out;
    out.reserve(static_cast<std::size_t>(digits));
    std::uint64_t bits = 0;
    for (int i = 0; i < digits; ++i) {
        if (i % 16 == 0) bits = random_.next();
        out.push_back(kHex[bits & 15]);
        bits >>= 4;
    }
    return out;
}

std::string IdSource::hex32() {
    return hex(32);
}

std::string IdSource::uuid() {
    std::string id = hex(36);
    for (const std::size_t dash : {8U, 13U, 18U, 23U}) id[dash] = '-';
    id[14] = '4';
    id[19] = kHex[8 + random_.below(4)];
    return id;
}

std::string IdSource::digits19() {
    constexpr std::uint64_t kLow = 1'000'000'000'000'000'000ULL;
    return std::to_string(kLow + random_.below(8 * kLow));
}

}  // namespace gantry
