#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "api/service_info.h"
#include "base/reflect.h"
#include "wire/protocol/protocol.h"

/// A service whose operation has every kind of member, for tests of protocols.
namespace gantry::wire::shapes {

using reflect::Blob;
using reflect::ElementInfo;
using reflect::TimeFormat;
using reflect::WireTraits;

enum class Colour : std::uint8_t { Red, DarkBlue };
inline std::span<const std::string_view> enum_names(Colour /*unused*/) {
    static constexpr std::string_view kNames[] = {"RED", "dark-blue"};
    return kNames;
}

struct Part {
    std::optional<std::string> name;
    std::int32_t count = 0;
    std::optional<std::vector<Part>> parts;
    friend bool operator==(const Part&, const Part&) = default;
    static const reflect::TypeInfo& type_info() {
        using reflect::field;
        static const reflect::TypeInfo info = reflect::structure<Part>(
            "Part",
            {
                field<&Part::name>("Name"),
                field<&Part::count>("Count"),
                field<&Part::parts>("Parts"),
            }
        );
        return info;
    }
};

struct Choice {
    std::optional<std::string> text;
    std::optional<Part> part;
    friend bool operator==(const Choice&, const Choice&) = default;
    static const reflect::TypeInfo& type_info() {
        using reflect::field;
        static const reflect::TypeInfo info = [] {
            reflect::TypeInfo made = reflect::structure<Choice>(
                "Choice", {field<&Choice::text>("text"), field<&Choice::part>("part")}
            );
            made.is_union = true;
            return made;
        }();
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
    std::optional<SysTime> at_epoch;
    std::optional<SysTime> at_date;
    std::optional<Colour> colour;
    std::optional<Blob> blob;
    std::optional<Part> part;
    std::optional<Choice> choice;
    std::optional<std::vector<std::string>> words;
    std::optional<std::vector<Part>> items;
    std::optional<std::vector<std::string>> flat;
    std::optional<std::vector<std::vector<SysTime>>> times;
    std::optional<std::map<std::string, Part>> by_name;
    std::optional<std::map<std::string, std::string>> tags;
    friend bool operator==(const Sample&, const Sample&) = default;

    static constexpr WireTraits kRenamed{.xml_name = "aText", .ec2_name = "ATextForEc2"};
    static constexpr WireTraits kEpoch{.time = TimeFormat::EpochSeconds};
    static constexpr WireTraits kDate{.xml_name = "atDate", .time = TimeFormat::HttpDate};
    static constexpr WireTraits kFlat{.xml_name = "Flat", .flattened = true};
    static constexpr WireTraits kFlatMap{.flattened = true};
    static constexpr ElementInfo kItem{.name = "item"};
    static constexpr ElementInfo kTimesInside{.time = TimeFormat::EpochSeconds};
    static constexpr ElementInfo kTimes{.inside = &kTimesInside};
    static constexpr ElementInfo kTag{.name = "V", .key_name = "K"};

    static const reflect::TypeInfo& type_info() {
        using reflect::field;
        static const reflect::TypeInfo info = reflect::structure<Sample>(
            "Sample",
            {
                field<&Sample::text>("Text", {}, &kRenamed),
                field<&Sample::small>("Small"),
                field<&Sample::large>("Large"),
                field<&Sample::real>("Real"),
                field<&Sample::flag>("Flag"),
                field<&Sample::at>("At"),
                field<&Sample::at_epoch>("AtEpoch", {}, &kEpoch),
                field<&Sample::at_date>("AtDate", {}, &kDate),
                field<&Sample::colour>("Colour"),
                field<&Sample::blob>("Blob"),
                field<&Sample::part>("Part"),
                field<&Sample::choice>("Choice"),
                field<&Sample::words>("Words"),
                field<&Sample::items>("Items", {}, nullptr, &kItem),
                field<&Sample::flat>("Flats", {}, &kFlat),
                field<&Sample::times>("Times", {}, nullptr, &kTimes),
                field<&Sample::by_name>("ByName"),
                field<&Sample::tags>("Tags", {}, &kFlatMap, &kTag),
            }
        );
        return info;
    }
};

struct Nothing {
    static const reflect::TypeInfo& type_info() {
        static const reflect::TypeInfo info = reflect::structure<Nothing>("Nothing", {});
        return info;
    }
};

inline constexpr api::ErrorInfo kErrors[] = {
    {"NoSuchSampleException", "NoSuchSample", 404},
    {"OutOfOrderFault", "OutOfOrder", 500},
};

inline constexpr api::OperationInfo kOperations[] = {
    {.name = "DropSample",
     .input = &Sample::type_info,
     .output = &Nothing::type_info,
     .make_input = &api::make_value<Sample>,
     .make_output = &api::make_value<Nothing>,
     .errors = kErrors},
    {.name = "GetSample",
     .input = &Sample::type_info,
     .output = &Sample::type_info,
     .make_input = &api::make_value<Sample>,
     .make_output = &api::make_value<Sample>,
     .errors = kErrors},
};

inline api::ServiceInfo service_of(api::Protocol protocol) {
    return {
        .name = "Samples",
        .target_prefix = "Samples_20200101",
        .api_version = "2020-01-01",
        .protocol = protocol,
        .xml_namespace = "https://samples.test/2020-01-01/",
        .operations = kOperations,
    };
}

/// A value with every member.
inline Sample full_sample() {
    return {
        .text = "a <b> & \"c\" é",
        .small = -5,
        .large = 9'000'000'000'000'000'000,
        .real = 0.1,
        .flag = true,
        .at = from_epoch_ms(1515523381000),
        .at_epoch = from_epoch_ms(1515523381123),
        .at_date = from_epoch_ms(1515523381000),
        .colour = Colour::DarkBlue,
        .blob = Blob{std::string("\0\xFF", 2)},
        .part = Part{.name = "p", .count = 1, .parts = {{Part{.count = 2}}}},
        .choice = Choice{.text = "t"},
        .words = {{"one", "", "three"}},
        .items = {{Part{.name = "i"}, Part{.count = 7}}},
        .flat = {{"x", "y"}},
        .times = {{{from_epoch_ms(1000)}, {from_epoch_ms(2000), from_epoch_ms(3000)}}},
        .by_name = {{{"k", Part{.count = 3}}, {"l", Part{.name = "n"}}}},
        .tags = {{{"a", "1"}, {"b", ""}}},
    };
}

inline std::string header_of(const HttpAnswer& answer, std::string_view name) {
    const auto found = std::ranges::find(answer.headers, name, &HeaderField::first);
    return found == answer.headers.end() ? "" : found->second;
}

/// What GetSample's input is read as.
inline Result<Sample> read_sample(
    api::Protocol protocol, const HttpView& request, UnknownEnumValue* unknown = nullptr
) {
    Sample sample;
    const api::ServiceInfo service = service_of(protocol);
    if (auto done = codec_of(protocol).decode(service, kOperations[1], request, &sample, unknown);
        !done) {
        return done.error();
    }
    return sample;
}

inline std::string error_message(const Result<Sample>& read) {
    if (read) return "";
    return read.error().code + ": " + read.error().message;
}

}  // namespace gantry::wire::shapes
