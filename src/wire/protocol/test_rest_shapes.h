#pragma once

#include "wire/protocol/test_shapes.h"

/// Operations of a REST service, for tests.
namespace gantry::wire::shapes {

using Place = WireTraits::Place;

/// PUT /boxes/{Box}/{Thing+}
struct PutThing {
    std::optional<std::string> box;
    std::optional<std::string> thing;
    std::optional<std::vector<Colour>> colours;
    std::optional<SysTime> since;
    std::optional<std::map<std::string, std::vector<std::string>>> rest;
    std::optional<SysTime> modified;
    std::optional<std::vector<std::string>> names;
    std::optional<std::vector<SysTime>> dates;
    std::optional<std::map<std::string, std::string>> meta;
    std::optional<std::string> content_type;
    std::optional<std::int32_t> size;
    std::optional<Part> part;
    friend bool operator==(const PutThing&, const PutThing&) = default;

    static constexpr WireTraits kBox{.place = Place::Label};
    static constexpr WireTraits kThing{.place = Place::Label};
    static constexpr WireTraits kColours{.place = Place::Query, .location = "colour"};
    static constexpr WireTraits kSince{.place = Place::Query, .location = "since"};
    static constexpr WireTraits kRest{.place = Place::QueryParams};
    static constexpr WireTraits kModified{.place = Place::Header, .location = "X-Modified"};
    static constexpr WireTraits kNames{.place = Place::Header, .location = "X-Names"};
    static constexpr WireTraits kDates{.place = Place::Header, .location = "X-Dates"};
    static constexpr WireTraits kMeta{.place = Place::PrefixHeaders, .location = "x-meta-"};
    static constexpr WireTraits kType{.place = Place::Header, .location = "Content-Type"};

    static const reflect::TypeInfo& type_info() {
        using reflect::field;
        static const reflect::TypeInfo info = reflect::structure<PutThing>(
            "PutThing",
            {
                field<&PutThing::box>("Box", {}, &kBox),
                field<&PutThing::thing>("Thing", {}, &kThing),
                field<&PutThing::colours>("Colours", {}, &kColours),
                field<&PutThing::since>("Since", {}, &kSince),
                field<&PutThing::rest>("Rest", {}, &kRest),
                field<&PutThing::modified>("Modified", {}, &kModified),
                field<&PutThing::names>("Names", {}, &kNames),
                field<&PutThing::dates>("Dates", {}, &kDates),
                field<&PutThing::meta>("Meta", {}, &kMeta),
                field<&PutThing::content_type>("ContentType", {}, &kType),
                field<&PutThing::size>("Size"),
                field<&PutThing::part>("Part"),
            }
        );
        return info;
    }
};

/// A part of it: PUT /boxes/{Box}/{Thing+} with a parameter that is required.
struct PutPiece {
    std::optional<std::string> box;
    std::optional<std::string> thing;
    std::optional<std::int32_t> number;
    std::optional<std::int32_t> status;
    std::optional<Blob> body;
    friend bool operator==(const PutPiece&, const PutPiece&) = default;

    static constexpr WireTraits kNumber{.place = Place::Query, .location = "number"};
    static constexpr WireTraits kStatus{.place = Place::StatusCode};
    static constexpr WireTraits kBody{.place = Place::Payload};

    static const reflect::TypeInfo& type_info() {
        using reflect::field;
        static const reflect::TypeInfo info = reflect::structure<PutPiece>(
            "PutPiece",
            {
                field<&PutPiece::box>("Box", {}, &PutThing::kBox),
                field<&PutPiece::thing>("Thing", {}, &PutThing::kThing),
                field<&PutPiece::number>("Number", {.required = true}, &kNumber),
                field<&PutPiece::status>("Status", {}, &kStatus),
                field<&PutPiece::body>("Body", {}, &kBody),
            }
        );
        return info;
    }
};

/// POST /boxes/{Box}?parts, with a structure as the body.
struct PostPart {
    std::optional<std::string> box;
    std::optional<Part> part;
    friend bool operator==(const PostPart&, const PostPart&) = default;

    static constexpr WireTraits kPart{.place = Place::Payload, .xml_name = "ThePart"};

    static const reflect::TypeInfo& type_info() {
        using reflect::field;
        static const reflect::TypeInfo info = reflect::structure<PostPart>(
            "PostPart",
            {
                field<&PostPart::box>("Box", {}, &PutThing::kBox),
                field<&PostPart::part>("Part", {}, &kPart),
            }
        );
        return info;
    }
};

template <class T>
constexpr api::OperationInfo rest_operation(
    std::string_view name, std::string_view method, std::string_view path, int status = 200
) {
    return {
        .name = name,
        .input = &T::type_info,
        .output = &T::type_info,
        .make_input = &api::make_value<T>,
        .make_output = &api::make_value<T>,
        .errors = kErrors,
        .http_method = method,
        .http_path = path,
        .http_status = status,
    };
}

inline constexpr api::OperationInfo kRestOperations[] = {
    rest_operation<PostPart>("GetBox", "GET", "/boxes/{Box}"),
    rest_operation<PostPart>("ListBoxes", "GET", "/boxes"),
    rest_operation<PostPart>("PostPart", "POST", "/boxes/{Box}?parts", 201),
    rest_operation<PutPiece>("PutPiece", "PUT", "/boxes/{Box}/{Thing+}?x-id=PutPiece"),
    rest_operation<PutThing>("PutThing", "PUT", "/boxes/{Box}/{Thing+}?x-id=PutThing"),
    rest_operation<PutPiece>("PutTyped", "PUT", "/boxes/{Box}/{Thing+}?typed=2"),
};

inline api::ServiceInfo rest_service(api::Protocol protocol) {
    api::ServiceInfo service = service_of(protocol);
    service.operations = kRestOperations;
    return service;
}

inline const api::OperationInfo& rest_operation_named(std::string_view name) {
    return *std::ranges::find(kRestOperations, name, &api::OperationInfo::name);
}

template <class T>
Result<T> read_rest(api::Protocol protocol, std::string_view name, const HttpView& request) {
    T value;
    const Codec& codec = codec_of(protocol);
    const api::ServiceInfo service = rest_service(protocol);
    if (auto done = codec.decode(service, rest_operation_named(name), request, &value, nullptr);
        !done) {
        return done.error();
    }
    return value;
}

template <class T>
HttpAnswer write_rest(api::Protocol protocol, std::string_view name, const T& output) {
    return codec_of(protocol).encode(
        rest_service(protocol), rest_operation_named(name), &output, "id-1"
    );
}

}  // namespace gantry::wire::shapes
