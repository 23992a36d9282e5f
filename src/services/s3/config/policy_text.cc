#include "services/s3/config/policy_text.h"

#include <algorithm>
#include <utility>

#include "base/reflect.h"
#include "wire/json_codec.h"

namespace gantry::s3 {
namespace {

using reflect::field;
using reflect::RawJson;

struct StatementText {
    std::string effect;
    RawJson principal;
    RawJson not_principal;
    RawJson action;
    RawJson not_action;
    RawJson resource;
    RawJson not_resource;
    RawJson condition;

    static const reflect::TypeInfo& type_info() {
        static const reflect::TypeInfo info = reflect::structure<StatementText>(
            "Statement",
            {
                field<&StatementText::effect>("Effect"),
                field<&StatementText::principal>("Principal"),
                field<&StatementText::not_principal>("NotPrincipal"),
                field<&StatementText::action>("Action"),
                field<&StatementText::not_action>("NotAction"),
                field<&StatementText::resource>("Resource"),
                field<&StatementText::not_resource>("NotResource"),
                field<&StatementText::condition>("Condition"),
            }
        );
        return info;
    }
};

struct PolicyText {
    RawJson statement;

    static const reflect::TypeInfo& type_info() {
        static const reflect::TypeInfo info =
            reflect::structure<PolicyText>("Policy", {field<&PolicyText::statement>("Statement")});
        return info;
    }
};

/// The values of a member that is one or a list of them.
template <class T>
std::vector<T> one_or_many(const RawJson& json) {
    if (auto many = wire::decode_json<std::vector<T>>(json.text)) return *std::move(many);
    if (auto one = wire::decode_json<T>(json.text)) return {*std::move(one)};
    return {};
}

/// The same of values that may be numbers or booleans: as they are written.
std::vector<std::string> texts_of(const RawJson& json) {
    std::vector<std::string> texts;
    for (const RawJson& value : one_or_many<RawJson>(json)) {
        auto text = wire::decode_json<std::string>(value.text);
        texts.push_back(text ? *std::move(text) : value.text);
    }
    return texts;
}

bool is_everybody(const RawJson& principal) {
    if (principal.text.empty()) return false;
    const auto has_star = [](const RawJson& json) {
        const auto names = one_or_many<std::string>(json);
        return std::ranges::find(names, "*") != names.end();
    };
    if (has_star(principal)) return true;
    const auto named = wire::decode_json<std::map<std::string, RawJson>>(principal.text);
    return named && named->contains("AWS") && has_star(named->at("AWS"));
}

PolicyStatement read_statement(const StatementText& text) {
    PolicyStatement statement{
        .allows = text.effect == "Allow",
        .has_everybody = !text.not_principal.text.empty() || is_everybody(text.principal),
        .all_but_actions = !text.not_action.text.empty(),
        .all_but_resources = !text.not_resource.text.empty(),
    };
    statement.actions =
        one_or_many<std::string>(statement.all_but_actions ? text.not_action : text.action);
    statement.resources =
        one_or_many<std::string>(statement.all_but_resources ? text.not_resource : text.resource);
    using Keys = std::map<std::string, RawJson>;
    const auto operators = wire::decode_json<std::map<std::string, Keys>>(text.condition.text);
    if (!operators) return statement;
    for (const auto& [name, keys] : *operators) {
        for (const auto& [key, values] : keys) {
            statement.conditions[name][key] = texts_of(values);
        }
    }
    return statement;
}

}  // namespace

std::vector<PolicyStatement> read_statements(std::string_view document) {
    std::vector<PolicyStatement> statements;
    const auto read = wire::decode_json<PolicyText>(document);
    if (!read) return statements;
    for (const StatementText& text : one_or_many<StatementText>(read->statement)) {
        statements.push_back(read_statement(text));
    }
    return statements;
}

}  // namespace gantry::s3
