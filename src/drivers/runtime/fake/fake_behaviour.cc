#include "drivers/runtime/fake/fake_behaviour.h"

#include <charconv>

namespace gantry::runtime {

namespace {

using namespace std::chrono_literals;

constexpr std::string_view kPrefix = "sim/";

/// "500ms", "2s", "3m", "1h".
std::optional<Duration> parse_duration(std::string_view text) {
    std::int64_t count = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc{} || count < 0 || count > 1'000'000'000) return std::nullopt;
    const std::string_view unit(rest, static_cast<std::size_t>(text.data() + text.size() - rest));
    if (unit == "ms") return Duration{count};
    if (unit == "s") return Seconds{count};
    if (unit == "m") return minutes{count};
    if (unit == "h") return hours{count};
    return std::nullopt;
}

std::optional<std::int32_t> parse_number(std::string_view text) {
    std::int32_t number = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || rest != text.data() + text.size()) return std::nullopt;
    return number;
}

FakeBehaviour behaviour_of_kind(std::string_view kind) {
    FakeBehaviour behaviour;
    if (kind == "short") behaviour.runs_for = Latency{1s, 10s};
    if (kind == "crashing") {
        behaviour.runs_for = Latency{500ms, 10s};
        behaviour.exit_code = 1;
        behaviour.log_lines = {"starting", "fatal: cannot go on"};
    }
    if (kind == "slow") {
        behaviour.pull = Latency{5s, 40s};
        behaviour.create = Latency{500ms, 5s};
        behaviour.start = Latency{1s, 10s};
        behaviour.term = Latency{1s, 10s};
    }
    return behaviour;
}

/// A word without a value. @return false when it means nothing
bool apply_flag(FakeBehaviour& behaviour, std::string_view word) {
    if (word == "ignores-term") {
        behaviour.ignores_term = true;
    } else if (word == "unkillable") {
        behaviour.unkillable = true;
    } else if (word == "never-healthy") {
        behaviour.never_healthy = true;
    } else if (word == "pull-hangs") {
        behaviour.pull_hangs = true;
    } else if (word == "create-hangs") {
        behaviour.create_hangs = true;
    } else if (word == "start-hangs") {
        behaviour.start_hangs = true;
    } else if (word == "pull-fails") {
        behaviour.pull_error = not_found("pull access denied, repository does not exist");
    } else if (word == "create-fails") {
        behaviour.create_error = invalid_argument("invalid reference format");
    } else if (word == "start-fails") {
        behaviour.start_error = invalid_argument(
            "failed to create shim task: OCI runtime create failed: runc create failed: unable to "
            "start container process: exec: \"/app\": stat /app: no such file or directory: unknown"
        );
    } else {
        return false;
    }
    return true;
}

/// A word with a value, such as run-2s.
void apply_setting(FakeBehaviour& behaviour, std::string_view name, std::string_view value) {
    if (const auto number = parse_number(value)) {
        if (name == "exit") behaviour.exit_code = *number;
        if (name == "term_exit") behaviour.term_exit_code = *number;
        return;
    }
    const auto time = parse_duration(value);
    if (!time) return;
    if (name == "run") behaviour.runs_for = Latency::exactly(*time);
    if (name == "oom") behaviour.oom_after = *time;
    if (name == "healthy") behaviour.healthy_after = *time;
    if (name == "unhealthy") behaviour.unhealthy_after = *time;
    if (name == "pull") behaviour.pull = Latency::exactly(*time);
    if (name == "create") behaviour.create = Latency::exactly(*time);
    if (name == "start") behaviour.start = Latency::exactly(*time);
    if (name == "term") behaviour.term = Latency::exactly(*time);
}

}  // namespace

Duration Latency::draw(Random& random) const {
    if (max <= min) return min;
    return Duration{random.between(min.count(), max.count())};
}

FakeBehaviour behaviour_of_image(std::string_view image) {
    if (!image.starts_with(kPrefix)) return {};
    image.remove_prefix(kPrefix.size());
    const auto colon = image.find(':');
    FakeBehaviour behaviour = behaviour_of_kind(image.substr(0, colon));
    if (colon == std::string_view::npos) return behaviour;
    std::string_view words = image.substr(colon + 1);
    while (!words.empty()) {
        const auto dot = words.find('.');
        const std::string_view word = words.substr(0, dot);
        words.remove_prefix(dot == std::string_view::npos ? words.size() : dot + 1);
        if (apply_flag(behaviour, word)) continue;
        const auto dash = word.find('-');
        if (dash == std::string_view::npos) continue;
        apply_setting(behaviour, word.substr(0, dash), word.substr(dash + 1));
    }
    return behaviour;
}

}  // namespace gantry::runtime
