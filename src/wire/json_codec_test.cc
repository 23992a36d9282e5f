#include "wire/json_codec.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace gantry::wire {
namespace {

using reflect::RawJson;
using testing::HasSubstr;

enum class Colour : std::uint8_t { Red, DarkBlue };
std::span<const std::string_view> enum_names(Colour) {
    static constexpr std::string_view kNames[] = {"RED", "dark-blue"};
    return kNames;
}

struct Leaf {
    std::optional<std::string> name;
    std::int32_t count = 0;
    friend bool operator==(const Leaf&, const Leaf&) = default;
    static const reflect::TypeInfo& type_info() {
        static const reflect::TypeInfo info = reflect::structure<Leaf>(
            "Leaf", {reflect::field<&Leaf::name>("name"), reflect::field<&Leaf::count>("count")}
        );
        return info;
    }
};

struct Sample {
    std::optional<std::string> text;
    std::optional<std::int32_t> small;
    std::optional<std::int64_t> large;
    std::optional<double> real;
    std::optional<bool> flag;
    std::optional<SysTime> at;
    std::optional<Colour> colour;
    std::optional<RawJson> raw;
    std::optional<Leaf> leaf;
    std::optional<std::vector<Leaf>> leaves;
    std::optional<std::map<std::string, Leaf>> by_name;
    friend bool operator==(const Sample&, const Sample&) = default;
    static const reflect::TypeInfo& type_info() {
        static const reflect::TypeInfo info = reflect::structure<Sample>(
            "Sample",
            {
                reflect::field<&Sample::text>("text"),
                reflect::field<&Sample::small>("small"),
                reflect::field<&Sample::large>("large"),
                reflect::field<&Sample::real>("real"),
                reflect::field<&Sample::flag>("flag"),
                reflect::field<&Sample::at>("at"),
                reflect::field<&Sample::colour>("colour"),
                reflect::field<&Sample::raw>("raw"),
                reflect::field<&Sample::leaf>("leaf"),
                reflect::field<&Sample::leaves>("leaves"),
                reflect::field<&Sample::by_name>("byName"),
            }
        );
        return info;
    }
};

Sample decoded(std::string_view text) {
    auto result = decode_json<Sample>(text);
    EXPECT_TRUE(result.has_value()) << text << ": " << result.error().message;
    return result ? *result : Sample{};
}

Error refused(std::string_view text) {
    auto result = decode_json<Sample>(text);
    EXPECT_FALSE(result.has_value()) << text;
    return result ? Error{} : result.error();
}

std::string encoded_time(std::int64_t ms) {
    return encode_json(Sample{.at = from_epoch_ms(ms)});
}

TEST(JsonEncode, leaves_out_what_is_absent_and_writes_plain_members) {
    EXPECT_EQ(encode_json(Sample{}), "{}");
    EXPECT_EQ(encode_json(Leaf{}), R"({"count":0})");
    EXPECT_EQ(encode_json(Sample{.leaves = std::vector<Leaf>{}}), R"({"leaves":[]})");
    EXPECT_EQ(encode_json(Sample{.by_name = std::map<std::string, Leaf>{}}), R"({"byName":{}})");
}

TEST(JsonEncode, writes_every_kind_of_member) {
    const Sample sample{
        .text = "a",
        .small = -5,
        .large = std::numeric_limits<std::int64_t>::min(),
        .real = 0.1,
        .flag = true,
        .at = from_epoch_ms(1733131385123),
        .colour = Colour::DarkBlue,
        .raw = RawJson{R"({"x":1.50})"},
        .leaf = Leaf{.name = "n"},
        .leaves = std::vector<Leaf>{{.count = 1}, {.count = 2}},
        .by_name = std::map<std::string, Leaf>{{"k\"", {}}},
    };
    EXPECT_EQ(
        encode_json(sample),
        R"({"text":"a","small":-5,"large":-9223372036854775808,"real":0.1,"flag":true,)"
        R"("at":1733131385.123,"colour":"dark-blue","raw":{"x":1.50},)"
        R"("leaf":{"name":"n","count":0},"leaves":[{"count":1},{"count":2}],)"
        R"("byName":{"k\"":{"count":0}}})"
    );
}

TEST(JsonEncode, prints_times_exactly) {
    EXPECT_EQ(encoded_time(0), R"({"at":0})");
    EXPECT_EQ(encoded_time(1733131385000), R"({"at":1733131385})");
    EXPECT_EQ(encoded_time(1733131385100), R"({"at":1733131385.1})");
    EXPECT_EQ(encoded_time(1733131385120), R"({"at":1733131385.12})");
    EXPECT_EQ(encoded_time(1733131385003), R"({"at":1733131385.003})");
    EXPECT_EQ(encoded_time(-1500), R"({"at":-1.5})");
    EXPECT_EQ(encoded_time(-1), R"({"at":-0.001})");
}

