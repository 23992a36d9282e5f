#include "services/secretsmanager/api/random_password.h"

#include <algorithm>
#include <utility>

#include "services/secretsmanager/api/errors.h"
#include "wire/cipher.h"

namespace gantry::secretsmanager {
namespace {

using api::secretsmanager::GetRandomPasswordRequest;
using api::secretsmanager::GetRandomPasswordResponse;

/// The characters of each type that may be in it, without what is excluded.
std::vector<std::string> types_in(const GetRandomPasswordRequest& input) {
    const std::pair<std::string_view, bool> types[] = {
        {"abcdefghijklmnopqrstuvwxyz", !input.exclude_lowercase.value_or(false)},
        {"ABCDEFGHIJKLMNOPQRSTUVWXYZ", !input.exclude_uppercase.value_or(false)},
        {"0123456789", !input.exclude_numbers.value_or(false)},
        {R"(!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~)", !input.exclude_punctuation.value_or(false)},
        {" ", input.include_space.value_or(false)},
    };
    const std::string excluded = input.exclude_characters.value_or("");
    std::vector<std::string> left;
    for (const auto& [characters, wanted] : types) {
        if (!wanted) continue;
        std::string type(characters);
        std::erase_if(type, [&](char c) { return excluded.find(c) != std::string::npos; });
        if (!type.empty()) left.push_back(std::move(type));
    }
    return left;
}

char draw(wire::SecretNumbers& numbers, const std::string& characters) {
    return characters[numbers.below(static_cast<std::uint32_t>(characters.size()))];
}

}  // namespace

Result<GetRandomPasswordResponse> get_random_password(
    Call& call, const GetRandomPasswordRequest& input
) {
    constexpr std::int64_t kUsualLength = 32;
    const auto length = static_cast<std::size_t>(input.password_length.value_or(kUsualLength));
    const auto types = types_in(input);
    if (types.empty()) {
        return invalid_parameter("There are no characters left that a password could be made of.");
    }
    const bool each = input.require_each_included_type.value_or(true);
    if (each && length < types.size()) {
        return invalid_parameter("Password length is too short based on the required types.");
    }
    std::string all;
    for (const std::string& type : types) all += type;
    wire::SecretNumbers numbers(call.settings.secret, "random password", call.ids.hex(64));
    std::string password;
    for (std::size_t i = 0; i < length; ++i) {
        const bool required = each && i < types.size();
        password += draw(numbers, required ? types[i] : all);
    }
    for (std::size_t i = password.size(); i > 1; --i) {
        std::swap(password[i - 1], password[numbers.below(static_cast<std::uint32_t>(i))]);
    }
    return GetRandomPasswordResponse{.random_password = std::move(password)};
}

}  // namespace gantry::secretsmanager
