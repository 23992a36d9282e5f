#include "services/logs/insights/stages.h"

#include <algorithm>
#include <set>
#include <string>

#include "services/logs/insights/evaluate.h"

namespace gantry::logs::insights {
namespace {

class Collect final : public Stage {
  public:
    Collect(std::vector<Row>& rows, Budget& budget) : rows_(rows), budget_(budget) {}
    void push(Row row) override {
        budget_.take(row.bytes());
        if (!budget_.exceeded) rows_.push_back(std::move(row));
    }

  private:
    std::vector<Row>& rows_;
    Budget& budget_;
};

class Passing : public Stage {
  public:
    explicit Passing(Stage& next) : next_(next) {}
    void finish() override { next_.finish(); }

  protected:
    Stage& next() { return next_; }

  private:
    Stage& next_;
};

class Count final : public Passing {
  public:
    Count(std::uint64_t& count, Stage& next) : Passing(next), count_(count) {}
    void push(Row row) override {
        ++count_;
        next().push(std::move(row));
    }

  private:
    std::uint64_t& count_;
};

class Columns final : public Passing {
  public:
    Columns(const std::vector<Column>& columns, Budget& budget, Stage& next)
        : Passing(next), columns_(columns), budget_(budget) {}
    void push(Row row) override {
        if (add_to(row)) next().push(std::move(row));
    }

  private:
    /// @return false: it would become too large
    bool add_to(Row& row) {
        Charge charge(budget_);
        if (!charge.take(row.bytes())) return false;
        for (const Column& column : columns_) {
            const bool is_itself =
                column.expr.kind == Expr::Kind::Field && column.expr.name == column.name;
            if (is_itself) continue;
            Value value = evaluate(column.expr, row);
            if (!charge.take(value.bytes())) return false;
            row.set(column.name, std::move(value));
        }
        return true;
    }

    const std::vector<Column>& columns_;
    Budget& budget_;
};

class Filtering final : public Passing {
  public:
    Filtering(const Filter& filter, Stage& next) : Passing(next), filter_(filter) {}
    void push(Row row) override {
        if (evaluate(filter_.condition, row).is_true()) next().push(std::move(row));
    }

  private:
    const Filter& filter_;
};

class Parsing final : public Passing {
  public:
    Parsing(const Parse& parse, Budget& budget, Stage& next)
        : Passing(next), parse_(parse), budget_(budget) {}
    void push(Row row) override {
        if (add_to(row)) next().push(std::move(row));
    }

  private:
    /// @return false: it would become too large
    bool add_to(Row& row) {
        Charge charge(budget_);
        return charge.take(row.bytes()) && apply(parse_, row, charge);
    }

    const Parse& parse_;
    Budget& budget_;
};

class Limiting final : public Passing {
  public:
    Limiting(std::size_t count, Stage& next) : Passing(next), left_(count) {}
    void push(Row row) override {
        if (left_ == 0) return;
        --left_;
        next().push(std::move(row));
    }

  private:
    std::size_t left_;
};

/// Lengths before the texts, so that no two lists of values are one.
std::string key_of(const std::vector<Value>& values) {
    std::string key;
    for (const Value& value : values) {
        const std::string text = value.text();
        key += std::to_string(text.size()) + ":" + text + (value.is_nothing() ? "-" : "+");
    }
    return key;
}

/// The first row of each kind passes; those without any of the fields all do.
class Deduping final : public Passing {
  public:
    Deduping(const Dedup& dedup, Budget& budget, Stage& next)
        : Passing(next), dedup_(dedup), budget_(budget) {}
    void push(Row row) override {
        if (is_new(row)) next().push(std::move(row));
    }

  private:
    bool is_new(const Row& row) {
        Charge charge(budget_);
        std::vector<Value> values;
        bool any = false;
        for (const Expr& expr : dedup_.by) {
            values.push_back(evaluate(expr, row));
            if (!charge.take(2 * values.back().bytes())) return false;
            any = any || !values.back().is_nothing();
        }
        if (!any) return true;
        const auto [known, inserted] = seen_.insert(key_of(values));
        if (inserted) budget_.take(known->size() + kNodeBytes);
        return inserted;
    }

    static constexpr std::size_t kNodeBytes = 32 + sizeof(std::string);

