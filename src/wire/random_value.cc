#include "wire/random_value.h"

#include <array>
#include <limits>

#include "wire/json_codec.h"

namespace gantry::wire {
namespace {

using reflect::FieldInfo;
using reflect::Kind;
using reflect::TypeInfo;

template <class T, std::size_t N>
const T& one_of(Random& random, const std::array<T, N>& choices) {
    return choices[random.below(N)];
}

std::string random_text(Random& random) {
    static constexpr std::array<std::string_view, 20> kPieces{
        "a",  "Z",    "0",  "-",    "_",  "/",        ":",    "web",          " ",
        "\"", "\\",   "\n", "\x01", "\t", "\xC3\xA9", "\x7F", "\xE2\x82\xAC", "\xF0\x9F\x90\xB3",
        "{}", "null",
    };
    std::string text;
    for (std::uint64_t n = random.below(12); n > 0; --n) text += one_of(random, kPieces);
    return text;
}

template <class Integer>
Integer random_integer(Random& random) {
    using Limits = std::numeric_limits<Integer>;
    switch (random.below(4)) {
        case 0: return Limits::min();
        case 1: return Limits::max();
        case 2: return static_cast<Integer>(random.between(-10, 70000));
        default: return static_cast<Integer>(random.next());
    }
}

double random_double(Random& random) {
    static constexpr std::array kSpecial{0.0, 1.0, -1.5, 0.1, 1e300, 5e-324, 1733131385.123};
    return random.chance(0.5) ? one_of(random, kSpecial) : (random.unit() - 0.5) * 1e6;
}

std::string random_json(Random& random) {
    static constexpr std::array<std::string_view, 6> kTexts{
        "true", "[]", "{}", R"({"a": [1.50, -0, {"b":null}]})", R"("x\ny")", "-7"
    };
    return std::string(one_of(random, kTexts));
}

class Filler {
  public:
    Filler(Random& random, const RandomValueOptions& options)
        : random_(random), options_(options) {}

    void fill(const TypeInfo& type, void* value, std::size_t depth) {
        switch (type.kind) {
            case Kind::Boolean: *static_cast<bool*>(value) = random_.chance(0.5); return;
            case Kind::Integer:
                *static_cast<std::int32_t*>(value) = integer<std::int32_t>();
                return;
            case Kind::Long: *static_cast<std::int64_t*>(value) = integer<std::int64_t>(); return;
            case Kind::Double: *static_cast<double*>(value) = random_double(random_); return;
            case Kind::String: type.text(value) = text(); return;
            case Kind::Timestamp:
                *static_cast<SysTime*>(value) =
                    from_epoch_ms(random_.between(-1'000'000'000'000, 253'402'300'799'999));
                return;
            case Kind::Enum:
                *static_cast<std::uint8_t*>(value) =
                    static_cast<std::uint8_t>(random_.below(type.enum_names.size()));
                return;
            case Kind::Blob:
                static_cast<reflect::Blob*>(value)->bytes = random_text(random_);
                return;
            case Kind::RawJson:
                static_cast<reflect::RawJson*>(value)->text = random_json(random_);
                return;
            case Kind::List: fill_list(type, value, depth); return;
            case Kind::Map: fill_map(type, value, depth); return;
            case Kind::Structure: fill_structure(type, value, depth); return;
        }
    }

  private:
    [[nodiscard]] bool means_something() { return !options_.words.empty() && random_.chance(0.95); }
    std::string text() {
        if (!means_something()) return random_text(random_);
        return options_.words[random_.below(options_.words.size())];
    }
    template <class Integer>
    Integer integer() {
        if (!means_something()) return random_integer<Integer>(random_);
        return static_cast<Integer>(random_.below(random_.chance(0.5) ? 4 : 1025));
    }

    std::uint64_t element_count(std::size_t depth) {
        return depth < options_.max_depth ? random_.below(options_.max_elements + 1) : 0;
    }

    void fill_list(const TypeInfo& type, void* list, std::size_t depth) {
        type.clear(list);
        for (auto n = element_count(depth); n > 0; --n) {
            fill(type.element(), type.append(list), depth + 1);
        }
    }

    void fill_map(const TypeInfo& type, void* map, std::size_t depth) {
        type.clear(map);
        for (auto n = element_count(depth); n > 0; --n) {
            fill(type.element(), type.insert(map, text()), depth + 1);
        }
    }

    void fill_union(const TypeInfo& type, void* object, std::size_t depth) {
        for (const FieldInfo& field : type.fields) field.reset(object);
        const FieldInfo& chosen = type.fields[random_.below(type.fields.size())];
        fill(chosen.type(), chosen.emplace(object), depth + 1);
    }

    void fill_structure(const TypeInfo& type, void* object, std::size_t depth) {
        if (type.is_union && !type.fields.empty()) return fill_union(type, object, depth);
        for (const FieldInfo& field : type.fields) {
            field.reset(object);
            const bool present = depth < options_.max_depth && random_.chance(options_.present);
            // A member that cannot be absent is there after the reset as well.
            if (present || field.get(object) != nullptr) {
                fill(field.type(), field.emplace(object), depth + 1);
            }
        }
    }

    Random& random_;
    const RandomValueOptions& options_;
};

}  // namespace

void fill_random(
    Random& random, const TypeInfo& type, void* value, const RandomValueOptions& options
) {
    Filler(random, options).fill(type, value, 0);
}

}  // namespace gantry::wire
