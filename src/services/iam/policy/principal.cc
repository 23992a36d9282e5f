#include "services/iam/policy/principal.h"

#include <algorithm>

namespace gantry::iam::policy {
namespace {

constexpr std::size_t kAccountLength = 12;

bool is_account(std::string_view text) {
    return text.size() == kAccountLength &&
           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool holds_text(const std::vector<std::string>& list, std::string_view text) {
    return !text.empty() && std::ranges::find(list, text) != list.end();
}

bool is_of_an_account(Principal::Type type) {
    return type == Principal::Type::Root || type == Principal::Type::User ||
           type == Principal::Type::RoleSession || type == Principal::Type::FederatedUser;
}

Reach reach_within_account(const PrincipalList& list, const Principal& who) {
    if (holds_text(list.arns, who.arn)) return Reach::Direct;
    const bool account = holds_text(list.accounts, who.account);
    if (who.type == Principal::Type::Root) return account ? Reach::Direct : Reach::None;
    if (holds_text(list.arns, who.issuer)) return Reach::Issuer;
    return account ? Reach::Account : Reach::None;
}

}  // namespace

std::string_view account_of_principal(std::string_view text) {
    if (is_account(text)) return text;
    constexpr std::string_view kRoot = ":root";
    const std::size_t iam = text.find(":iam::");
    if (!text.starts_with("arn:") || iam == std::string_view::npos || !text.ends_with(kRoot)) {
        return {};
    }
    text.remove_suffix(kRoot.size());
    const std::string_view account = text.substr(iam + 6);
    return is_account(account) ? account : std::string_view{};
}

Reach reach_of(const PrincipalList& list, const Principal& who) {
    if (list.anyone) return Reach::Direct;
    if (is_of_an_account(who.type)) return reach_within_account(list, who);
    const bool is_service = who.type == Principal::Type::Service;
    const bool is_federated = who.type == Principal::Type::WebIdentity;
    const bool named = (is_service && holds_text(list.services, who.arn)) ||
                       (is_federated && holds_text(list.federated, who.arn));
    return named ? Reach::Direct : Reach::None;
}

bool leaves_out(const PrincipalList& list, const Principal& who) {
    if (list.anyone || !is_of_an_account(who.type)) return reach_of(list, who) == Reach::Direct;
    if (!holds_text(list.accounts, who.account)) return false;
    if (who.type == Principal::Type::Root) return true;
    if (!who.issuer.empty() && !holds_text(list.arns, who.issuer)) return false;
    return holds_text(list.arns, who.arn);
}

}  // namespace gantry::iam::policy
