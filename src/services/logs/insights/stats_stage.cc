#include <map>
#include <string>

#include "services/logs/insights/aggregates.h"
#include "services/logs/insights/evaluate.h"
#include "services/logs/insights/stages.h"

namespace gantry::logs::insights {
namespace {

class Grouping final : public Stage {
  public:
    Grouping(const Stats& stats, Budget& budget, Stage& next)
        : stats_(stats), budget_(budget), next_(next) {}

    void push(Row row) override {
        Group* group = group_of(row);
        if (group == nullptr) return;
        const double time = row.get("@timestamp").number().value_or(0);
        for (std::size_t i = 0; i < stats_.aggregates.size(); ++i) {
            const Aggregate& what = stats_.aggregates[i];
            Accumulator& sum = group->accumulators[i];
            const std::size_t before = sum.bytes();
            sum.add(what, what.argument ? evaluate(*what.argument, row) : Value::of(true), time);
            group->bytes = group->bytes - before + sum.bytes();
            budget_.give_back(before);
            budget_.take(sum.bytes());
            if (budget_.exceeded) return;
        }
    }

    void finish() override {
        // Without `by` there is a row even where there was none to count.
        if (groups_.empty() && stats_.by.empty()) {
            groups_[""].accumulators.resize(stats_.aggregates.size());
        }
        for (auto& [key, group] : groups_) {
            Row row;
            for (std::size_t i = 0; i < stats_.by.size(); ++i) {
                row.set(stats_.by[i].name, std::move(group.values[i]));
            }
            for (std::size_t i = 0; i < stats_.aggregates.size(); ++i) {
                const Aggregate& what = stats_.aggregates[i];
                row.set(what.name, group.accumulators[i].result(what));
            }
            budget_.give_back(group.bytes);
            next_.push(std::move(row));
        }
        groups_.clear();
        next_.finish();
    }

  private:
    static constexpr std::size_t kGroupBytes = 256;

    struct Group {
        std::vector<Value> values;
        std::vector<Accumulator> accumulators;
        std::size_t bytes = 0;  ///< as they were taken from the budget
    };

    /// @return null: it would take too much
    Group* group_of(const Row& row) {
        Charge charge(budget_);
        std::vector<Value> values;
        std::string key;
        for (const Column& column : stats_.by) {
            values.push_back(evaluate(column.expr, row));
            const std::string text = values.back().text();
            if (!charge.take(values.back().bytes() + 2 * text.size())) return nullptr;
            key += std::to_string(text.size()) + ":" + text;
        }
        const auto [entry, is_new] = groups_.try_emplace(key);
        Group& group = entry->second;
        if (!is_new) return &group;
        group.bytes = key.size() + kGroupBytes;
        for (const Value& value : values) group.bytes += value.bytes();
        group.values = std::move(values);
        group.accumulators.resize(stats_.aggregates.size());
        for (const Accumulator& each : group.accumulators) group.bytes += each.bytes();
        budget_.take(group.bytes);
        return budget_.exceeded ? nullptr : &group;
    }

    const Stats& stats_;
    Budget& budget_;
    Stage& next_;
    std::map<std::string, Group> groups_;
};

}  // namespace

std::unique_ptr<Stage> stats_stage(const Stats& stats, Budget& budget, Stage& next) {
    return std::make_unique<Grouping>(stats, budget, next);
}

}  // namespace gantry::logs::insights
