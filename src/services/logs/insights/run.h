#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "services/logs/insights/ast.h"
#include "services/logs/insights/budget.h"
#include "services/logs/insights/row.h"

namespace gantry::logs::insights {

/// One line of an answer: names and values as they are shown. What is nothing is left out.
using ResultRow = std::vector<std::pair<std::string, std::string>>;

struct Results {
    std::vector<ResultRow> rows;
    std::uint64_t matched = 0;  ///< events that the commands up to the first stats or sort let pass
    bool failed = false;        ///< it would have taken too much memory
};

/// Where rows go from one command to the next.
class Stage {
  public:
    Stage() = default;
    virtual ~Stage() = default;
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;

    virtual void push(Row row) = 0;
    virtual void finish() {}
};

/// A query at work on events, which come in any order. Rows without `sort` or `stats` are shown
/// with the newest first. A query whose stages would hold more than kMaxBytes, of rows, groups and
/// values as they count them, is given up. Beside that it has one event in hand, what an expression
/// needs while it is worked out, and in the end the rows once more as texts.
class Execution {
  public:
    static constexpr std::size_t kMaxBytes = 128UL << 20;
    static constexpr std::size_t kDefaultLimit = 10'000;

    /// @param query outlives it
    /// @param limit of rows, where the query itself has none
    explicit Execution(
        const Query& query, std::size_t limit = kDefaultLimit, std::size_t max_bytes = kMaxBytes
    );
    ~Execution();

    /// @return false: it was given up
    bool add(QueryEvent event);
    /// As Results has it, so far.
    [[nodiscard]] std::uint64_t matched() const { return results_.matched; }
    /// Once, after all events.
    Results finish();

  private:
    void build(const Query& query, std::size_t limit);
    void note_columns(const Command& command);
    [[nodiscard]] ResultRow show(const Row& row) const;

    Budget budget_;
    Results results_;
    std::vector<Row> rows_;
    std::vector<std::string> columns_;
    bool displayed_ = false;  ///< `display` has said what is shown
    std::vector<std::unique_ptr<Stage>> stages_;
};

}  // namespace gantry::logs::insights
