#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace gantry::cmd {

/// Prints what containers write: "<label> | <text>", a line for each line of an event, so that no
/// container can write in another's name.
class LogPrinter {
  public:
    using Write = std::function<void(std::string_view bytes)>;

    /// @param is_terminal labels are coloured, and control characters but tabs are shown as U+FFFD:
    ///        they are the terminal's to obey. Elsewhere bytes are left as they are.
    LogPrinter(bool is_terminal, Write write)
        : is_terminal_(is_terminal), write_(std::move(write)) {}

    /// @param text without a line's end it makes one line; empty lines at its end are left out
    void print(const std::string& label, std::string_view text);

  private:
    std::string shown_label(const std::string& label);

    bool is_terminal_;
    Write write_;
    std::map<std::string, std::size_t> colours_;  ///< by label
};

/// A line of text as a terminal may have it.
std::string for_terminal(std::string_view line);

}  // namespace gantry::cmd
