#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "services/logs/filter/scanner.h"

namespace gantry::wire {
class JsonReader;
}

namespace gantry::logs {

/// A place in a JSON document: `$.a.b[0]`, `$.['a.b'][*]`. An asterisk stands for every member or
/// element.
struct Selector {
    struct Step {
        enum class Kind { Key, Index, AnyKey, AnyIndex };
        Kind kind = Kind::Key;
        std::string key;
        std::size_t index = 0;
    };
    std::string text;  ///< as it was written
    std::vector<Step> steps;

    /// Reads the one at hand, behind white space. Errors: InvalidParameterException.
    static Result<Selector> take(Scanner& scanner);
};

/// What a selector leads to.
struct JsonValue {
    enum class Kind { Null, True, False, Number, String, Container };
    Kind kind = Kind::Null;
    std::string text;  ///< of strings; of numbers and words as written; of containers nothing
    double number = 0;
};

/// Reads the value at hand, which is no object and no list. @return false: it is none
bool read_scalar(wire::JsonReader& reader, JsonValue& value);

/// Values by selector, in the document's order; of one without an asterisk, one at most.
using Selected = std::vector<std::vector<JsonValue>>;

/// @return false for what is no JSON object or list, or is nested deeper than 64
bool select_values(std::string_view json, std::span<const Selector> selectors, Selected& found);

}  // namespace gantry::logs
