#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "services/logs/insights/value.h"
#include "wire/pattern.h"

/// A query that was read. Source: CloudWatch Logs User Guide, "CloudWatch Logs Insights language
/// query syntax".
namespace gantry::logs::insights {

/// What a row is asked for.
struct Expr {
    enum class Kind {
        Constant,
        Field,
        Unary,     ///< "-", "not"
        Binary,    ///< arithmetic, comparisons, "and", "or"
        Like,      ///< contains a text, or matches a regular expression
        In,        ///< one of the other parts
        Function,  ///< a scalar one, by name
    };
    Kind kind = Kind::Constant;
    std::string name;  ///< of the field, the operator or the function, in small letters
    Value value{};
    std::vector<Expr> parts{};
    std::optional<wire::Pattern> regex{};
};

/// A column: what it shows, and under which name.
struct Column {
    Expr expr;
    std::string name;
};

/// count(*), pct(latency, 95), …
struct Aggregate {
    std::string function;
    std::optional<Expr> argument;  ///< absent: count(*)
    double percent = 0;            ///< of pct
    std::string name;
};

struct Fields {
    std::vector<Column> columns;
};
struct Display {
    std::vector<Column> columns;
};
struct Filter {
    Expr condition;
};
struct Parse {
    Expr source;
    std::vector<std::string> pieces;     ///< of a glob: what stands around its asterisks
    std::optional<wire::Pattern> regex;  ///< else
    std::vector<std::string> names;      ///< of what is taken out, in order; empty: not taken
};
struct Stats {
    std::vector<Aggregate> aggregates;
    std::vector<Column> by;
};
struct Sort {
    struct Key {
        Expr expr;
        bool descending = false;
    };
    std::vector<Key> keys;
};
struct Limit {
    std::size_t count = 0;
};
struct Dedup {
    std::vector<Expr> by;
};

using Command = std::variant<Fields, Display, Filter, Parse, Stats, Sort, Limit, Dedup>;

struct Query {
    std::vector<Command> commands;
};

}  // namespace gantry::logs::insights
