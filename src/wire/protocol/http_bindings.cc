#include "wire/protocol/http_bindings.h"

#include <algorithm>

#include "wire/json_body.h"
#include "wire/percent.h"
#include "wire/protocol/form.h"
#include "wire/protocol/rest_routing.h"
#include "wire/protocol/text_scalar.h"
#include "wire/sigv4_canonical.h"

namespace gantry::wire {
namespace {

using reflect::FieldInfo;
using reflect::Kind;
using reflect::TimeFormat;
using reflect::TypeInfo;
using Place = reflect::WireTraits::Place;

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kSpace = " \t";
    const std::size_t first = text.find_first_not_of(kSpace);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kSpace) + 1 - first);
}

class BindingReader {
  public:
    BindingReader(
        const api::OperationInfo& operation,
        const HttpView& request,
        const Form& query,
        bool lower_case_names
    )
        : operation_(operation),
          request_(request),
          query_(query),
          lower_case_names_(lower_case_names),
          state_(kRequestMemory) {}

    bool read(void* input) {
        const auto labels = match_path(operation_.http_path, path_of_target(request_.target));
        if (labels) labels_ = *labels;
        return std::ranges::all_of(operation_.input().fields, [&](const FieldInfo& field) {
            return in_body(field) || read_member(field, input) || state_.below(field.name);
        });
    }
    [[nodiscard]] const DecodeState& state() const { return state_; }

  private:
    bool read_member(const FieldInfo& field, void* input) {
        switch (field.wire->place) {
            case Place::Label: return read_label(field, input);
            case Place::Query: return read_query(field, input);
            case Place::Header: return read_header(field, input);
            case Place::PrefixHeaders: return read_prefix_headers(field, input);
            case Place::QueryParams: return read_query_map(field, input);
            case Place::Body:
            case Place::Payload:
            case Place::StatusCode: break;
        }
        return true;
    }

    bool read_label(const FieldInfo& field, void* input) {
        const auto found = std::ranges::find(labels_, field.name, &PathLabels::value_type::first);
        if (found == labels_.end()) return true;
        return scalar(field, TimeFormat::DateTime, decode_path_part(found->second), input);
    }

    bool read_query(const FieldInfo& field, void* input) {
        const auto given = query_.find(field.wire->location);
        if (given.empty()) return true;
        if (field.type().kind != Kind::List) {
            return scalar(field, TimeFormat::DateTime, given.front().value, input);
        }
        std::vector<std::string_view> values;
        for (const Form::Field& one : given) values.push_back(one.value);
        return list(field, TimeFormat::DateTime, values, input);
    }

    bool read_header(const FieldInfo& field, void* input) {
        const std::string* found =
            sigv4::find_header(request_, sigv4::to_lower(field.wire->location));
        if (found == nullptr) return true;
        const std::string_view value = trimmed(*found);
        if (value.empty() && field.type().kind != Kind::String) return true;
        if (field.type().kind != Kind::List) {
            return scalar(field, TimeFormat::HttpDate, value, input);
        }
        const TypeInfo& element = field.type().element();
        const TimeFormat format =
            time_format(traits_inside(traits_of(field)).time, TimeFormat::HttpDate);
        const bool dates = element.kind == Kind::Timestamp && format == TimeFormat::HttpDate;
        return list(field, TimeFormat::HttpDate, split_header(value, dates), input);
    }

    bool read_prefix_headers(const FieldInfo& field, void* input) {
        const TypeInfo& map = field.type();
        const std::string prefix = sigv4::to_lower(field.wire->location);
        for (const auto& [name, value] : request_.headers) {
            const std::string lower = sigv4::to_lower(name);
            if (!lower.starts_with(prefix)) continue;
            const std::string& kept = lower_case_names_ ? lower : name;
            if (!entry(
                    field,
                    kept.substr(prefix.size()),
                    trimmed(value),
                    map.insert(field.emplace(input), kept.substr(prefix.size()))
                ))
                return false;
        }
        return true;
    }

    bool read_query_map(const FieldInfo& field, void* input) {
        for (const Form::Field& one : query_.fields()) {
            if (is_bound(one.name)) continue;
            if (!is_utf8(one.name)) return state_.refuse("expected UTF-8");
            void* to = field.type().insert(field.emplace(input), std::string(one.name));
            if (!entry(field, std::string(one.name), one.value, to)) return false;
        }
        return true;
    }

    /// Reads into the value of a map's key; several values of one key make a list of it.
    bool entry(const FieldInfo& field, const std::string& key, std::string_view text, void* to) {
        const TypeInfo& value = field.type().element();
        const bool many = value.kind == Kind::List;
        if (!state_.take_memory(value)) return false;
        const TypeInfo& type = many ? value.element() : value;
        return decode_text(
                   state_, type, TimeFormat::DateTime, text, many ? value.append(to) : to
               ) ||
               state_.below(key);
    }

    [[nodiscard]] bool is_bound(std::string_view parameter) const {
        return std::ranges::any_of(operation_.input().fields, [&](const FieldInfo& field) {
            return field.wire != nullptr && field.wire->place == Place::Query &&
                   field.wire->location == parameter;
        });
    }

