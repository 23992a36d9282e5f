#include "control/identity.h"

#include <algorithm>

#include "wire/sigv4.h"

namespace gantry::control {

namespace {

struct CredentialScope {
    std::string access_key_id;
    std::string region;
};

/// The key id and Region a request names, wherever it names them: the Authorization header or, for a
/// presigned one, X-Amz-Credential. Empty where it names none.
CredentialScope claimed_scope(const net::HttpRequest& request) {
    const std::string* header = request.headers.find("authorization");
    std::string_view text = header != nullptr ? std::string_view(*header) : std::string_view(request.target);
    const auto at = text.find("Credential=");
    if (at == std::string_view::npos) return {};
    text.remove_prefix(at + std::string_view("Credential=").size());
    text = text.substr(0, text.find_first_of(", &"));
    std::vector<std::string> parts(1);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escaped = text.compare(i, 3, "%2F") == 0;
        if (text[i] == '/' || escaped) {
            parts.emplace_back();
            if (escaped) i += 2;
        } else {
            parts.back() += text[i];
        }
    }
    CredentialScope scope;
    scope.access_key_id = parts[0];
    if (parts.size() > 2) scope.region = parts[2];
    return scope;
}

bool is_account_id(std::string_view text) {
    return text.size() == 12 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// Regions end up in keys and ARNs: letters, digits and dashes only.
bool is_region(std::string_view text) {
    return !text.empty() && text.size() <= 32 && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

}  // namespace

Result<Caller> Identity::identify(
    const net::HttpRequest& request, std::string_view signing_name, SysTime now
) const {
    const CredentialScope claimed = claimed_scope(request);
    Caller caller;
    caller.access_key_id = claimed.access_key_id;
    caller.scope.region = is_region(claimed.region) ? claimed.region : kDefaultRegion;
    if (mode_ == AuthMode::Any) {
        caller.scope.account =
            is_account_id(claimed.access_key_id) ? claimed.access_key_id : kDefaultAccount;
    } else {
        auto account = verify(request, signing_name, now);
        if (!account) return account.error();
        caller.scope.account = *account;
    }
    caller.principal = "arn:aws:iam::" + caller.scope.account + ":root";
    return caller;
}

}  // namespace gantry::control
