#include "services/iam/policy/document.h"

#include <fmt/format.h>

#include <algorithm>

#include "services/iam/policy/document_reader.h"
#include "services/iam/policy/grammar.h"
#include "services/iam/policy/wildcards.h"

namespace gantry::iam::policy {
namespace {

void add_principal(PrincipalList& list, const std::string& type, const std::string& name) {
    if (type == "Service") {
        list.services.push_back(name);
    } else if (type == "Federated") {
        list.federated.push_back(name);
    } else if (type == "CanonicalUser") {
        list.canonical_users.push_back(name);
    } else if (name == "*") {
        list.anyone = true;
    } else if (const auto account = account_of_principal(name); !account.empty()) {
        list.accounts.emplace_back(account);
    } else {
        list.arns.push_back(name);
    }
}

/// Makes statements of what their texts say, under a document's version.
class Builder {
  public:
    explicit Builder(bool variables) : variables_(variables) {}

    [[nodiscard]] Statement build(RawStatement&& raw) const {
        Statement statement;
        statement.sid = std::move(raw.sid);
        statement.effect = raw.effect == "Allow" ? Effect::Allow : Effect::Deny;
        statement.has_principals = raw.principals.given;
        statement.not_principals = raw.principals.negated;
        for (const auto& [type, name] : raw.principals.named) {
            add_principal(statement.principals, type, name);
        }
        statement.actions =
            patterns(std::move(raw.actions), {.variables = false, .ignore_case = true});
        statement.resources = patterns(std::move(raw.resources), {.variables = variables_});
        for (RawCondition& condition : raw.conditions) {
            statement.conditions.push_back(build(std::move(condition)));
        }
        statement.begin = raw.begin;
        statement.end = raw.end;
        return statement;
    }

  private:
    static PatternList patterns(RawList&& raw, Pattern::Reading reading) {
        PatternList list{.given = raw.given, .negated = raw.negated};
        for (const std::string& text : raw.texts) list.patterns.emplace_back(text, reading);
        list.texts = std::move(raw.texts);
        return list;
    }

    // The grammar was checked: the operator exists and can read its values.
    [[nodiscard]] Condition build(RawCondition&& raw) const {
        Condition condition;
        condition.how = Operator::read(raw.operator_name).value_or(Operator{});
        condition.lower_key = lower_case(raw.key);
        condition.key = std::move(raw.key);
        for (const std::string& value : raw.values) {
            auto operand = read_operand(condition.how.family, value, variables_);
            if (operand) condition.operands.push_back(*std::move(operand));
        }
        return condition;
    }

    bool variables_;
};

}  // namespace

Result<Document> Document::read(std::string text, DocumentKind kind) {
    auto raw = read_raw_document(text);
    if (!raw) return raw.error();
    if (const auto checked = check_grammar(*raw, kind); !checked) return checked.error();
    Document document;
    document.version = raw->has_version ? std::move(raw->version) : "2008-10-17";
    document.id = std::move(raw->id);
    const Builder builder(document.version == "2012-10-17");
    document.statements.reserve(raw->statements.size());
    for (RawStatement& statement : raw->statements) {
        document.statements.push_back(builder.build(std::move(statement)));
    }
    document.text = std::move(text);
    return document;
}

std::size_t counted_size(std::string_view text) {
    return text.size() - static_cast<std::size_t>(std::ranges::count_if(text, [](char c) {
               return c == ' ' || c == '\t' || c == '\n' || c == '\r';
           }));
}

Result<void> check_size(std::string_view text, std::string_view quota, std::size_t most) {
    if (counted_size(text) <= most) return {};
    return Error{
        ErrorKind::LimitExceeded,
        "LimitExceededException",
        fmt::format("Cannot exceed quota for {}: {}", quota, most),
        {}
    };
}

}  // namespace gantry::iam::policy
