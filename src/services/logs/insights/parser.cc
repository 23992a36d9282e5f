#include "services/logs/insights/parser.h"

#include <fmt/format.h>

#include <algorithm>

#include "services/logs/filter/literal.h"
#include "services/logs/insights/expression_parser.h"

namespace gantry::logs::insights {
namespace {

// Source: CloudWatch Logs User Guide, "limit", "stats", "parse".
constexpr std::size_t kMaxLimit = 100'000;
constexpr std::size_t kMaxStats = 2;
constexpr std::size_t kMaxNames = 200;

struct AggregateKind {
    std::string_view name;
    bool takes_percent = false;
    bool may_take_all = false;
};
constexpr AggregateKind kAggregates[] = {
    {"avg"},
    {"count", false, true},
    {"count_distinct"},
    {"earliest"},
    {"latest"},
    {"max"},
    {"median"},
    {"min"},
    {"pct", true},
    {"percentile", true},
    {"sortsfirst"},
    {"sortslast"},
    {"stddev"},
    {"sum"},
};

class Parser {
  public:
    Parser(std::string_view text, std::vector<Token> tokens) : at_(text, std::move(tokens)) {}

    Result<Query> run() {
        Query query;
        do {
            auto next = command();
            if (!next) return next.error();
            query.commands.push_back(*std::move(next));
        } while (at_.take("|"));
        if (at_.peek().kind != Token::Kind::End) return at_.unexpected();
        if (stats_ > kMaxStats) return malformed("a query can have two stats commands at most");
        return query;
    }

  private:
    Result<Command> command() {
        if (at_.take_word("fields")) return with_columns<Fields>();
        if (at_.take_word("display")) return with_columns<Display>();
        if (at_.take_word("filter")) return filter();
        if (at_.take_word("parse")) return parse();
        if (at_.take_word("stats")) return stats();
        if (at_.take_word("sort")) return sort();
        if (at_.take_word("limit")) return limit();
        if (at_.take_word("head")) return limit();
        if (at_.take_word("dedup")) return dedup();
        return at_.unexpected();
    }

    Result<Column> column() {
        const std::size_t start = at_.peek().position;
        auto expr = at_.expression();
        if (!expr) return expr.error();
        auto name = at_.name_of(start);
        if (!name) return name.error();
        return Column{*std::move(expr), *std::move(name)};
    }
    Result<std::vector<Column>> columns() {
        std::vector<Column> columns;
        do {
            auto next = column();
            if (!next) return next.error();
            columns.push_back(*std::move(next));
        } while (at_.take(","));
        return columns;
    }
    template <class Kind>
    Result<Command> with_columns() {
        auto read = columns();
        if (!read) return read.error();
        return Command(Kind{*std::move(read)});
    }
    Result<Command> filter() {
        auto condition = at_.expression();
        if (!condition) return condition.error();
        return Command(Filter{*std::move(condition)});
    }
    Result<Command> limit() {
        const auto count = read_number(at_.peek().text);
        if (at_.peek().kind != Token::Kind::Number || !count || *count < 1) return at_.unexpected();
        at_.next();
        return Command(Limit{static_cast<std::size_t>(std::min(*count, double{kMaxLimit}))});
    }
    Result<Command> dedup() {
        Dedup dedup;
        do {
            auto by = at_.expression();
            if (!by) return by.error();
            dedup.by.push_back(*std::move(by));
        } while (at_.take(","));
        return Command(std::move(dedup));
    }
    Result<Command> sort() {
        Sort sort;
        do {
            auto expr = sort_key();
            if (!expr) return expr.error();
            Sort::Key key{*std::move(expr), false};
            if (at_.take_word("desc")) {
                key.descending = true;
            } else {
                at_.take_word("asc");
            }
            sort.keys.push_back(std::move(key));
        } while (at_.take(","));
        return Command(std::move(sort));
    }
    /// What stats called a column may be sorted by as it stands there: `sort count(*) desc`.
    Result<Expr> sort_key() {
        if (at_.peek_behind().is("(") && is_aggregate(at_.peek())) {
            auto aggregate = this->aggregate();
            if (!aggregate) return aggregate.error();
            return Expr{.kind = Expr::Kind::Field, .name = aggregate->name};
        }
        auto column = this->column();
        if (!column) return column.error();
        for (const std::string& known : by_) {
            if (column->name == known) return Expr{.kind = Expr::Kind::Field, .name = known};
        }
        return std::move(column->expr);
    }

    Result<Command> parse();
    Result<void> names(Parse& parse);
    static Result<void> check_names(const Parse& parse);
    static const AggregateKind* kind_of(const Token& token);
    static bool is_aggregate(const Token& token) { return kind_of(token) != nullptr; }
    Result<Aggregate> aggregate();
    Result<Command> stats();