TEST(JsonEncode, escapes_strings_wherever_the_special_character_stands) {
    for (std::size_t before = 0; before < 20; ++before) {
        const std::string pad(before, 'x');
        std::string out;
        append_json_string(out, fmt::format("{0}\"\\\n\x01\x1F\x7F{0}", pad));
        EXPECT_EQ(out, fmt::format("\"{0}{1}\x7F{0}\"", pad, R"(\"\\\n\u0001\u001f)"));
    }
}

TEST(JsonEncode, passes_utf8_through_and_replaces_what_is_not) {
    std::string out;
    append_json_string(out, "é€🐳");
    EXPECT_EQ(out, "\"é€🐳\"");
    for (const std::string_view bad :
         {"\x80", "\xFF", "\xC3", "\xC0\x80", "\xED\xA0\x80", "\xF5\x80"}) {
        out.clear();
        append_json_string(out, std::string(bad) + "ok");
        EXPECT_THAT(out, HasSubstr("\uFFFD"));
        EXPECT_THAT(out, HasSubstr("ok\""));
        EXPECT_TRUE(decode_json<Sample>("{\"text\":" + out + "}").has_value()) << out;
    }
}

TEST(JsonEncode, writes_numbers_that_json_lacks_as_words) {
    EXPECT_EQ(
        encode_json(Sample{.real = std::numeric_limits<double>::infinity()}),
        R"({"real":"Infinity"})"
    );
    EXPECT_EQ(*decoded(R"({"real":"-Infinity"})").real, -std::numeric_limits<double>::infinity());
}

TEST(JsonDecode, reads_what_encode_writes) {
    const auto sample = decoded(
        R"({"text":"a\u00e9\ud83d\udc33","small":2147483647,"large":-1,"real":1e3,"flag":false,)"
        R"("at":1733131385.123,"colour":"RED","raw":[1.50, "x",null],"leaf":{"count":3},)"
        R"("leaves":[{"name":"x"}],"byName":{"k":{"count":7}}})"
    );
    EXPECT_EQ(sample.text, "aé🐳");
    EXPECT_EQ(sample.small, 2147483647);
    EXPECT_EQ(sample.large, -1);
    EXPECT_EQ(sample.real, 1000.0);
    EXPECT_EQ(sample.flag, false);
    EXPECT_EQ(sample.at, from_epoch_ms(1733131385123));
    EXPECT_EQ(sample.colour, Colour::Red);
    EXPECT_EQ(sample.raw->text, R"([1.50, "x",null])");
    EXPECT_EQ(sample.leaf->count, 3);
    EXPECT_EQ(sample.leaves->at(0).name, "x");
    EXPECT_EQ(sample.by_name->at("k").count, 7);
}

TEST(JsonDecode, takes_whole_numbers_with_a_fraction_of_nothing) {
    EXPECT_EQ(decoded(R"({"small":5.0})").small, 5);
    EXPECT_EQ(decoded(R"({"large":1e3})").large, 1000);
    EXPECT_EQ(decoded(R"({"real":7})").real, 7.0);
    EXPECT_EQ(decoded(R"({"at":1733131385})").at, from_epoch_ms(1733131385000));
}

TEST(JsonDecode, ignores_unknown_members_and_takes_null_as_absent) {
    EXPECT_EQ(decoded(R"({"nobody":{"knows":[1]},"small":null,"leaf":null})"), Sample{});
    EXPECT_EQ(decode_json<Leaf>(R"({"count":null})")->count, 0);
}

TEST(JsonDecode, keeps_the_place_of_a_null_in_lists_and_maps) {
    EXPECT_EQ(decoded(R"({"leaves":[null,{"count":1}]})").leaves->size(), 2u);
    EXPECT_TRUE(decoded(R"({"byName":{"80/tcp":null}})").by_name->contains("80/tcp"));
}

TEST(JsonDecode, merges_structures_and_maps_but_replaces_lists) {
    Sample sample =
        decoded(R"({"text":"old","leaf":{"name":"n","count":1},"leaves":[{"count":1},{"count":2}],)"
                R"("byName":{"a":{"name":"a","count":1},"b":{"count":2}}})");
    const auto done = decode_json_into(
        R"({"leaf":{"count":9},"leaves":[{"count":3}],"byName":{"a":{"count":5},"c":{}}})", sample
    );
    ASSERT_TRUE(done.has_value());
    EXPECT_EQ(sample.text, "old");
    EXPECT_EQ(*sample.leaf, (Leaf{.name = "n", .count = 9}));
    EXPECT_EQ(*sample.leaves, (std::vector<Leaf>{{.count = 3}}));
    const std::map<std::string, Leaf> expected{{"a", {.count = 5}}, {"b", {.count = 2}}, {"c", {}}};
    EXPECT_EQ(*sample.by_name, expected);
}

