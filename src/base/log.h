#pragma once

#include <fmt/format.h>

#include <chrono>
#include <initializer_list>
#include <string>
#include <string_view>

namespace gantry {

class Clock;
class LineWriter;

enum class LogLevel { Debug, Info, Warn, Error };

/// One named value of a log line. Never give it a secret.
struct LogField {
    template <class T>
    LogField(std::string_view field_name, const T& field_value)
        : name(field_name), value(fmt::format("{}", field_value)) {}
    std::string_view name;
    std::string value;
};

/// Writes one line `time level event field=value …` to the process's log: standard error, until
/// set_log_sink or set_log_writer says otherwise. Thread-safe. Cheap when the level is below the
/// threshold. On standard error itself it waits for whoever reads that; a program that serves
/// gives the log a writer.
/// @param event a short name of what happened, snake_case: "task_stopped"
void log(LogLevel level, std::string_view event, std::initializer_list<LogField> fields = {});

inline void log_debug(std::string_view event, std::initializer_list<LogField> fields = {}) {
    log(LogLevel::Debug, event, fields);
}
inline void log_info(std::string_view event, std::initializer_list<LogField> fields = {}) {
    log(LogLevel::Info, event, fields);
}
inline void log_warn(std::string_view event, std::initializer_list<LogField> fields = {}) {
    log(LogLevel::Warn, event, fields);
}
inline void log_error(std::string_view event, std::initializer_list<LogField> fields = {}) {
    log(LogLevel::Error, event, fields);
}

void set_log_level(LogLevel threshold);
[[nodiscard]] LogLevel log_level();

/// Until it is destroyed, log lines of this thread carry the time of `clock` instead of the wall's:
/// a simulation's log tells virtual time.
class LogClock {
  public:
    /// @param clock outlives this
    explicit LogClock(const Clock& clock);
    ~LogClock();
    LogClock(const LogClock&) = delete;
    LogClock& operator=(const LogClock&) = delete;

  private:
    const Clock* before_;
};

/// Sends finished lines elsewhere (a file, a test). The sink may be called from any thread, one at
/// a time. An empty function restores standard error.
void set_log_sink(void (*sink)(LogLevel level, std::string_view line));

/// Sends finished lines to `writer`, which waits for nobody; a sink goes before it. Null: standard
/// error again. Outlives its use.
void set_log_writer(LineWriter* writer);

/// Says of `count` log lines that they were dropped, as a log line.
[[nodiscard]] std::string dropped_lines(std::size_t count);

/// Gives the log's writer this long to write what waits: before the process aborts.
void flush_log(std::chrono::milliseconds patience);

}  // namespace gantry
