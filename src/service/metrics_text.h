#pragma once

#include <initializer_list>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "base/metrics.h"

namespace gantry::service {

/// Writes a page of metrics: values in, text out, in the order of the calls.
///
/// Names are given whole: `gantry_`, whose it is, what it is, its unit (`_seconds`, `_bytes`), and
/// `_total` at the end of counters. Each name is begun once, and all its samples follow; labels
/// have few values, of which the program knows all. Source: Prometheus, exposition formats, text
/// format 0.0.4.
class MetricsText {
  public:
    static constexpr const char* kContentType = "text/plain; version=0.0.4; charset=utf-8";

    using Labels = std::initializer_list<std::pair<std::string_view, std::string_view>>;

    /// Begin a name; its samples follow. @param help one line: what it is, in which unit
    void counter(std::string_view name, std::string_view help) { begin(name, "counter", help); }
    void gauge(std::string_view name, std::string_view help) { begin(name, "gauge", help); }
    void histogram(std::string_view name, std::string_view help) { begin(name, "histogram", help); }

    void sample(double value, Labels labels = {});
    void sample(const Histogram::Reading& reading, Labels labels = {});

    /// Both at once, for a name without labels.
    void counter(std::string_view name, std::string_view help, double value);
    void gauge(std::string_view name, std::string_view help, double value);

    [[nodiscard]] const std::string& text() const { return text_; }

  private:
    void begin(std::string_view name, std::string_view type, std::string_view help);
    void line(std::string_view suffix, Labels labels, std::string_view le, double value);

    std::string text_;
    std::string name_;  ///< begun last
    std::set<std::string, std::less<>> names_;
};

}  // namespace gantry::service