    ExpressionParser at_;
    std::size_t stats_ = 0;
    std::vector<std::string> by_;  ///< names of what stats grouped by
};

Result<void> Parser::names(Parse& parse) {
    if (!at_.take_word("as")) return {};
    parse.names.clear();
    do {
        auto name = at_.name();
        if (!name) return name.error();
        parse.names.push_back(*std::move(name));
    } while (at_.take(","));
    return {};
}

Result<void> Parser::check_names(const Parse& parse) {
    if (parse.names.size() > kMaxNames) return malformed("too many fields in parse");
    const std::size_t wanted =
        parse.regex ? parse.regex->group_names().size() : parse.pieces.size() - 1;
    if (wanted == 0 || wanted != parse.names.size()) {
        return malformed("the number of fields does not match the number of values in parse");
    }
    return {};
}

Result<Command> Parser::parse() {
    Parse parse{.source = {.kind = Expr::Kind::Field, .name = "@message"}};
    const auto is_pattern = [this] {
        return at_.peek().kind == Token::Kind::Text || at_.peek().kind == Token::Kind::Regex;
    };
    if (!is_pattern()) {
        auto source = at_.expression();
        if (!source) return source.error();
        parse.source = *std::move(source);
    }
    if (!is_pattern()) return at_.unexpected();
    const Token pattern = at_.next();
    if (pattern.kind == Token::Kind::Regex) {
        auto regex = at_.regex(pattern.text);
        if (!regex) return regex.error();
        parse.regex = *std::move(regex);
        parse.names = parse.regex->group_names();
    } else {
        std::string_view rest = pattern.text;
        for (std::size_t star = rest.find('*'); star != std::string_view::npos;
             star = rest.find('*')) {
            parse.pieces.emplace_back(rest.substr(0, star));
            rest.remove_prefix(star + 1);
        }
        parse.pieces.emplace_back(rest);
    }
    if (auto good = names(parse); !good) return good.error();
    if (auto good = check_names(parse); !good) return good.error();
    return Command(std::move(parse));
}

const AggregateKind* Parser::kind_of(const Token& token) {
    if (token.kind != Token::Kind::Word) return nullptr;
    std::string name = token.text;
    std::ranges::transform(name, name.begin(), lower);
    for (const AggregateKind& kind : kAggregates) {
        if (kind.name == name) return &kind;
    }
    return nullptr;
}

Result<Aggregate> Parser::aggregate() {
    const AggregateKind* kind = kind_of(at_.peek());
    if (kind == nullptr) return at_.unexpected();
    const std::size_t start = at_.next().position;
    Aggregate aggregate{.function = std::string(kind->name)};
    if (!at_.take("(")) return at_.unexpected();
    const bool of_all = kind->may_take_all && (at_.take("*") || at_.peek().is(")"));
    if (!of_all) {
        auto argument = at_.expression();
        if (!argument) return argument.error();
        aggregate.argument = *std::move(argument);
    }
    if (kind->takes_percent) {
        if (!at_.take(",")) return at_.unexpected();
        const auto percent = read_number(at_.peek().text);
        if (!percent || *percent < 0 || *percent > 100) return at_.unexpected();
        at_.next();
        aggregate.percent = *percent;
    }
    if (!at_.take(")")) return at_.unexpected();
    auto name = at_.name_of(start);
    if (!name) return name.error();
    aggregate.name = *std::move(name);
    return aggregate;
}

Result<Command> Parser::stats() {
    ++stats_;
    Stats stats;
    if (!at_.peek().is_word("by")) {
        do {
            auto next = aggregate();
            if (!next) return next.error();
            stats.aggregates.push_back(*std::move(next));
        } while (at_.take(","));
    }
    if (at_.take_word("by")) {
        auto by = columns();
        if (!by) return by.error();
        stats.by = *std::move(by);
        for (const Column& column : stats.by) by_.push_back(column.name);
    } else if (stats.aggregates.empty()) {
        return at_.unexpected();
    }
    return Command(std::move(stats));
}

}  // namespace

std::optional<double> read_period(std::string_view text) {
    struct Unit {
        std::string_view names;
        double ms;
    };
    constexpr double kDay = 86'400'000;
    constexpr Unit kUnits[] = {
        {" ms msec millisecond milliseconds ", 1},
        {" s sec second seconds ", 1'000},
        {" m min minute minutes ", 60'000},
        {" h hr hour hours ", 3'600'000},
        {" d day days ", kDay},
        {" w week weeks ", 7 * kDay},
        {" mo mon month months ", 30 * kDay},
        {" q qtr quarter quarters ", 91 * kDay},
        {" y yr year years ", 365 * kDay},
    };
    const std::size_t letters = text.find_first_not_of("0123456789.");
    if (letters == std::string_view::npos) return std::nullopt;
    const auto count = read_number(text.substr(0, letters));
    if (!count || *count <= 0) return std::nullopt;
    const std::string unit = " " + std::string(text.substr(letters)) + " ";
    for (const Unit& known : kUnits) {
        if (known.names.find(unit) != std::string_view::npos) return *count * known.ms;
    }
    return std::nullopt;
}

Result<Query> read_query(std::string_view text) {
    auto tokens = read_tokens(text);
    if (!tokens) return tokens.error();
    return Parser(text, *std::move(tokens)).run();
}

}  // namespace gantry::logs::insights
