#include "store/checksum.h"

#define XXH_INLINE_ALL  // NOLINT(readability-identifier-naming): xxhash asks for it
#include <xxhash.h>

#include <array>
#include <bit>

namespace gantry::store {

namespace {

static_assert(
    std::endian::native == std::endian::little, "numbers are hashed as they lie in memory"
);

std::uint64_t add(std::uint64_t before, std::string_view text) {
    return XXH3_64bits_withSeed(text.data(), text.size(), before);
}

/// The sizes stand in front of the texts, so that no two lists of texts run into the same bytes.
template <std::size_t Count>
std::uint64_t add(std::uint64_t before, const std::array<std::uint64_t, Count>& numbers) {
    return XXH3_64bits_withSeed(numbers.data(), sizeof(numbers), before);
}

}  // namespace

Checksum checksum_of_row(std::string_view table, std::string_view key, std::string_view row) {
    std::uint64_t sum = add(0, std::array<std::uint64_t, 3>{table.size(), key.size(), row.size()});
    for (const std::string_view text : {table, key, row}) sum = add(sum, text);
    return static_cast<Checksum>(sum);
}

Checksum checksum_of_name(std::string_view table, std::string_view key) {
    std::uint64_t sum = add(0, std::array<std::uint64_t, 2>{table.size(), key.size()});
    for (const std::string_view text : {table, key}) sum = add(sum, text);
    return static_cast<Checksum>(sum);
}

Checksum checksum_of_record(
    Checksum before,
    core::Sequence sequence,
    std::int64_t time_ms,
    std::string_view cause,
    std::string_view changes
) {
    const std::array<std::uint64_t, 4> numbers{
        sequence, static_cast<std::uint64_t>(time_ms), cause.size(), changes.size()
    };
    std::uint64_t sum = add(static_cast<std::uint64_t>(before), numbers);
    for (const std::string_view text : {cause, changes}) sum = add(sum, text);
    return static_cast<Checksum>(sum);
}

Checksum checksum_of_numbers(std::string_view name, std::initializer_list<std::int64_t> numbers) {
    std::uint64_t sum = add(numbers.size(), name);
    for (const std::int64_t number : numbers) {
        sum = add(sum, std::array<std::uint64_t, 1>{static_cast<std::uint64_t>(number)});
    }
    return static_cast<Checksum>(sum);
}

}  // namespace gantry::store
