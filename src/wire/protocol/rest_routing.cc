#include "wire/protocol/rest_routing.h"

#include <algorithm>
#include <tuple>

#include "wire/protocol/codecs.h"
#include "wire/protocol/form.h"
#include "wire/sigv4_canonical.h"

namespace gantry::wire {
namespace {

using reflect::FieldInfo;
using Place = reflect::WireTraits::Place;

std::vector<std::string_view> segments_of(std::string_view path) {
    if (path.starts_with('/')) path.remove_prefix(1);
    std::vector<std::string_view> segments;
    while (true) {
        const std::size_t slash = path.find('/');
        segments.push_back(path.substr(0, slash));
        if (slash == std::string_view::npos) return segments;
        path.remove_prefix(slash + 1);
    }
}

bool is_label(std::string_view segment) {
    return segment.starts_with('{') && segment.ends_with('}');
}

bool is_greedy(std::string_view segment) {
    return is_label(segment) && segment.ends_with("+}");
}

std::string_view label_name(std::string_view segment) {
    segment = segment.substr(1, segment.size() - 2);
    if (segment.ends_with('+')) segment.remove_suffix(1);
    return segment;
}

/// How well an operation fits; greater is better.
using Fit = std::tuple<std::size_t, std::size_t, bool, std::size_t>;

class Router {
  public:
    Router(const HttpView& request, const Form& query)
        : request_(request), query_(query), path_(path_of_target(request.target)) {}

    [[nodiscard]] std::optional<Fit> judge(const api::OperationInfo& operation) const {
        if (operation.http_method != request_.method) return std::nullopt;
        const auto parameters = literal_parameters(query_of_target(operation.http_path));
        if (!parameters || !match_path(operation.http_path, path_)) return std::nullopt;
        std::size_t required = 0;
        std::size_t missing = 0;
        for (const FieldInfo& field : operation.input().fields) {
            if (!is_required_elsewhere(field)) continue;
            ++required;
            if (!is_there(*field.wire)) ++missing;
        }
        return Fit{literal_segments(operation), *parameters, missing == 0, required - missing};
    }

  private:
    /// How many there are, or nothing when the request lacks one.
    [[nodiscard]] std::optional<std::size_t> literal_parameters(std::string_view wanted) const {
        const auto parsed = Form::parse(wanted);
        std::size_t count = 0;
        for (const Form::Field& field : parsed->fields()) {
            if (field.name == "x-id") continue;
            const auto given = query_.find(field.name);
            if (given.empty()) return std::nullopt;
            if (!field.value.empty() && given.front().value != field.value) return std::nullopt;
            ++count;
        }
        return count;
    }

    static std::size_t literal_segments(const api::OperationInfo& operation) {
        const auto segments = segments_of(path_of_target(operation.http_path));
        return segments.size() -
               static_cast<std::size_t>(std::ranges::count_if(segments, &is_label));
    }

    static bool is_required_elsewhere(const FieldInfo& field) {
        if (!field.bounds.required || field.wire == nullptr) return false;
        return field.wire->place == Place::Query || field.wire->place == Place::Header;
    }

    [[nodiscard]] bool is_there(const reflect::WireTraits& wire) const {
        if (wire.place == Place::Query) return !query_.find(wire.location).empty();
        return sigv4::find_header(request_, sigv4::to_lower(wire.location)) != nullptr;
    }

    const HttpView& request_;
    const Form& query_;
    std::string_view path_;
};

}  // namespace

std::string_view path_of_target(std::string_view target) {
    return target.substr(0, target.find('?'));
}

std::string_view query_of_target(std::string_view target) {
    const std::size_t mark = target.find('?');
    return mark == std::string_view::npos ? std::string_view{} : target.substr(mark + 1);
}

std::optional<PathLabels> match_path(std::string_view pattern, std::string_view path) {
    const auto wanted = segments_of(path_of_target(pattern));
    auto given = segments_of(path);
    const bool has_greedy = std::ranges::any_of(wanted, &is_greedy);
    const bool slash_more = given.size() == wanted.size() + 1 && given.back().empty();
    if (slash_more && !has_greedy) given.pop_back();
    if (given.size() < wanted.size() || (!has_greedy && given.size() > wanted.size())) {
        return std::nullopt;
    }
    PathLabels labels;
    std::size_t at = 0;
    for (const std::string_view segment : wanted) {
        std::string_view text = given[at++];
        if (is_greedy(segment)) {
            at += given.size() - wanted.size();
            const std::string_view last = given[at - 1];
            text = {text.data(), static_cast<std::size_t>(last.data() + last.size() - text.data())};
        }
        if (!is_label(segment)) {
            if (text != segment) return std::nullopt;
        } else if (text.empty()) {
            return std::nullopt;
        } else {
            labels.emplace_back(label_name(segment), text);
        }
    }
    return labels;
}

const api::OperationInfo* find_rest_operation(
    const api::ServiceInfo& service, const HttpView& request
) {
    const auto query = Form::parse(query_of_target(request.target));
    if (!query) return nullptr;
    const Router router(request, *query);
    const api::OperationInfo* best = nullptr;
    Fit best_fit{};
    for (const api::OperationInfo& operation : service.operations) {
        const auto fit = router.judge(operation);
        if (!fit || (best != nullptr && *fit <= best_fit)) continue;
        best = &operation;
        best_fit = *fit;
    }
    return best;
}

}  // namespace gantry::wire
