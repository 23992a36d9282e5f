#include "services/iam/policy/context_keys.h"

namespace gantry::iam::policy {
namespace {

void add_key(const std::string& lower, const std::string& key, ContextKeys& keys) {
    keys.try_emplace(lower, key);
}

void add_variables(const Pattern& pattern, ContextKeys& keys) {
    pattern.visit_variables([&](const std::string& lower, const std::string& key) {
        add_key(lower, key, keys);
    });
}

void add_variables(const PatternList& list, ContextKeys& keys) {
    for (const Pattern& pattern : list.patterns) add_variables(pattern, keys);
}

void add_variables(const Operand& operand, ContextKeys& keys) {
    if (const auto* pattern = std::get_if<Pattern>(&operand)) add_variables(*pattern, keys);
    if (const auto* arn = std::get_if<ArnPattern>(&operand)) {
        for (const Pattern& part : arn->parts) add_variables(part, keys);
    }
}

}  // namespace

void add_context_keys(const Document& document, ContextKeys& keys) {
    for (const Statement& statement : document.statements) {
        add_variables(statement.actions, keys);
        add_variables(statement.resources, keys);
        for (const Condition& condition : statement.conditions) {
            add_key(condition.lower_key, condition.key, keys);
            for (const Operand& operand : condition.operands) add_variables(operand, keys);
        }
    }
}

}  // namespace gantry::iam::policy
