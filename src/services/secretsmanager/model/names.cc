#include "services/secretsmanager/model/names.h"

#include <fmt/format.h>

#include "aws/arn.h"

namespace gantry::secretsmanager {
namespace {

constexpr std::string_view kResource = "secret:";
constexpr std::size_t kDrawn = 6;
constexpr std::string_view kLetters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

}  // namespace

std::string secret_key(const aws::Scope& scope, std::string_view name) {
    return scope.prefix() + std::string(name);
}

std::string versions_prefix(std::string_view secret_key) {
    return std::string(secret_key) + ":";
}

std::string version_key(std::string_view secret_key, std::string_view id) {
    return fmt::format("{}:{}", secret_key, id);
}

std::string partial_arn(const aws::Scope& scope, std::string_view name) {
    return fmt::format(
        "arn:{}:secretsmanager:{}:{}:{}{}",
        aws::partition_of(scope.region),
        scope.region,
        scope.account,
        kResource,
        name
    );
}

std::string draw_arn(IdSource& ids, const aws::Scope& scope, std::string_view name) {
    std::string arn = partial_arn(scope, name) + "-";
    for (std::size_t i = 0; i < kDrawn; ++i) arn += kLetters[ids.random().below(kLetters.size())];
    return arn;
}

Reference parse_reference(const aws::Scope& scope, std::string_view text) {
    const auto arn = aws::Arn::parse(text);
    const bool is_secret = arn && arn->service == "secretsmanager" &&
                           arn->resource.starts_with(kResource) && !arn->account.empty();
    if (!is_secret) return {.scope = scope, .name = std::string(text)};
    return {
        .scope = {arn->account, arn->region},
        .name = arn->resource.substr(kResource.size()),
        .arn = std::string(text),
    };
}

std::string_view without_suffix(std::string_view name) {
    if (name.size() <= kDrawn + 1) return name;
    const std::size_t dash = name.size() - kDrawn - 1;
    const bool drawn =
        name[dash] == '-' && name.find_first_not_of(kLetters, dash + 1) == std::string_view::npos;
    return drawn ? name.substr(0, dash) : name;
}

}  // namespace gantry::secretsmanager
