// Patterns agree with what their pieces say one by one, on generated messages.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/random.h"
#include "services/logs/filter/pattern.h"

namespace gantry::logs {
namespace {

constexpr std::string_view kWords[] = {"a", "ab", "b", "ERROR", "x1", "_", "ba"};

std::string_view word(Random& random) {
    return kWords[random.below(std::size(kWords))];
}

TEST(PatternPropertyTest, TermsAreFoundAsByHand) {
    Random random(1);
    for (int i = 0; i < 20'000; ++i) {
        std::string message;
        for (std::uint64_t n = random.below(5); n > 0; --n) {
            message += word(random);
            message += random.chance(0.5) ? " " : "";
        }
        std::string text;
        bool required = true;
        bool optional = false;
        bool any_optional = false;
        bool any_other = false;
        for (std::uint64_t n = random.below(4); n > 0; --n) {
            const std::string_view term = word(random);
            const bool found = message.find(term) != std::string::npos;
            const auto kind = random.below(3);
            if (kind == 2) {
                any_optional = true;
                optional = optional || found;
            } else {
                any_other = true;
                required = required && found == (kind == 0);
            }
            text += std::string(kind == 0 ? "" : kind == 1 ? "-" : "?") + std::string(term) + " ";
        }
        const bool expected = required && (!any_optional || any_other || optional);
        ASSERT_EQ(Pattern::read(text)->matches(message), expected) << text << " on " << message;
    }
}

/// A JSON pattern that looks at raw bytes first finds what the one that never does finds.
TEST(PatternPropertyTest, JsonIsFoundHoweverItIsWritten) {
    Random random(2);
    const auto escaped = [&random](std::string_view text) {
        std::string json;
        for (const char c : text) {
            constexpr std::string_view kHex = "0123456789abcdef";
            const auto byte = static_cast<unsigned char>(c);
            if (random.chance(0.2)) {
                json += "\\u00";
                json += kHex[byte >> 4];
                json += kHex[byte & 15];
            } else {
                json += c;
            }
        }
        return json;
    };
    for (int i = 0; i < 20'000; ++i) {
        const std::string key(word(random));
        const std::string value(word(random));
        const std::string wanted_key(word(random));
        const std::string wanted(word(random));
        const std::string message =
            R"({"k":{")" + escaped(key) + R"(":")" + escaped(value) + R"("}})";
        const bool same = key == wanted_key && value == wanted;
        const bool differs = key == wanted_key && value != wanted;
        const auto ask = [&](const std::string& comparison) {
            return Pattern::read(fmt::format("{{ $.k.{}{} }}", wanted_key, comparison))
                ->matches(message);
        };
        ASSERT_EQ(ask(" = " + wanted), same) << message;
        ASSERT_EQ(ask(" != " + wanted), differs) << message;
        ASSERT_EQ(ask(" = *" + wanted), key == wanted_key && value.ends_with(wanted)) << message;
        ASSERT_EQ(ask(" NOT EXISTS"), key != wanted_key) << message;
    }
}

/// Values of every kind under keys that come more than once: the same answer as for a message with
/// a backslash somewhere, which is always taken apart.
TEST(PatternPropertyTest, ALookAtTheBytesLosesNothing) {
    Random random(5);
    constexpr std::string_view kValues[] = {
        "5",
        "5.0",
        "50e-1",
        "\"5\"",
        "\"5e0\"",
        "null",
        "true",
        "false",
        "-5",
        "[5]",
        "{}",
        "\"a\"",
        "\"\"",
        "\"b\""
    };
    constexpr std::string_view kKeys[] = {"a", "b", "ab"};
    constexpr std::string_view kEnds[] = {
        " = 5",
        " != 5",
        " < 5.5",
        " = a",
        " != a",
        " = \"a*\"",
        " IS NULL",
        " IS TRUE",
        " NOT EXISTS"
    };
    const auto one_of = [&random](const auto& all) { return all[random.below(std::size(all))]; };
    const auto members = [&] {
        std::string text;
        for (std::uint64_t n = random.below(3); n > 0; --n) {
            text += fmt::format(
                "\"{}\"{}:{}{},",
                one_of(kKeys),
                random.chance(0.2) ? " " : "",
                random.chance(0.2) ? " " : "",
                one_of(kValues)
            );
        }
        return text;
    };
    std::size_t found = 0;
    for (int i = 0; i < 50'000; ++i) {
        const std::string json =
            "{" + members() + R"("b":{)" + members() + R"("last":1},)" + members() + R"("z":")";
        std::string text = "{ ";
        for (std::uint64_t n = random.below(2); n > 0; --n) {
            text += fmt::format(
                "$.{}{} {} ", one_of(kKeys), one_of(kEnds), random.chance(0.5) ? "&&" : "||"
            );
        }
        text += fmt::format("$.b.{}{} }}", one_of(kKeys), one_of(kEnds));
        const auto pattern = Pattern::read(text);
        ASSERT_TRUE(pattern) << text;
        const bool expected = pattern->matches(json + "\\n\"}");
        found += expected ? 1 : 0;
        ASSERT_EQ(pattern->matches(json + "\"}"), expected) << text << " on " << json;
    }
    EXPECT_GT(found, 4'000U);
}

TEST(PatternPropertyTest, FieldsAreThoseThatWereJoined) {
    Random random(3);
    for (int i = 0; i < 20'000; ++i) {
        std::vector<std::string> fields;
        std::string message;
        for (std::uint64_t n = random.below(6); n > 0; --n) {
            std::string field(word(random));
            const auto how = random.below(3);
            if (how > 0) field += " " + std::string(word(random));
            message += how == 0 ? field : how == 1 ? "\"" + field + "\"" : "[" + field + "]";
            message += random.chance(0.2) ? "  " : " ";
            fields.push_back(std::move(field));
        }
        const auto split = split_fields(message);
        ASSERT_TRUE(std::ranges::equal(split, fields)) << message;
    }
}

TEST(PatternPropertyTest, AnyTextIsReadOrRefused) {
    Random random(4);
    constexpr std::string_view kSigns = "{}[]().,$%\"*?-=!<>&|a1 \\'";
    for (int i = 0; i < 200'000; ++i) {
        std::string text(1, "{[a"[random.below(3)]);
        for (std::uint64_t n = random.below(20); n > 0; --n) {
            text += kSigns[random.below(kSigns.size())];
        }
        text += text[0] == '{' ? "}" : text[0] == '[' ? "]" : "";
        const auto read = Pattern::read(text);
        if (!read) continue;
        static_cast<void>(read->matches(R"({"a":[1,{"a1":"a"}]})"));
        static_cast<void>(read->extract("a 1 [a] \"1\""));
    }
}

}  // namespace
}  // namespace gantry::logs