    bool scalar(const FieldInfo& field, TimeFormat otherwise, std::string_view text, void* input) {
        const TimeFormat format = time_format(traits_of(field).time, otherwise);
        return decode_text(state_, field.type(), format, text, field.emplace(input));
    }

    template <class Texts>
    bool list(const FieldInfo& field, TimeFormat otherwise, const Texts& texts, void* input) {
        const TypeInfo& type = field.type();
        const TimeFormat format = time_format(traits_inside(traits_of(field)).time, otherwise);
        void* to = field.emplace(input);
        type.clear(to);
        for (std::size_t i = 0; i < texts.size(); ++i) {
            if (!state_.take_memory(type.element())) return false;
            if (!decode_text(state_, type.element(), format, texts[i], type.append(to))) {
                return state_.below(i);
            }
        }
        return true;
    }

    const api::OperationInfo& operation_;
    const HttpView& request_;
    const Form& query_;
    bool lower_case_names_;
    PathLabels labels_;
    DecodeState state_;
};

/// A header's value ends where a control character would begin another.
std::string in_header(std::string text) {
    std::ranges::replace_if(
        text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' '
    );
    return text;
}

bool needs_quotes(std::string_view text) {
    return text.empty() || text.find_first_of(",\"") != std::string_view::npos;
}

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

std::string list_header(const FieldInfo& field, const void* list) {
    const TypeInfo& type = field.type();
    const TypeInfo& element = type.element();
    const TimeFormat format =
        time_format(traits_inside(traits_of(field)).time, TimeFormat::HttpDate);
    std::string out;
    for (std::size_t i = 0; i < type.size(list); ++i) {
        std::string text;
        append_text(text, element, format, type.at(list, i));
        if (i > 0) out += ", ";
        out += element.kind == Kind::String && needs_quotes(text) ? quoted(text) : text;
    }
    return out;
}

void add_header(HttpAnswer& answer, std::string_view name, std::string value) {
    if (!value.empty()) answer.headers.emplace_back(name, in_header(std::move(value)));
}

void add_prefix_headers(HttpAnswer& answer, const FieldInfo& field, const void* map) {
    constexpr std::string_view kNoName = " \t\r\n()<>@,;:\\\"/[]?={}";
    field.type().each(map, [&](const std::string& key, const void* value) {
        std::string name = in_header(std::string(field.wire->location) + key);
        std::ranges::replace_if(
            name, [kNoName](char c) { return kNoName.find(c) != std::string_view::npos; }, '-'
        );
        std::string text;
        append_text(text, field.type().element(), TimeFormat::HttpDate, value);
        answer.headers.emplace_back(std::move(name), in_header(std::move(text)));
    });
}

}  // namespace

Result<void> decode_bindings(
    const api::OperationInfo& operation,
    const HttpView& request,
    bool lower_case_names,
    void* input,
    UnknownEnumValue* unknown
) {
    const auto query = Form::parse(query_of_target(request.target));
    if (!query) return query.error();
    BindingReader reader(operation, request, *query, lower_case_names);
    if (reader.read(input)) return {};
    if (unknown != nullptr) *unknown = reader.state().unknown_enum_value();
    return reader.state().error();
}

void encode_bindings(HttpAnswer& answer, const TypeInfo& type, const void* output) {
    for (const FieldInfo& field : type.fields) {
        const void* value = field.get(output);
        if (value == nullptr || in_body(field)) continue;
        switch (field.wire->place) {
            case Place::StatusCode: answer.status = *static_cast<const std::int32_t*>(value); break;
            case Place::Header: {
                std::string text;
                if (field.type().kind == Kind::List) {
                    text = list_header(field, value);
                } else {
                    append_text(
                        text,
                        field.type(),
                        time_format(traits_of(field).time, TimeFormat::HttpDate),
                        value
                    );
                }
                add_header(answer, field.wire->location, std::move(text));
                break;
            }
            case Place::PrefixHeaders: add_prefix_headers(answer, field, value); break;
            default: break;
        }
    }
}

const FieldInfo* payload_of(const TypeInfo& type) {
    for (const FieldInfo& field : type.fields) {
        if (field.wire != nullptr && field.wire->place == Place::Payload) return &field;
    }
    return nullptr;
}

bool is_plain_payload(const TypeInfo& type) {
    return type.kind == Kind::Blob || type.kind == Kind::String || type.kind == Kind::Enum;
}

bool has_body_members(const TypeInfo& type) {
    return std::ranges::any_of(type.fields, &in_body);
}

std::vector<std::string> split_header(std::string_view value, bool dates) {
    std::vector<std::string> parts(1);
    bool in_quotes = false;
    std::size_t commas = 0;
    for (std::size_t i = 0; i < value.size(); ++i) {
        const char c = value[i];
        if (in_quotes && c == '\\' && i + 1 < value.size()) {
            parts.back() += value[++i];
        } else if (c == '"') {
            in_quotes = !in_quotes;
        } else if (c == ',' && !in_quotes && (!dates || ++commas % 2 == 0)) {
            parts.emplace_back();
        } else if (in_quotes || (c != ' ' && c != '\t') || !parts.back().empty()) {
            parts.back() += c;
        }
    }
    // Spaces at the end of what is not quoted go.
    if (value.find('"') == std::string_view::npos) {
        for (std::string& part : parts) part = trimmed(part);
    }
    return parts;
}

}  // namespace gantry::wire
