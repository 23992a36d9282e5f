#include "base/log.h"

#include <atomic>
#include <cstdio>
#include <mutex>
#include <utility>

#include "base/line_writer.h"
#include "base/loop.h"
#include "base/thread_loop.h"

namespace gantry {

namespace {

std::atomic<LogLevel> threshold_level{LogLevel::Info};
std::mutex sink_mutex;
thread_local const Clock* clock_of_thread = nullptr;
void (*current_sink)(LogLevel, std::string_view) = nullptr;
LineWriter* current_writer = nullptr;

std::string_view level_name(LogLevel level) {
    switch (level) {
        case LogLevel::Debug: return "debug";
        case LogLevel::Info: return "info";
        case LogLevel::Warn: return "warn";
        case LogLevel::Error: return "error";
    }
    return "?";
}

/// Quotes a value that would otherwise break the line apart.
void append_value(std::string& line, std::string_view value) {
    const bool plain =
        !value.empty() && value.find_first_of(" \"=\n\t\\") == std::string_view::npos;
    if (plain) {
        line += value;
        return;
    }
    line += '"';
    for (const char c : value) {
        if (c == '"' || c == '\\') line += '\\';
        if (c == '\n') {
            line += "\\n";
        } else if (static_cast<unsigned char>(c) < 0x20) {
            line += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
        } else {
            line += c;
        }
    }
    line += '"';
}

std::string format_line(
    LogLevel level, std::string_view event, std::initializer_list<LogField> fields
) {
    std::string line =
        format_iso8601(clock_of_thread != nullptr ? clock_of_thread->now() : RealClock{}.now());
    line += ' ';
    line += level_name(level);
    line += ' ';
    line += event;
    for (const LogField& field : fields) {
        line += ' ';
        line += field.name;
        line += '=';
        append_value(line, field.value);
    }
    return line;
}

}  // namespace

void log(LogLevel level, std::string_view event, std::initializer_list<LogField> fields) {
    if (level < threshold_level.load(std::memory_order_relaxed)) return;
    std::string line = format_line(level, event, fields);
    const std::lock_guard lock(sink_mutex);
    if (current_sink != nullptr) {
        current_sink(level, line);
    } else if (current_writer != nullptr) {
        current_writer->write(std::move(line));
    } else {
        std::fprintf(stderr, "%s\n", line.c_str());
    }
}

LogClock::LogClock(const Clock& clock) : before_(std::exchange(clock_of_thread, &clock)) {}

LogClock::~LogClock() {
    clock_of_thread = before_;
}

void set_log_level(LogLevel level) {
    threshold_level.store(level, std::memory_order_relaxed);
}

LogLevel log_level() {
    return threshold_level.load(std::memory_order_relaxed);
}

void set_log_sink(void (*sink)(LogLevel, std::string_view)) {
    const std::lock_guard lock(sink_mutex);
    current_sink = sink;
}

void set_log_writer(LineWriter* writer) {
    const std::lock_guard lock(sink_mutex);
    current_writer = writer;
}

std::string dropped_lines(std::size_t count) {
    return format_line(
        LogLevel::Warn, "log_lines_dropped", {{"why", fmt::format("{} lines dropped", count)}}
    );
}

void flush_log(std::chrono::milliseconds patience) {
    // Whoever holds the lock may be the one whose invariant is broken.
    const std::unique_lock lock(sink_mutex, std::try_to_lock);
    if (lock && current_writer != nullptr) current_writer->flush(patience);
}

}  // namespace gantry
