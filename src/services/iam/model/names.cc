#include "services/iam/model/names.h"

#include <fmt/format.h>

#include "services/iam/policy/wildcards.h"
#include "wire/digest.h"

namespace gantry::iam {
namespace {

constexpr std::string_view kIdLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

std::string draw_letters(IdSource& ids, std::string_view letters, std::size_t count) {
    std::string text(count, ' ');
    for (char& c : text) c = letters[ids.random().below(letters.size())];
    return text;
}

constexpr std::string_view kNamedPrefix = "AROA0";

/// All up to the next colon, which goes too.
std::string_view take_part(std::string_view& text) {
    const std::size_t colon = text.find(':');
    const std::string_view part = text.substr(0, colon);
    text.remove_prefix(colon == std::string_view::npos ? text.size() : colon + 1);
    return part;
}

}  // namespace

std::string account_prefix(std::string_view account) {
    return fmt::format("{}/-/", account);
}

std::string entity_key(std::string_view account, std::string_view name) {
    return account_prefix(account) + policy::lower_case(name);
}

std::string entity_arn(
    const aws::Scope& scope, std::string_view type, std::string_view path, std::string_view name
) {
    return fmt::format("{}{}{}{}", aws::iam_prefix(scope), type, path, name);
}

std::string draw_entity_id(IdSource& ids, std::string_view prefix) {
    return std::string(prefix) + draw_letters(ids, kIdLetters, 17);
}

std::string named_id(std::string_view account, std::string_view name) {
    std::string id(kNamedPrefix);
    for (const char c : wire::to_hex(wire::sha256(entity_key(account, name))).substr(0, 16)) {
        id += c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return id;
}

bool is_named_id(std::string_view user_id) {
    return user_id.starts_with(kNamedPrefix);
}

std::string draw_access_key_id(IdSource& ids) {
    return "AKIA" + draw_letters(ids, kIdLetters, 16);
}

EntityName parse_entity_arn(std::string_view arn) {
    EntityName name;
    if (take_part(arn) != "arn") return {};
    take_part(arn);
    if (take_part(arn) != "iam" || !take_part(arn).empty()) return {};
    name.account = take_part(arn);
    const std::size_t first = arn.find('/');
    const std::size_t last = arn.rfind('/');
    if (first == std::string_view::npos) return {};
    name.type = arn.substr(0, first);
    name.path = arn.substr(first, last - first + 1);
    name.name = arn.substr(last + 1);
    return name;
}

std::string_view provider_name(std::string_view arn) {
    constexpr std::string_view kType = "oidc-provider";
    if (parse_entity_arn(arn).type != kType) return {};
    return arn.substr(arn.find('/') + 1);
}

}  // namespace gantry::iam
