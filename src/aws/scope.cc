#include "aws/scope.h"

#include <algorithm>

namespace gantry::aws {

std::string_view partition_of(std::string_view region) {
    if (region.starts_with("cn-")) return "aws-cn";
    if (region.starts_with("us-gov-")) return "aws-us-gov";
    return "aws";
}

std::string iam_prefix(const Scope& scope) {
    std::string prefix = "arn:";
    prefix.append(partition_of(scope.region)).append(":iam::").append(scope.account).append(":");
    return prefix;
}

std::string root_arn(const Scope& scope) {
    return iam_prefix(scope) + "root";
}

bool is_account_id(std::string_view text) {
    return text.size() == 12 &&
           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_region(std::string_view text) {
    const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto fits = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '-'; };
    return !text.empty() && text.size() <= 32 && std::ranges::all_of(text, fits) &&
           is_letter(text.front()) && text.back() != '-' &&
           text.find("--") == std::string_view::npos;
}

}  // namespace gantry::aws
