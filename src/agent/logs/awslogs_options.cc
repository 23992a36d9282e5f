#include "agent/logs/awslogs_options.h"

#include <array>
#include <string_view>
#include <utility>

namespace gantry::agent {
namespace {

using Options = std::map<std::string, std::string>;

constexpr std::size_t kMaxPatternBytes = 1UL << 20U;

/// Source: Docker, "awslogs-datetime-format": the directives that it takes.
constexpr std::array<std::pair<char, std::string_view>, 20> kDirectives{{
    {'a', "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"},
    {'A', "(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"},
    {'w', "[0-6]"},
    {'d', "(?:0[1-9]|[12][0-9]|3[01])"},
    {'b', "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"},
    {'B',
     "(?:January|February|March|April|May|June|July|August|September|October|November|December)"},
    {'m', "(?:0[1-9]|1[0-2])"},
    {'Y', "[0-9]{4}"},
    {'y', "[0-9]{2}"},
    {'H', "(?:[01][0-9]|2[0-3])"},
    {'I', "(?:0[0-9]|1[0-2])"},
    {'p', "[AP]M"},
    {'M', "[0-5][0-9]"},
    {'S', "[0-5][0-9]"},
    {'L', "\\.[0-9]{3}"},
    {'f', "[0-9]{6}"},
    {'z', "[+-][0-9]{4}"},
    {'Z', "[A-Z]{1,4}T"},
    {'j', "(?:[0-2][0-9][0-9]|3[0-5][0-9]|36[0-6])"},
    {'%', "%"},
}};

std::string_view expression_of(char directive) {
    for (const auto& [letter, expression] : kDirectives) {
        if (letter == directive) return expression;
    }
    return {};
}

std::string value_of(const Options& options, const char* name) {
    const auto found = options.find(name);
    return found == options.end() ? std::string() : found->second;
}

/// As Go's strconv.ParseBool reads it.
Result<bool> flag_of(const Options& options, const char* name, bool absent) {
    const std::string text = value_of(options, name);
    if (text.empty()) return absent;
    for (const std::string_view yes : {"1", "t", "T", "TRUE", "true", "True"}) {
        if (text == yes) return true;
    }
    for (const std::string_view no : {"0", "f", "F", "FALSE", "false", "False"}) {
        if (text == no) return false;
    }
    return invalid_argument(
        "must specify valid value for log opt '" + std::string(name) + "': " + text
    );
}

Result<std::optional<wire::Pattern>> event_start_of(const Options& options) {
    std::string pattern = value_of(options, "awslogs-multiline-pattern");
    const std::string format = value_of(options, "awslogs-datetime-format");
    if (!pattern.empty() && !format.empty()) {
        return invalid_argument(
            "you cannot configure log opt 'awslogs-datetime-format' and "
            "'awslogs-multiline-pattern' at the same time"
        );
    }
    const bool dated = !format.empty();
    if (dated) pattern = datetime_pattern(format);
    if (pattern.empty()) return std::optional<wire::Pattern>();
    auto compiled = wire::Pattern::compile(pattern, kMaxPatternBytes);
    if (compiled) return std::optional(std::move(*compiled));
    return invalid_argument(
        "awslogs could not parse multiline pattern key \"" + (dated ? format : pattern) +
        "\": " + compiled.error().message
    );
}

}  // namespace

std::string datetime_pattern(std::string_view format) {
    std::string pattern;
    while (!format.empty()) {
        const bool directive = format.front() == '%' && format.size() > 1;
        const std::string_view expression = directive ? expression_of(format[1]) : "";
        if (expression.empty()) {
            pattern += format.front();
            format.remove_prefix(1);
        } else {
            pattern += expression;
            format.remove_prefix(2);
        }
    }
    return pattern;
}

Result<std::optional<AwslogsOptions>> read_awslogs_options(const api::docker::LogConfig& config) {
    if (config.type != kAwslogs) return std::optional<AwslogsOptions>();
    const Options& given = config.config ? *config.config : Options();
    AwslogsOptions options;
    options.group = value_of(given, "awslogs-group");
    options.stream = value_of(given, "awslogs-stream");
    options.region = value_of(given, "awslogs-region");
    if (options.group.empty()) {
        return invalid_argument("must specify a value for log opt 'awslogs-group'");
    }
    const auto create_group = flag_of(given, "awslogs-create-group", false);
    if (!create_group) return create_group.error();
    const auto create_stream = flag_of(given, "awslogs-create-stream", true);
    if (!create_stream) return create_stream.error();
    options.create_group = *create_group;
    options.create_stream = *create_stream;
    options.blocking = value_of(given, "mode") == "blocking";
    auto event_start = event_start_of(given);
    if (!event_start) return event_start.error();
    options.event_start = std::move(*event_start);
    return std::optional(std::move(options));
}

}  // namespace gantry::agent
