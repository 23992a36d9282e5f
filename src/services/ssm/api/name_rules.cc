#include "services/ssm/api/name_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "services/ssm/api/errors.h"
#include "services/ssm/model/names.h"

namespace gantry::ssm {
namespace {

constexpr std::ptrdiff_t kMaxLevels = 15;
constexpr std::size_t kMaxArnLength = 1011;

bool starts_with_any_case(std::string_view text, std::string_view start) {
    return text.size() >= start.size() &&
           std::ranges::equal(text.substr(0, start.size()), start, [](char a, char b) {
               return std::tolower(static_cast<unsigned char>(a)) == b;
           });
}

bool is_name_character(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.' || c == '-';
}

Error bad_path_name() {
    return validation(
        "Parameter name: can't be prefixed with \"ssm\" (case-insensitive). If formed as a path, "
        "it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix "
        "of letters, numbers and the following 3 symbols .-_"
    );
}

Result<void> check_start(std::string_view name) {
    const std::string_view path = path_of(name);
    if (!has_reserved_start(path)) return {};
    const bool is_path = path.find('/') != std::string_view::npos;
    if (!is_path) {
        return validation(
            "Parameter name: can't be prefixed with \"aws\" or \"ssm\" (case-insensitive)."
        );
    }
    if (starts_with_any_case(path, "ssm")) return bad_path_name();
    return Error{
        ErrorKind::Denied,
        "AccessDeniedException",
        fmt::format("No access to reserved parameter name: {}.", name),
        {},
    };
}

}  // namespace

bool has_reserved_start(std::string_view text) {
    return starts_with_any_case(text, "aws") || starts_with_any_case(text, "ssm");
}

bool has_name_characters(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c == '/' || is_name_character(c); });
}

Result<void> check_no_spaces(std::string_view name) {
    if (name.find_first_of(" \t\r\n") == std::string_view::npos) return {};
    return validation("Parameter name: can't contain spaces.");
}

Result<void> check_new_name(const aws::Scope& scope, std::string_view name) {
    if (name.starts_with("arn:")) {
        return validation("Parameter name: must be a name, not an Amazon Resource Name (ARN).");
    }
    const std::string_view path = path_of(name);
    if (path.find('/') != std::string_view::npos && !name.starts_with('/')) {
        return validation("Parameter name must be a fully qualified name.");
    }
    if (auto good = check_start(name); !good) return good;
    const bool empty_part = path.empty() || path.starts_with('/') || path.ends_with('/') ||
                            path.find("//") != std::string_view::npos;
    if (empty_part || !has_name_characters(name)) return bad_path_name();
    if (std::ranges::count(path, '/') + 1 > kMaxLevels) {
        return api_error(
            "HierarchyLevelLimitExceededException", "A hierarchy can have a maximum of 15 levels."
        );
    }
    if (parameter_arn(scope, name).size() > kMaxArnLength) {
        return validation(fmt::format(
            "Parameter name: can't be longer than {} characters, counting what its ARN has in "
            "front of it.",
            kMaxArnLength
        ));
    }
    return {};
}

Result<void> check_path(std::string_view path) {
    const bool good = path.starts_with('/') && has_name_characters(path) &&
                      path.find("//") == std::string_view::npos;
    if (good) return {};
    return validation(
        "The parameter doesn't meet the parameter name requirements. The parameter name must begin "
        "with a forward slash \"/\". It can't be prefixed with \"aws\" or \"ssm\" "
        "(case-insensitive). It must use only letters, numbers, or the following symbols: . "
        "(period), - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, "
        "if specified, must use the forward slash symbol \"/\". Valid example: "
        "/get/parameters2-/by1./path0_."
    );
}

bool is_label(std::string_view label) {
    if (label.empty() || std::isdigit(static_cast<unsigned char>(label.front())) != 0) return false;
    return !has_reserved_start(label) && std::ranges::all_of(label, is_name_character);
}

}  // namespace gantry::ssm
