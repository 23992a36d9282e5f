#include "services/iam/policy/document_reader.h"

#include <algorithm>
#include <functional>
#include <set>

#include "services/iam/policy/condition.h"
#include "services/iam/policy/wildcards.h"
#include "wire/json_reader.h"

namespace gantry::iam::policy {
namespace {

using wire::JsonReader;
using Token = JsonReader::Token;

/// Document, statements, statement, condition, keys, values: six, and one to see that it is wrong.
constexpr std::size_t kMaxDepth = 8;

/// Reads one document. Every function returns false when the text is no policy; why does not
/// matter, AWS says one sentence for all of it.
class PolicyReader {
  public:
    explicit PolicyReader(std::string_view text) : json_(text, kMaxDepth) {}

    bool read(RawDocument& document) {
        return read_members([&](std::string_view key) { return top_member(document, key); }) &&
               json_.finish() && !document.statements.empty();
    }

  private:
    using Member = std::function<bool(std::string_view key)>;

    /// An object whose members have different names.
    bool read_members(const Member& member) {
        if (json_.peek() != Token::Object || !json_.enter_object()) return false;
        std::set<std::string, std::less<>> seen;
        std::string_view key;
        JsonReader::Next next = json_.next_key(key);
        for (; next == JsonReader::Next::Item; next = json_.next_key(key)) {
            const std::string name(key);
            if (!seen.insert(name).second || !member(name)) return false;
        }
        return next == JsonReader::Next::End;
    }

    bool read_text(std::string& text) {
        return json_.peek() == Token::String && json_.read_string(text);
    }

    /// One item, or a list of them.
    bool read_some(Token one, const std::function<bool()>& item) {
        if (json_.peek() == one) return item();
        if (json_.peek() != Token::List || !json_.enter_list()) return false;
        JsonReader::Next next = json_.next_element();
        for (; next == JsonReader::Next::Item; next = json_.next_element()) {
            if (json_.peek() != one || !item()) return false;
        }
        return next == JsonReader::Next::End;
    }

    bool read_texts(std::vector<std::string>& texts) {
        return read_some(Token::String, [&] { return read_text(texts.emplace_back()); });
    }

    bool top_member(RawDocument& document, std::string_view key) {
        if (key == "Version") {
            document.has_version = true;
            return read_text(document.version) &&
                   (document.version == "2012-10-17" || document.version == "2008-10-17");
        }
        if (key == "Id") return read_text(document.id);
        if (key != "Statement") return false;
        return read_some(Token::Object, [&] { return read_statement(document); });
    }

    bool read_statement(RawDocument& document) {
        RawStatement& statement = document.statements.emplace_back();
        statement.begin = json_.position();
        const auto member = [&](std::string_view key) { return statement_member(statement, key); };
        if (!read_members(member)) return false;
        statement.end = json_.position();
        const std::string effect = lower_case(statement.effect);
        return effect == "allow" || effect == "deny";
    }

    bool statement_member(RawStatement& statement, std::string_view key) {
        if (key == "Sid") return read_text(statement.sid);
        if (key == "Effect") return read_text(statement.effect);
        if (key == "Action" || key == "NotAction") return read_list(statement.actions, key);
        if (key == "Resource" || key == "NotResource") return read_list(statement.resources, key);
        if (key == "Principal" || key == "NotPrincipal") {
            return read_principals(statement.principals, key);
        }
        if (key == "Condition") return read_conditions(statement);
        return false;
    }

    /// A list and its negation exclude each other.
    bool read_list(RawList& list, std::string_view key) {
        if (list.given) return false;
        list.given = true;
        list.negated = key.starts_with("Not");
        return read_texts(list.texts);
    }

    bool read_principals(RawPrincipals& principals, std::string_view key) {
        if (principals.given) return false;
        principals.given = true;
        principals.negated = key.starts_with("Not");
        if (json_.peek() == Token::String) {
            principals.named.emplace_back("AWS", "");
            return read_text(principals.named.back().second) &&
                   principals.named.back().second == "*";
        }
        return read_members([&](std::string_view type) {
            std::vector<std::string> names;
            if (!read_texts(names)) return false;
            for (std::string& name : names) {
                principals.named.emplace_back(std::string(type), std::move(name));
            }
            return true;
        });
    }

    bool read_conditions(RawStatement& statement) {
        return read_members([&](std::string_view name) {
            const std::string operator_name(name);
            bool any = false;
            const bool read = read_members([&](std::string_view key) {
                any = true;
                RawCondition& condition = statement.conditions.emplace_back();
                condition.operator_name = operator_name;
                condition.key = key;
                return read_values(condition.values);
            });
            // What is never asked need not exist.
            return read && (!any || Operator::read(operator_name).has_value());
        });
    }

    /// Numbers and truth values may stand for their texts.
    bool read_values(std::vector<std::string>& values) {
        if (json_.peek() != Token::List) return read_value(values.emplace_back());
        if (!json_.enter_list()) return false;
        JsonReader::Next next = json_.next_element();
        for (; next == JsonReader::Next::Item; next = json_.next_element()) {
            if (!read_value(values.emplace_back())) return false;
        }
        return next == JsonReader::Next::End;
    }

    bool read_value(std::string& value) {
        bool truth = false;
        wire::JsonNumber number;
        switch (json_.peek()) {
            case Token::String: return json_.read_string(value);
            case Token::Boolean:
                if (!json_.read_boolean(truth)) return false;
                value = truth ? "true" : "false";
                return true;
            case Token::Number:
                if (!json_.read_number(number)) return false;
                value = number.text;
                return true;
            default: return false;
        }
    }

    JsonReader json_;
};

}  // namespace

Error malformed_policy(std::string message) {
    return Error{
        ErrorKind::InvalidArgument, "MalformedPolicyDocumentException", std::move(message), {}
    };
}

Result<RawDocument> read_raw_document(std::string_view text) {
    RawDocument document;
    if (!PolicyReader(text).read(document)) return malformed_policy("Syntax errors in policy.");
    return document;
}

}  // namespace gantry::iam::policy
