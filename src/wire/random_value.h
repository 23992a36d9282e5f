#pragma once

#include <span>
#include <string>

#include "base/random.h"
#include "base/reflect.h"

namespace gantry::wire {

/// How values are drawn for property and fuzz tests.
struct RandomValueOptions {
    double present = 0.7;          ///< chance that an optional member is there
    std::size_t max_elements = 3;  ///< of a list or map
    std::size_t max_depth = 8;     ///< of nested lists, maps and structures
    /// Where there are any, most texts are one of these and most numbers small: inputs that mean
    /// something, to whoever chose the words.
    std::span<const std::string> words{};
};

/// Fills any described value by chance: extreme numbers, strings with quotes, controls and
/// characters of every UTF-8 length, times to the millisecond. The same Random gives the same
/// value. Bounds of the model are not kept: decoders must carry whatever the types allow.
void fill_random(
    Random& random,
    const reflect::TypeInfo& type,
    void* value,
    const RandomValueOptions& options = {}
);

template <class T>
T random_value(Random& random, const RandomValueOptions& options = {}) {
    T value{};
    fill_random(random, reflect::type_of<T>(), &value, options);
    return value;
}

}  // namespace gantry::wire
