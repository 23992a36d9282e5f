#include "services/ecr/model/names.h"

#include <fmt/format.h>

#include <algorithm>

#include "aws/arn.h"

namespace gantry::ecr {
namespace {

constexpr std::string_view kResource = "repository/";
constexpr std::size_t kMinName = 2;
constexpr std::size_t kMaxName = 256;
constexpr std::size_t kMaxTag = 128;

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/// One separator, or as many dashes as one likes.
bool is_separator(std::string_view text) {
    return text == "." || text == "_" || text == "__" ||
           (!text.empty() && text.find_first_not_of('-') == std::string_view::npos);
}

/// Runs of letters and digits with separators between them.
bool is_component(std::string_view text) {
    if (text.empty()) return false;
    std::size_t at = 0;
    while (true) {
        const std::size_t begin = at;
        while (at < text.size() && is_letter_or_digit(text[at])) ++at;
        if (at == begin) return false;
        if (at == text.size()) return true;
        const std::size_t separator = at;
        while (at < text.size() && !is_letter_or_digit(text[at])) ++at;
        if (!is_separator(text.substr(separator, at - separator))) return false;
    }
}

}  // namespace

std::string repository_key(const aws::Scope& scope, std::string_view name) {
    return scope.prefix() + std::string(name);
}

std::string members_prefix(std::string_view repository_key) {
    return std::string(repository_key) + ":";
}

std::string member_key(std::string_view repository_key, std::string_view member) {
    return fmt::format("{}:{}", repository_key, member);
}

std::string repository_of(std::string_view member_key) {
    return std::string(member_key.substr(0, member_key.find(':')));
}

std::string registry_key(const aws::Scope& scope) {
    return scope.account + "/" + scope.region;
}

std::string repository_arn(const aws::Scope& scope, std::string_view name) {
    return fmt::format(
        "arn:{}:ecr:{}:{}:{}{}",
        aws::partition_of(scope.region),
        scope.region,
        scope.account,
        kResource,
        name
    );
}

std::optional<RepositoryName> parse_repository_arn(std::string_view arn) {
    const auto read = aws::Arn::parse(arn);
    if (!read || read->service != "ecr" || !read->resource.starts_with(kResource) ||
        !aws::is_account_id(read->account) || !aws::is_region(read->region)) {
        return std::nullopt;
    }
    std::string name = read->resource.substr(kResource.size());
    if (!is_repository_name(name)) return std::nullopt;
    return RepositoryName{{read->account, read->region}, std::move(name)};
}

std::optional<RepositoryName> parse_repository_key(std::string_view key) {
    const std::size_t region = key.find('/');
    if (region == std::string_view::npos) return std::nullopt;
    const std::size_t name = key.find('/', region + 1);
    if (name == std::string_view::npos) return std::nullopt;
    return RepositoryName{
        {std::string(key.substr(0, region)), std::string(key.substr(region + 1, name - region - 1))
        },
        std::string(key.substr(name + 1)),
    };
}

std::string repository_uri(std::string_view endpoint, std::string_view name) {
    const std::size_t host = endpoint.find("://");
    if (host != std::string_view::npos) endpoint.remove_prefix(host + 3);
    return fmt::format("{}/{}", endpoint.substr(0, endpoint.find('/')), name);
}

bool is_repository_name(std::string_view name) {
    if (name.size() < kMinName || name.size() > kMaxName) return false;
    while (true) {
        const std::size_t slash = name.find('/');
        if (!is_component(name.substr(0, slash))) return false;
        if (slash == std::string_view::npos) return true;
        name.remove_prefix(slash + 1);
    }
}

bool is_digest(std::string_view text) {
    constexpr std::string_view kAlgorithm = "sha256:";
    constexpr std::size_t kDigits = 64;
    if (!text.starts_with(kAlgorithm)) return false;
    text.remove_prefix(kAlgorithm.size());
    return text.size() == kDigits &&
           text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool is_tag(std::string_view text) {
    const auto is_word = [](char c) {
        return is_letter_or_digit(c) || (c >= 'A' && c <= 'Z') || c == '_';
    };
    if (text.empty() || text.size() > kMaxTag || !is_word(text.front())) return false;
    return std::ranges::all_of(text, [&](char c) { return is_word(c) || c == '.' || c == '-'; });
}

}  // namespace gantry::ecr
