#include "service/metrics_text.h"

#include <fmt/format.h>

#include "base/assert.h"

namespace gantry::service {
namespace {

/// @param also '"', which ends a label's value
void append_escaped(std::string& text, std::string_view value, bool also_quotes) {
    for (const char c : value) {
        if (c == '\n') {
            text += "\\n";
        } else if (c == '\\' || (also_quotes && c == '"')) {
            text += '\\';
            text += c;
        } else {
            text += c;
        }
    }
}

double in_seconds(std::chrono::nanoseconds time) {
    return std::chrono::duration<double>(time).count();
}

}  // namespace

void MetricsText::begin(std::string_view name, std::string_view type, std::string_view help) {
    const bool is_new = names_.emplace(name).second;
    GANTRY_ASSERT(is_new);
    name_ = name;
    fmt::format_to(std::back_inserter(text_), "# HELP {} ", name);
    append_escaped(text_, help, false);
    fmt::format_to(std::back_inserter(text_), "\n# TYPE {} {}\n", name, type);
}

void MetricsText::line(std::string_view suffix, Labels labels, std::string_view le, double value) {
    text_.append(name_).append(suffix);
    char before = '{';
    const auto add = [&](std::string_view name, std::string_view of) {
        text_ += std::exchange(before, ',');
        text_.append(name).append("=\"");
        append_escaped(text_, of, true);
        text_ += '"';
    };
    for (const auto& [name, of] : labels) add(name, of);
    if (!le.empty()) add("le", le);
    if (before == ',') text_ += '}';
    fmt::format_to(std::back_inserter(text_), " {}\n", value);
}

void MetricsText::sample(double value, Labels labels) {
    line("", labels, "", value);
}

void MetricsText::sample(const Histogram::Reading& reading, Labels labels) {
    std::uint64_t so_far = 0;
    for (std::size_t i = 0; i < Histogram::kBounds.size(); ++i) {
        so_far += reading.buckets[i];
        line(
            "_bucket",
            labels,
            fmt::format("{}", in_seconds(Histogram::kBounds[i])),
            static_cast<double>(so_far)
        );
    }
    line("_bucket", labels, "+Inf", static_cast<double>(reading.count));
    line("_sum", labels, "", in_seconds(reading.sum));
    line("_count", labels, "", static_cast<double>(reading.count));
}

void MetricsText::counter(std::string_view name, std::string_view help, double value) {
    counter(name, help);
    sample(value);
}

void MetricsText::gauge(std::string_view name, std::string_view help, double value) {
    gauge(name, help);
    sample(value);
}

}  // namespace gantry::service