TEST(JsonDecode, refuses_wrong_types_and_names_the_place) {
    const Error error = refused(R"({"leaves":[{},{"name":7}]})");
    EXPECT_EQ(error.kind, ErrorKind::InvalidArgument);
    EXPECT_EQ(error.code, "SerializationException");
    EXPECT_EQ(error.message, "leaves[1].name: expected a string, found 7");
    EXPECT_EQ(refused("[]").message, "body: expected an object, found a list");
    EXPECT_EQ(
        refused(R"({"byName":{"k":{"count":"1"}}})").message,
        "byName.k.count: expected a 32-bit integer, found a string"
    );
    for (const std::string_view text :
         {R"({"text":1})",
          R"({"text":["a"]})",
          R"({"flag":"true"})",
          R"({"flag":1})",
          R"({"small":"1"})",
          R"({"small":1.5})",
          R"({"small":2147483648})",
          R"({"small":-2147483649})",
          R"({"large":9223372036854775808})",
          R"({"large":1e19})",
          R"({"real":"1"})",
          R"({"at":"2024-01-01T00:00:00Z"})",
          R"({"at":1e15})",
          R"({"colour":1})",
          R"({"leaf":[]})",
          R"({"leaves":{}})",
          R"({"byName":[]})",
          "null",
          "5"}) {
        EXPECT_EQ(refused(text).code, "SerializationException") << text;
    }
}

TEST(JsonDecode, refuses_what_is_not_json) {
    for (const std::string_view text :
         {"",
          " ",
          "{",
          R"({"text":)",
          R"({"text":"a)",
          R"({"text":"a"}})",
          R"({"text":"a"} x)",
          "{'text':1}",
          R"({"text":"\ud800"})",
          "{\"text\":\"\xFF\"}",
          "{\"text\":\"\n\"}",
          R"({"small":01})",
          R"({"small":+1})",
          R"({"small":1,})",
          "nul"}) {
        EXPECT_EQ(refused(text).code, "SerializationException") << text;
    }
    EXPECT_THAT(refused(R"({"text": oops})").message, HasSubstr("malformed JSON at byte 9"));
}

TEST(JsonDecode, limits_nesting) {
    const auto nested = [](std::size_t depth) {
        return R"({"nobody":)" + std::string(depth, '[') + std::string(depth, ']') + "}";
    };
    EXPECT_EQ(decoded(nested(60)), Sample{});
    EXPECT_EQ(refused(nested(65)).code, "SerializationException");
    EXPECT_EQ(refused(std::string(1'000'000, '[')).code, "SerializationException");
}

TEST(JsonDecode, names_the_allowed_values_of_an_enum) {
    const Error error = refused(R"({"colour":"red"})");
    EXPECT_EQ(error.kind, ErrorKind::InvalidArgument);
    EXPECT_EQ(error.code, "InvalidEnumValue");
    EXPECT_EQ(error.message, "colour: 'red' is not one of [RED, dark-blue]");
}

TEST(JsonDecode, says_where_a_request_has_an_unknown_enum_value) {
    Sample sample;
    UnknownEnumValue unknown;
    const auto& type = Sample::type_info();
    EXPECT_FALSE(decode_request_into(R"({"colour":7})", type, &sample, &unknown).has_value());
    EXPECT_EQ(unknown.type, nullptr);
    EXPECT_FALSE(decode_request_into(R"({"colour":"red"})", type, &sample, &unknown).has_value());
    EXPECT_EQ(unknown.path, "colour");
    ASSERT_NE(unknown.type, nullptr);
    EXPECT_EQ(unknown.type->enum_names.size(), 2U);
}

TEST(JsonDecode, takes_an_absent_body_as_empty_only_for_requests) {
    Leaf leaf;
    EXPECT_TRUE(decode_request_into("", Leaf::type_info(), &leaf).has_value());
    EXPECT_FALSE(decode_request_into("x", Leaf::type_info(), &leaf).has_value());
    EXPECT_FALSE(decode_json<Leaf>("").has_value());
}

TEST(JsonDecode, refuses_a_request_that_would_take_too_much_memory) {
    std::string text = R"({"leaves":[{})";
    for (int i = 0; i < 1'000'000; ++i) text += ",{}";
    text += "]}";
    Sample sample;
    const auto how = decode_request_into(text, Sample::type_info(), &sample);
    ASSERT_FALSE(how.has_value());
    EXPECT_EQ(how.error().code, "SerializationException");
    EXPECT_EQ(how.error().message, "leaves: the request has too many elements");
    EXPECT_TRUE(decode_json<Sample>(text).has_value()) << "rows are as large as they are";
}

TEST(JsonDecode, refuses_a_null_in_a_list_or_map_of_a_request) {
    const auto requested = [](std::string_view text) {
        Sample sample;
        const auto how = decode_request_into(text, Sample::type_info(), &sample);
        return how ? "ok" : how.error().code + ": " + how.error().message;
    };
    EXPECT_EQ(
        requested(R"({"leaves":[{},null]})"),
        "SerializationException: leaves[1]: expected a value, found null"
    );
    EXPECT_EQ(
        requested(R"({"byName":{"a":null}})"),
        "SerializationException: byName.a: expected a value, found null"
    );
    EXPECT_EQ(requested(R"({"leaves":null,"raw":[null]})"), "ok");
}

TEST(JsonDecode, resets_any_value) {
    Sample sample = decoded(R"({"text":"x","leaf":{"name":"n","count":1}})");
    reset_value(Sample::type_info(), &sample);
    EXPECT_EQ(sample, Sample{});
}

}  // namespace
}  // namespace gantry::wire