    const Dedup& dedup_;
    Budget& budget_;
    std::set<std::string> seen_;
};

class Sorting final : public Passing {
  public:
    Sorting(std::vector<Sort::Key> keys, std::size_t most, Budget& budget, Stage& next)
        : Passing(next), keys_(std::move(keys)), most_(most), budget_(budget) {
        budget_.relief.emplace_back([this] { drop(); });
        if (!keys_.empty()) return;
        keys_.push_back({{.kind = Expr::Kind::Field, .name = "@timestamp"}, true});
        newest_first_ = true;
    }

    void push(Row row) override {
        Kept kept{.values = {}, .number = count_++, .row = std::move(row)};
        if (!add_keys(kept)) return;
        kept.bytes = kept.size();
        const std::size_t bytes = kept.bytes;
        kept_.push_back(std::move(kept));
        budget_.take(bytes);
        if (kept_.size() >= 2 * most_) drop();
    }
    void finish() override {
        drop();
        std::ranges::sort(kept_, [this](const Kept& a, const Kept& b) { return before(a, b); });
        for (Kept& kept : kept_) {
            budget_.give_back(kept.bytes);
            next().push(std::move(kept.row));
        }
        kept_.clear();
        next().finish();
    }

  private:
    struct Kept {
        std::vector<Value> values;
        std::uint64_t number = 0;
        Row row;
        std::size_t bytes = 0;  ///< as they were taken from the budget

        [[nodiscard]] std::size_t size() const {
            std::size_t all = sizeof(Kept) + row.bytes();
            for (const Value& value : values) all += value.bytes();
            return all;
        }
    };

    /// @return false: they would take too much
    bool add_keys(Kept& kept) {
        Charge charge(budget_);
        for (const Sort::Key& key : keys_) {
            kept.values.push_back(evaluate(key.expr, kept.row));
            if (!charge.take(kept.values.back().bytes())) return false;
        }
        return true;
    }
    /// What is equal stays in order of arrival, but for the newest first: then the last one is.
    [[nodiscard]] bool before(const Kept& a, const Kept& b) const {
        for (std::size_t i = 0; i < keys_.size(); ++i) {
            const int order = compare(a.values[i], b.values[i]);
            if (order != 0) return keys_[i].descending ? order > 0 : order < 0;
        }
        return newest_first_ ? a.number > b.number : a.number < b.number;
    }
    /// Lets go of what is not among the first.
    void drop() {
        if (kept_.size() <= most_) return;
        const auto last = kept_.begin() + static_cast<std::ptrdiff_t>(most_);
        std::ranges::nth_element(kept_, last, [this](const Kept& a, const Kept& b) {
            return before(a, b);
        });
        for (auto kept = last; kept != kept_.end(); ++kept) budget_.give_back(kept->bytes);
        kept_.erase(last, kept_.end());
    }

    std::vector<Sort::Key> keys_;
    std::size_t most_;
    Budget& budget_;
    bool newest_first_ = false;
    std::uint64_t count_ = 0;
    std::vector<Kept> kept_;
};

}  // namespace

std::unique_ptr<Stage> collect_stage(std::vector<Row>& rows, Budget& budget) {
    return std::make_unique<Collect>(rows, budget);
}
std::unique_ptr<Stage> count_stage(std::uint64_t& count, Stage& next) {
    return std::make_unique<Count>(count, next);
}
std::unique_ptr<Stage> columns_stage(
    const std::vector<Column>& columns, Budget& budget, Stage& next
) {
    return std::make_unique<Columns>(columns, budget, next);
}
std::unique_ptr<Stage> filter_stage(const Filter& filter, Stage& next) {
    return std::make_unique<Filtering>(filter, next);
}
std::unique_ptr<Stage> parse_stage(const Parse& parse, Budget& budget, Stage& next) {
    return std::make_unique<Parsing>(parse, budget, next);
}
std::unique_ptr<Stage> limit_stage(std::size_t count, Stage& next) {
    return std::make_unique<Limiting>(count, next);
}
std::unique_ptr<Stage> dedup_stage(const Dedup& dedup, Budget& budget, Stage& next) {
    return std::make_unique<Deduping>(dedup, budget, next);
}
std::unique_ptr<Stage> sort_stage(
    std::vector<Sort::Key> keys, std::size_t most, Budget& budget, Stage& next
) {
    return std::make_unique<Sorting>(std::move(keys), most, budget, next);
}

}  // namespace gantry::logs::insights
