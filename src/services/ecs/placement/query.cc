#include "services/ecs/placement/query.h"

#include <algorithm>
#include <charconv>

#include "base/time.h"
#include "services/ecs/placement/query_tree.h"

namespace gantry::ecs::placement {

namespace {

using Node = Query::Node;

std::optional<double> as_number(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

/// "1.51.0" → {1, 51, 0}; nothing for other texts.
std::optional<std::vector<unsigned>> as_version(std::string_view text) {
    if (text.starts_with('v')) text.remove_prefix(1);
    std::vector<unsigned> parts;
    for (;;) {
        unsigned part = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), part);
        if (error != std::errc{}) return std::nullopt;
        parts.push_back(part);
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        if (text.empty()) return parts;
        if (text.front() != '.') return std::nullopt;
        text.remove_prefix(1);
    }
}

std::optional<SysTime> as_time(std::string_view text) {
    SysTime time;
    if (parse_iso8601(text, time)) return time;
    if (parse_iso8601(std::string(text) + "T00:00:00Z", time)) return time;
    return std::nullopt;
}

template <class Reading>
std::optional<std::partial_ordering> compare_as(
    Reading read, std::string_view left, std::string_view right
) {
    const auto a = read(left);
    const auto b = read(right);
    if (!a || !b) return std::nullopt;
    return *a <=> *b;
}

std::partial_ordering compare(
    std::string_view subject, std::string_view left, std::string_view right
) {
    if (subject != "agentVersion") {
        if (const auto order = compare_as(as_number, left, right)) return *order;
    }
    if (const auto order = compare_as(as_version, left, right)) return *order;
    if (const auto order = compare_as(as_time, left, right)) return *order;
    return left <=> right;
}

bool holds(const Node& test, std::string_view value) {
    switch (test.comparison) {
        case Comparison::Exists: return true;
        case Comparison::Matches: return test.pattern->matches(value);
        case Comparison::Equals:
        case Comparison::In:
            return std::find(test.values.begin(), test.values.end(), value) != test.values.end();
        case Comparison::Greater: return compare(test.subject, value, test.values[0]) > 0;
        case Comparison::GreaterEqual: return compare(test.subject, value, test.values[0]) >= 0;
        case Comparison::Less: return compare(test.subject, value, test.values[0]) < 0;
        case Comparison::LessEqual: return compare(test.subject, value, test.values[0]) <= 0;
    }
    return false;
}

bool evaluate(const Node& node, const QuerySubject& subject) {
    const auto child = [&](const auto& each) { return evaluate(*each, subject); };
    switch (node.kind) {
        case Node::Kind::All: return std::ranges::all_of(node.children, child);
        case Node::Kind::Any: return std::ranges::any_of(node.children, child);
        case Node::Kind::Not: return !child(node.children.front());
        case Node::Kind::Test: break;
    }
    if (node.subject == kTaskGroup) {
        return subject.has_task_group([&](std::string_view group) { return holds(node, group); });
    }
    const auto value = subject.value(node.subject);
    return value && holds(node, *value);
}

}  // namespace

bool Query::matches(const QuerySubject& subject) const {
    return evaluate(*root_, subject);
}

}  // namespace gantry::ecs::placement
