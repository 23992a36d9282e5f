#include "services/logs/insights/run.h"

#include <algorithm>
#include <optional>

#include "services/logs/insights/stages.h"

namespace gantry::logs::insights {
namespace {

/// A sort that is no one's but the default, where a query shows events: before the first command
/// that depends on order, or at the end.
std::optional<std::size_t> place_of_default_sort(const std::vector<Command>& commands) {
    for (std::size_t i = 0; i < commands.size(); ++i) {
        const Command& command = commands[i];
        if (std::holds_alternative<Sort>(command) || std::holds_alternative<Stats>(command)) {
            return std::nullopt;
        }
        if (std::holds_alternative<Limit>(command) || std::holds_alternative<Dedup>(command)) {
            return i;
        }
    }
    return commands.size();
}

/// How many rows are wanted of a sort before the command `next`.
std::size_t wanted_of_sort(
    const std::vector<Command>& commands, std::size_t next, std::size_t limit
) {
    for (std::size_t i = next; i < commands.size(); ++i) {
        const Command& command = commands[i];
        if (const auto* bound = std::get_if<Limit>(&command)) return bound->count;
        const bool drops = std::holds_alternative<Filter>(command) ||
                           std::holds_alternative<Dedup>(command) ||
                           std::holds_alternative<Stats>(command);
        if (drops) return ~std::size_t{0} / 2;
    }
    return limit;
}

}  // namespace

Execution::Execution(const Query& query, std::size_t limit, std::size_t max_bytes) {
    budget_.most = max_bytes;
    for (const Command& command : query.commands) note_columns(command);
    if (columns_.empty()) columns_ = {"@timestamp", "@message"};
    build(query, limit);
}

Execution::~Execution() = default;

void Execution::note_columns(const Command& command) {
    const auto add = [this](const std::string& name) {
        if (!name.empty() && std::ranges::find(columns_, name) == columns_.end()) {
            columns_.push_back(name);
        }
    };
    if (const auto* display = std::get_if<Display>(&command)) {
        columns_.clear();
        for (const Column& column : display->columns) add(column.name);
        displayed_ = true;
    } else if (const auto* stats = std::get_if<Stats>(&command)) {
        columns_.clear();
        displayed_ = false;
        for (const Column& column : stats->by) add(column.name);
        for (const Aggregate& aggregate : stats->aggregates) add(aggregate.name);
    } else if (displayed_) {
        return;
    } else if (const auto* fields = std::get_if<Fields>(&command)) {
        for (const Column& column : fields->columns) add(column.name);
    } else if (const auto* parse = std::get_if<Parse>(&command)) {
        for (const std::string& name : parse->names) add(name);
    }
}

/// From the last command to the first, so that each knows where its rows go.
void Execution::build(const Query& query, std::size_t limit) {
    const auto& commands = query.commands;
    const auto default_sort = place_of_default_sort(commands);
    const auto is_blocking = [](const Command& command) {
        return std::holds_alternative<Sort>(command) || std::holds_alternative<Stats>(command);
    };
    const auto first_blocking =
        static_cast<std::size_t>(std::ranges::find_if(commands, is_blocking) - commands.begin());
    const std::size_t counted = default_sort.value_or(first_blocking);
    const auto add = [this](std::unique_ptr<Stage> stage) { stages_.push_back(std::move(stage)); };
    add(collect_stage(rows_, budget_));
    const bool is_limited = std::ranges::any_of(commands, [](const Command& command) {
        return std::holds_alternative<Limit>(command);
    });
    if (!is_limited) add(limit_stage(limit, *stages_.back()));
    for (std::size_t i = commands.size() + 1; i-- > 0;) {
        Stage* next = stages_.back().get();
        if (i < commands.size()) {
            const Command& command = commands[i];
            if (const auto* fields = std::get_if<Fields>(&command)) {
                add(columns_stage(fields->columns, budget_, *next));
            } else if (const auto* display = std::get_if<Display>(&command)) {
                add(columns_stage(display->columns, budget_, *next));
            } else if (const auto* filter = std::get_if<Filter>(&command)) {
                add(filter_stage(*filter, *next));
            } else if (const auto* parse = std::get_if<Parse>(&command)) {
                add(parse_stage(*parse, budget_, *next));
            } else if (const auto* stats = std::get_if<Stats>(&command)) {
                add(stats_stage(*stats, budget_, *next));
            } else if (const auto* sort = std::get_if<Sort>(&command)) {
                add(sort_stage(sort->keys, wanted_of_sort(commands, i + 1, limit), budget_, *next));
            } else if (const auto* bound = std::get_if<Limit>(&command)) {
                add(limit_stage(bound->count, *next));
            } else {
                add(dedup_stage(std::get<Dedup>(command), budget_, *next));
            }
        }
        if (default_sort == i) {
            add(sort_stage({}, wanted_of_sort(commands, i, limit), budget_, *stages_.back()));
        }
        if (counted == i) add(count_stage(results_.matched, *stages_.back()));
    }
}

bool Execution::add(QueryEvent event) {
    if (budget_.exceeded) return false;
    stages_.back()->push(Row(std::make_shared<const QueryEvent>(std::move(event))));
    return !budget_.exceeded;
}

ResultRow Execution::show(const Row& row) const {
    ResultRow shown;
    for (const std::string& column : columns_) {
        const Value value = row.get(column);
        if (!value.is_nothing()) shown.emplace_back(column, value.text());
    }
    if (row.event() != nullptr) shown.emplace_back("@ptr", row.event()->pointer);
    return shown;
}

Results Execution::finish() {
    if (!budget_.exceeded) stages_.back()->finish();
    results_.failed = budget_.exceeded;
    if (!results_.failed) {
        for (Row& row : rows_) {
            results_.rows.push_back(show(row));
            row = {};
        }
    }
    rows_.clear();
    return std::move(results_);
}

}  // namespace gantry::logs::insights
