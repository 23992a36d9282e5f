#include <algorithm>
#include <map>

#include "services/secretsmanager/api/resource_policies.h"
#include "wire/json_codec.h"

namespace gantry::secretsmanager {
namespace {

using reflect::field;
using reflect::RawJson;

/// A statement, as far as it is looked at.
struct StatementText {
    std::string effect;
    RawJson principal;
    RawJson not_principal;
    RawJson condition;

    static const reflect::TypeInfo& type_info() {
        static const reflect::TypeInfo info = reflect::structure<StatementText>(
            "Statement",
            {
                field<&StatementText::effect>("Effect"),
                field<&StatementText::principal>("Principal"),
                field<&StatementText::not_principal>("NotPrincipal"),
                field<&StatementText::condition>("Condition"),
            }
        );
        return info;
    }
};

struct DocumentText {
    RawJson statement;

    static const reflect::TypeInfo& type_info() {
        static const reflect::TypeInfo info = reflect::structure<DocumentText>(
            "Policy", {field<&DocumentText::statement>("Statement")}
        );
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

/// Whether a condition names a key at all: `{"StringEquals":{}}` does not.
bool is_limited(const RawJson& condition) {
    using Keys = std::map<std::string, RawJson>;
    const auto operators = wire::decode_json<std::map<std::string, Keys>>(condition.text);
    return operators &&
           std::ranges::any_of(*operators, [](const auto& one) { return !one.second.empty(); });
}

bool is_public(const StatementText& statement) {
    if (statement.effect != "Allow" || is_limited(statement.condition)) return false;
    return !statement.not_principal.text.empty() || is_everybody(statement.principal);
}

}  // namespace

bool allows_everybody(std::string_view document) {
    const auto read = wire::decode_json<DocumentText>(document);
    return read && std::ranges::any_of(one_or_many<StatementText>(read->statement), is_public);
}

}  // namespace gantry::secretsmanager
