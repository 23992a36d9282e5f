#pragma once

#include <string>

#include "base/line_writer.h"

namespace gantry::cmd {

/// Where a program that serves talks to people: standard output for what it has to say, standard
/// error for warnings and the log. It never waits for a terminal that was stopped or a pipe that
/// nobody reads. Made right after StopSignal, so that it outlives everything that logs.
class Console {
  public:
    Console();
    ~Console();
    Console(const Console&) = delete;
    Console& operator=(const Console&) = delete;

    /// One or more lines, without the last one's end. Any thread.
    void say(std::string text) { out_.write(std::move(text)); }
    void warn(std::string text) { err_.write(std::move(text)); }

  private:
    LineWriter out_;
    LineWriter err_;
};

}  // namespace gantry::cmd
