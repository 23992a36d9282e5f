#include "services/ecr/model/policy_text.h"

#include <functional>

#include "wire/json_reader.h"

namespace gantry::ecr {
namespace {

constexpr std::size_t kMaxDepth = 32;

/// Shows the text of each member of an object. @return false for what is none
bool for_each_member(
    std::string_view text,
    const std::function<void(std::string_view key, std::string_view value)>& show
) {
    wire::JsonReader reader(text, kMaxDepth);
    if (reader.peek() != wire::JsonReader::Token::Object || !reader.enter_object()) return false;
    std::string_view key;
    auto next = reader.next_key(key);
    for (; next == wire::JsonReader::Next::Item; next = reader.next_key(key)) {
        const std::string name(key);
        std::string_view value;
        if (!reader.skip(value)) return false;
        show(name, value);
    }
    return next == wire::JsonReader::Next::End && reader.finish();
}

/// The statements of a policy: of a list each, else the one.
bool for_each_statement(
    std::string_view text, const std::function<void(std::string_view statement)>& show
) {
    wire::JsonReader reader(text, kMaxDepth);
    if (reader.peek() != wire::JsonReader::Token::List) {
        show(text);
        return true;
    }
    if (!reader.enter_list()) return false;
    auto next = reader.next_element();
    for (; next == wire::JsonReader::Next::Item; next = reader.next_element()) {
        std::string_view statement;
        if (!reader.skip(statement)) return false;
        show(statement);
    }
    return next == wire::JsonReader::Next::End;
}

}  // namespace

std::string with_resources(std::string_view policy) {
    constexpr std::string_view kAnyResource = R"({"Resource":"*",)";
    std::string out = "{";
    bool good = true;
    const auto add_statement = [&](std::string_view statement) {
        if (out.back() != '[') out += ',';
        const bool is_object = statement.starts_with('{');
        good = good && is_object;
        if (is_object) out.append(kAnyResource).append(statement.substr(1));
    };
    const bool read = for_each_member(policy, [&](std::string_view key, std::string_view value) {
        if (out.size() > 1) out += ',';
        out.append("\"").append(key).append("\":");
        if (key != "Statement") {
            out += value;
            return;
        }
        out += '[';
        good = for_each_statement(value, add_statement) && good;
        out += ']';
    });
    return read && good ? out + "}" : std::string(policy);
}

bool names_resources(std::string_view policy) {
    bool found = false;
    const auto look = [&found](std::string_view statement) {
        for_each_member(statement, [&found](std::string_view key, std::string_view) {
            found = found || key == "Resource" || key == "NotResource";
        });
    };
    for_each_member(policy, [&look](std::string_view key, std::string_view value) {
        if (key == "Statement") for_each_statement(value, look);
    });
    return found;
}

}  // namespace gantry::ecr
